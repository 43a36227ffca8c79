import { sideStory } from './blocks.ts';
import type { BlockReader } from './blocks.ts';
import { PAGE_MARK, contentOf, createOnce, isPicture, isText } from './content.ts';
import type { Block } from './content.ts';
import type { Part, Parts } from './parts.ts';
import { elementsOf, isOn } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** What stands above and below the text on every page. */
type Place = 'header' | 'footer';

export type RunningParts = {
  /** What a section with these properties shows for the first time at this place. Sections are asked for in order. */
  inSection(properties: XmlElement | undefined, place: Place): Block[];
};

/** What only counts pages, in the words of most languages of Europe: `3`, `Page 3 of 12`, `- 3 -`, `3 / 12`. */
const PAGE_COUNT =
  /^[^\p{L}\p{N}]*(?:page|pages|p|pg|seite|página|pagina|pág|pag|strona|sida|side)?[^\p{L}\p{N}]*\d+[^\p{L}\p{N}]*(?:(?:of|sur|de|von|di|van|z|av|af)?[^\p{L}\p{N}]*\d+)?[^\p{L}\p{N}]*$/iu;

function isPageCount(block: Block): boolean {
  return isText(block) && block.showsPage && PAGE_COUNT.test(block.text);
}

/** Words of the running parts are no headings of the text. */
function asRunning(block: Block): Block {
  if (!isText(block)) return block;
  const text = block.text.replaceAll(PAGE_MARK, '');
  return block.kind === 'heading' ? { ...block, kind: 'paragraph', level: 0, text } : { ...block, text };
}

/** Those of several headers or footers that say something, each distinct one once. */
export function distinctRunning(blocks: readonly Block[]): Block[] {
  return blocks
    .filter(block => !isPageCount(block) && !isPicture(block))
    .filter(createOnce())
    .map(asRunning);
}

/**
 * Reads headers and footers, each distinct text once. Word shows one for first pages where the section says so, one
 * for even pages where the document does; a section without its own goes on with those before it.
 */
export function createRunningParts(
  { parts, reader, main }: { parts: Parts; reader: BlockReader; main: Part },
  settings: XmlElement | null,
): RunningParts {
  const hasEvenPages = settings !== null && isOn(settings, 'w:evenAndOddHeaders') === true;
  const inForce = new Map<string, string | undefined>();
  const readParts = new Set<string>();
  const shown = new Set<string>();

  const blocksOf = (id: string | undefined): Block[] => {
    if (id === undefined || readParts.has(id)) return [];
    readParts.add(id);
    const part = parts.related(main, id);
    if (part === null) return [];
    return reader.read(contentOf(part.xml), sideStory(part)).filter(block => {
      const key = JSON.stringify(block.kind === 'table' ? block.rows : block);
      // A picture on every page is an ornament.
      if (isPageCount(block) || isPicture(block) || shown.has(key)) return false;
      shown.add(key);
      return true;
    });
  };

  return {
    inSection(properties, place) {
      const references = properties === undefined ? [] : elementsOf(properties);
      for (const { name, attributes } of references)
        if (name === `w:${place}Reference`)
          inForce.set(`${place} ${attributes['w:type'] ?? 'default'}`, attributes['r:id']);
      const types = [
        ...(isOn(properties, 'w:titlePg') === true ? ['first'] : []),
        'default',
        ...(hasEvenPages ? ['even'] : []),
      ];
      return types.flatMap(type => blocksOf(inForce.get(`${place} ${type}`))).map(asRunning);
    },
  };
}
