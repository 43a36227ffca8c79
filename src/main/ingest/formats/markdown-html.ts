import type { DocumentBuilder } from '../document-builder.ts';
import { parsePiece } from './html-parsing.ts';
import { readHtmlBlocks } from './html-reader.ts';

/** Elements that begin a block of HTML wherever a line begins with one (CommonMark 0.31, 4.6, kinds 1 and 6). */
const BLOCK_START =
  /^[ \t]*<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|picture|pre|search|section|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|track|ul|video)(?:[\s>]|\/>|$)/iu;
/** Any other tag alone on its line (kind 7). */
const LONE_TAG = /^[ \t]*<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?>[ \t]*$/iu;
/** Elements that go on over blank lines until they are closed: their rows, items and lines are nothing without them. */
const KEPT_WHOLE = /<(\/?)(table|ul|ol|dl|pre)\b[^<>]*>/giu;

const TABLE_START = /^[ \t]*<table\b/iu;
/** A file that leaves more of them open was not written to be read. */
const MAX_LEFT_OPEN = 8;

/** Where a reader is in the lines of a file, and how many elements it has found that are never closed. */
export type HtmlCursor = { readonly lines: readonly string[]; at: number; leftOpen: number };

export function startsHtmlTable(line: string): boolean {
  return TABLE_START.test(line);
}

/** Whether a block of HTML begins at this line; a lone tag does not break into a paragraph. */
export function startsHtml(line: string, isInParagraph: boolean): boolean {
  return line.includes('<') && (BLOCK_START.test(line) || (!isInParagraph && LONE_TAG.test(line)));
}

/** How many elements that go on over blank lines a line opens, less those that it closes. */
function opened(line: string): number {
  let open = 0;
  for (const [, closing] of line.matchAll(KEPT_WHOLE)) open += closing === '/' ? -1 : 1;
  return open;
}

/**
 * Where the block of HTML at the cursor ends: before the next blank line, or, when that would cut a table or a list
 * in two, with the end of these. One that is never closed ends at its first blank line.
 */
function htmlEnd(cursor: HtmlCursor): number {
  const { lines } = cursor;
  let open = 0;
  let firstBlank = -1;
  for (let at = cursor.at; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() !== '') open += opened(line);
    else if (open <= 0 || cursor.leftOpen > MAX_LEFT_OPEN) return at;
    else if (firstBlank === -1) firstBlank = at;
  }
  if (open <= 0 || firstBlank === -1) return lines.length;
  cursor.leftOpen += 1;
  return firstBlank;
}

/** Reads the block of HTML at the cursor as a browser would, and moves the cursor behind it. */
export function readHtmlLines(cursor: HtmlCursor, builder: DocumentBuilder): void {
  const end = htmlEnd(cursor);
  const markup = cursor.lines.slice(cursor.at, end).join('\n');
  readHtmlBlocks(parsePiece(markup), { builder, skips: () => false });
  cursor.at = end;
}
