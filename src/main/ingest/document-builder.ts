import { WARNING_PLACES_MAX, type ReadingWarning } from '#shared/contract/document.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { FoyerError } from '#shared/errors.ts';
import { LONE_SURROGATES, cleanLine, cleanText } from './clean-text.ts';
import { withoutEncodedData } from './encoded-data.ts';
import { MAX_EXTRACTED_CHARACTERS } from './limits.ts';
import type { Block, BlockKind, ExtractedDocument, PageSpan, Span } from './ports.ts';

export type DocumentBuilder = ReturnType<typeof createDocumentBuilder>;

export const BLOCK_SEPARATOR = '\n\n';

/**
 * Puts a document together block by block, so that every extractor gets its offsets right in the same way.
 * Blocks are separated by an empty line; pages may start between two blocks or inside one.
 */
export function createDocumentBuilder() {
  const parts: string[] = [];
  const blocks: Block[] = [];
  const pageStarts: { number: number; start: number }[] = [];
  let length = 0;
  let open: Block | null = null;
  /** Pages announced before the block that will start them. */
  let waitingPages: number[] = [];
  let lastPage = 0;
  const warnings: ReadingWarning[] = [];
  const within: ExtractedDocument['within'] = [];
  const uncertain: Span[] = [];
  /** Characters of files that stood in the text as letters. */
  let encoded = 0;

  const warn = (warning: ReadingWarning): void => {
    if (warning.unread > 0)
      warnings.push({
        ...warning,
        places: warning.places.slice(0, WARNING_PLACES_MAX),
        ...(warning.reasons ? { reasons: warning.reasons.slice(0, WARNING_PLACES_MAX) } : {}),
      });
  };

  const push = (text: string): void => {
    length += text.length;
    if (length > MAX_EXTRACTED_CHARACTERS) {
      throw new FoyerError('document.too_large', `More than ${MAX_EXTRACTED_CHARACTERS} characters of text`);
    }
    parts.push(text);
  };

  const settlePages = (): void => {
    for (const number of waitingPages) pageStarts.push({ number, start: length });
    waitingPages = [];
  };

  const begin = (kind: BlockKind, level: number | null): void => {
    if (open !== null) throw new Error('The block before is still open');
    open = { kind, level, start: -1, end: -1 };
  };

  const append = (text: string): void => {
    if (open === null) throw new Error('No block is open');
    const readable = withoutEncodedData(cleanText(text));
    encoded += readable.leftOut;
    let clean = readable.text;
    if (open.start === -1) {
      const trimmed = clean.trimStart();
      if (trimmed === '') return;
      // Code keeps the indentation of its first line.
      const indentStart = clean.lastIndexOf('\n', clean.length - trimmed.length - 1) + 1;
      clean = open.kind === 'code' ? clean.slice(indentStart) : trimmed;
      if (length > 0) push(BLOCK_SEPARATOR);
      settlePages();
      open.start = length;
    }
    if (clean === '') return;
    settlePages();
    push(clean);
  };

  const finish = (): void => {
    if (open === null) throw new Error('No block is open');
    const block = open;
    open = null;
    if (block.start === -1) return;
    // White space at the end belongs to no block.
    for (let last = parts.pop(); last !== undefined; last = parts.pop()) {
      length -= last.length;
      const trimmed = last.trimEnd();
      if (trimmed === '') continue;
      parts.push(trimmed);
      length += trimmed.length;
      break;
    }
    block.end = length;
    for (const page of pageStarts) page.start = Math.min(page.start, length);
    blocks.push(block);
  };

  return {
    /** Adds a whole block; blank text adds nothing. */
    add(kind: BlockKind, text: string, level: number | null = null): void {
      begin(kind, level);
      append(text);
      finish();
    },
    begin,
    append,
    finish,
    /** The text appended from here on is on this page, by default the one after the last. */
    startPage(number: number = lastPage + 1): void {
      lastPage = number;
      waitingPages.push(number);
    },
    /** Tells of something that was not read well; nothing unread is nothing to tell. */
    warn,
    /** The same of what has names, the first of which are told. @param total how many there are, read or not */
    warnOf(
      kind: ReadingWarning['kind'],
      unread: readonly string[],
      total: number,
      unit: ReadingWarning['unit'] = 'files',
    ): void {
      warn({ kind, unread: unread.length, total, unit, places: [...unread] });
    },
    /** Remembers pages of a file within, and which of the text comes of uncertain words there. */
    addWithin(found: Pick<ExtractedDocument, 'within' | 'uncertain'>): void {
      within.push(...found.within);
      uncertain.push(...found.uncertain);
    },
    /** Number of characters so far. */
    length: (): number => length,
    build(title: string | null): ExtractedDocument {
      settlePages();
      const text = parts.join('');
      const pages: PageSpan[] = pageStarts.map((page, index) => ({
        number: page.number,
        start: page.start,
        end: pageStarts[index + 1]?.start ?? text.length,
      }));
      const firstHeading = blocks.find(
        block => block.kind === 'heading' && !CONTENTS_HEADING.test(text.slice(block.start, block.end)),
      );
      const named = title === null ? '' : cleanLine(title);
      const headed =
        firstHeading === undefined ? '' : cleanLine(text.slice(firstHeading.start, firstHeading.end));
      return {
        title: shortened(named),
        heading: shortened(headed),
        language: detectLanguage(text),
        text,
        pages,
        blocks,
        pictures: [],
        within,
        uncertain,
        warnings:
          encoded === 0
            ? warnings
            : [
                ...warnings,
                {
                  kind: 'encoded',
                  unread: encoded,
                  total: text.length + encoded,
                  unit: 'characters',
                  places: [],
                },
              ],
      };
    },
  };
}

const MAX_TITLE_CHARACTERS = 300;
/** Headings that name a list of headings, not the document. */
const CONTENTS_HEADING = /^(?:table of contents|contents|sommaire|table des mati[eè]res)$/iu;

function shortened(line: string): string | null {
  const cut = line.slice(0, MAX_TITLE_CHARACTERS).replace(LONE_SURROGATES, '');
  return cut === '' ? null : cut;
}
