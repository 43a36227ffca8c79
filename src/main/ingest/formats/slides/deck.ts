import type { Language } from '#shared/contract/vocabulary.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { FoyerError } from '#shared/errors.ts';
import type { DocumentBuilder } from '../../document-builder.ts';
import { plainBlock } from '../word/content.ts';
import type { Block, TextBlock } from '../word/content.ts';
import { writeBlocks } from '../word/write-blocks.ts';

/** What a person reads of a slide, whatever the format. */
export type Slide = {
  /** Empty when it has none. */
  title: string;
  blocks: readonly Block[];
  notes: readonly Block[];
  comments: readonly Comment[];
  isHidden: boolean;
  /** Whether it shows pictures. */
  hasPictures: boolean;
};

/** Something that somebody wrote beside a slide; answers to it are one deeper. */
export type Comment = { author: string; text: string; depth: number };

/** The headings that a reader adds, in the language of the document. */
const WORDS: Record<Language, { slide: string; hidden: string; notes: string; comments: string }> = {
  fr: { slide: 'Diapositive', hidden: '(masquée)', notes: 'Notes', comments: 'Commentaires' },
  en: { slide: 'Slide', hidden: '(hidden)', notes: 'Notes', comments: 'Comments' },
};
const TITLE_LEVEL = 1;
const SIDE_LEVEL = 2;
/** Enough to tell a language by. */
const SAMPLE_BLOCKS = 400;
/** A longer first line is no title. */
const MAX_TITLE_CHARACTERS = 120;

function textOfBlock(block: Block): string {
  if (block.kind === 'embedded') return '';
  if (block.kind !== 'table') return block.text;
  return block.rows
    .map(({ cells }) => cells.flatMap(cell => cell.blocks.map(textOfBlock)).join(' '))
    .join(' ');
}

function isBlank(block: Block): boolean {
  return !/[\p{L}\p{N}]/u.test(textOfBlock(block));
}

function languageOf(slides: readonly Slide[]): Language {
  const texts = slides.flatMap(({ title, blocks, notes }) => [
    title,
    ...[...blocks, ...notes].map(textOfBlock),
  ]);
  return (
    detectLanguage(
      texts
        .filter(text => text !== '')
        .slice(0, SAMPLE_BLOCKS)
        .join('\n'),
    ) ?? 'en'
  );
}

/** A heading on a slide is one below its title. */
function belowTitle(block: Block): Block {
  return block.kind === 'heading' ? { ...block, level: SIDE_LEVEL } : block;
}

function commentItem({ author, text, depth }: Comment): TextBlock {
  return plainBlock(`- ${author === '' ? '' : `${author}: `}${text.replace(/\s+/gu, ' ')}`, 'list', depth);
}

/** A short line above everything else on a slide without a title is its title. */
export function titledByFirst(slide: Slide): Slide {
  const [first, ...others] = slide.blocks;
  const isTitle =
    slide.title === '' &&
    first?.kind === 'paragraph' &&
    first.notes.length === 0 &&
    first.text.length <= MAX_TITLE_CHARACTERS &&
    !isBlank(first);
  return isTitle ? { ...slide, title: first.text, blocks: others } : slide;
}

/**
 * Writes slides, each a page that begins with a heading: its title, or its number where it has none. A slide on which
 * there is nothing to read has no heading; one that shows pictures alone is warned of.
 */
export async function writeDeck(slides: readonly Slide[], builder: DocumentBuilder): Promise<void> {
  const words = WORDS[languageOf(slides)];
  const unread: string[] = [];
  const write = (blocks: readonly Block[]): Promise<void> =>
    writeBlocks(blocks, { builder, writeEmbedded: () => Promise.resolve() });

  for (const [index, { title, blocks, notes, comments, isHidden, hasPictures }] of slides.entries()) {
    builder.startPage(index + 1);
    const isWordless = title === '' && blocks.every(isBlank);
    if (isWordless && hasPictures) unread.push(String(index + 1));
    if (isWordless && notes.every(isBlank) && comments.length === 0) continue;
    const named = title === '' ? `${words.slide} ${index + 1}` : title.replace(/\s+/gu, ' ');
    builder.add('heading', isHidden ? `${named} ${words.hidden}` : named, TITLE_LEVEL);
    await write(blocks.map(belowTitle));
    if (!notes.every(isBlank)) {
      builder.add('heading', words.notes, SIDE_LEVEL);
      await write(notes.map(belowTitle));
    }
    if (comments.length > 0) {
      builder.add('heading', words.comments, SIDE_LEVEL);
      await write(comments.map(commentItem));
    }
  }
  if (builder.length() === 0)
    throw new FoyerError(unread.length > 0 ? 'document.no_text' : 'document.empty', 'No slide has text');
  builder.warnOf('without_text', unread, slides.length, 'pages');
}
