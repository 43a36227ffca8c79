import { cleanText } from '../clean-text.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import { replaceEnclosed } from './enclosed.ts';
import { pipeTable } from './html-table.ts';
import { readHtmlLines, startsHtml, startsHtmlTable } from './markdown-html.ts';
import type { HtmlCursor } from './markdown-html.ts';
import { inlineText } from './markdown-inline.ts';

const FRONT_MATTER = /^---\n([\s\S]*?)\n(?:---|\.\.\.)(?:\n|$)/u;
const ATX_HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/u;
const SETEXT_UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/u;
const FENCE = /^ {0,3}(`{3,}|~{3,})/u;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/u;
const LIST_ITEM = /^(\s*)([-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(.*)$/u;
const QUOTE = /^ {0,3}>[ \t]?/u;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/u;
const REFERENCE = /^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+/u;
const FOOTNOTE = /^ {0,3}\[\^[^\]\s]+\]:[ \t]*/u;
const HIDDEN_START = /<!--|<(?:script|style|template)\b[^<>]*>/giu;

/** `title:` of YAML front matter, without its quotes. */
function frontMatterTitle(matter: string): string | null {
  const found = /^title:[ \t]*(.+?)[ \t]*$/mu.exec(matter)?.[1];
  if (found === undefined) return null;
  return found.replace(/^(["'])(.*)\1$/u, '$2');
}

/** Cells of a row; a pipe that is escaped or within code does not separate. */
function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/u, '')
    .replace(/(?<!\\)\|$/u, '');
  const cells: string[] = [];
  let cell = '';
  let inCode = false;
  for (let index = 0; index < inner.length; index += 1) {
    const character = inner.charAt(index);
    if (character === '\\' && inner.charAt(index + 1) === '|') {
      cell += '|';
      index += 1;
    } else if (character === '|' && !inCode) {
      cells.push(inlineText(cell.trim()));
      cell = '';
    } else {
      if (character === '`') inCode = !inCode && inner.indexOf('`', index + 1) !== -1;
      cell += character;
    }
  }
  cells.push(inlineText(cell.trim()));
  return cells;
}

function isTableStart(line: string, next: string | undefined): boolean {
  return (
    line.includes('|') &&
    next !== undefined &&
    next.includes('-') &&
    next.includes('|') &&
    TABLE_RULE.test(next)
  );
}

function startsBlock(line: string, next: string | undefined): boolean {
  return (
    ATX_HEADING.test(line) ||
    FENCE.test(line) ||
    RULE.test(line) ||
    QUOTE.test(line) ||
    LIST_ITEM.test(line) ||
    isTableStart(line, next) ||
    startsHtml(line, true)
  );
}

function readFence(cursor: HtmlCursor, builder: DocumentBuilder): void {
  const fence = FENCE.exec(cursor.lines[cursor.at] ?? '')?.[1] ?? '```';
  const closing = new RegExp(`^ {0,3}[${fence.charAt(0)}]{${fence.length},}[ \\t]*$`, 'u');
  const code: string[] = [];
  cursor.at += 1;
  while (cursor.at < cursor.lines.length && !closing.test(cursor.lines[cursor.at] ?? '')) {
    code.push(cursor.lines[cursor.at] ?? '');
    cursor.at += 1;
  }
  cursor.at += 1;
  builder.add('code', code.join('\n'));
}

function readTable(cursor: HtmlCursor, builder: DocumentBuilder): void {
  const rows = [cellsOf(cursor.lines[cursor.at] ?? '')];
  cursor.at += 2;
  for (; cursor.at < cursor.lines.length; cursor.at += 1) {
    const line = cursor.lines[cursor.at] ?? '';
    if (line.trim() === '' || !line.includes('|')) break;
    rows.push(cellsOf(line));
  }
  builder.add('table', pipeTable(rows));
}

/** A list goes on over blank lines as long as an item or an indented line follows. */
function readList(cursor: HtmlCursor, builder: DocumentBuilder): void {
  const items: string[] = [];
  let isLoose = false;
  for (; cursor.at < cursor.lines.length; cursor.at += 1) {
    const line = cursor.lines[cursor.at] ?? '';
    if (line.trim() === '') {
      isLoose = true;
      continue;
    }
    const item = LIST_ITEM.exec(line);
    if (item !== null && !RULE.test(line)) {
      const mark = /\d/u.test(item[2] ?? '') ? item[2] : '-';
      items.push(`${(item[1] ?? '').replaceAll('\t', '  ')}${mark} ${inlineText(item[3] ?? '').trim()}`);
    } else if (startsHtmlTable(line)) {
      break;
    } else if (/^\s/u.test(line) && !FENCE.test(line.trim())) {
      items.push(`  ${inlineText(line.trim())}`);
    } else if (isLoose || startsBlock(line, cursor.lines[cursor.at + 1])) {
      break;
    } else {
      items.push(inlineText(line.trim()));
    }
    isLoose = false;
  }
  builder.add('list', items.join('\n'));
}

function readQuote(cursor: HtmlCursor, builder: DocumentBuilder): void {
  const lines: string[] = [];
  for (; cursor.at < cursor.lines.length; cursor.at += 1) {
    const line = cursor.lines[cursor.at] ?? '';
    if (!QUOTE.test(line)) break;
    lines.push(inlineText(line.replace(/^(?: {0,3}>[ \t]?)+/u, '').replace(/^#{1,6} /u, '')));
  }
  for (const paragraph of lines.join('\n').split(/\n\s*\n/u)) builder.add('quote', paragraph);
}

function readParagraph(cursor: HtmlCursor, builder: DocumentBuilder): void {
  const lines: string[] = [];
  for (; cursor.at < cursor.lines.length; cursor.at += 1) {
    const line = cursor.lines[cursor.at] ?? '';
    if (line.trim() === '') break;
    const underline = SETEXT_UNDERLINE.exec(line);
    if (underline !== null && lines.length > 0) {
      cursor.at += 1;
      builder.add('heading', inlineText(lines.join(' ')), underline[1]?.startsWith('=') === true ? 1 : 2);
      return;
    }
    if (lines.length > 0 && startsBlock(line, cursor.lines[cursor.at + 1])) break;
    lines.push(line.trim());
  }
  // As a whole: a tag may go on over the end of a line.
  builder.add('paragraph', inlineText(lines.join('\n')));
}

/** Reads Markdown (CommonMark with tables, task lists, footnotes, front matter) as the text a person sees. */
export function extractMarkdown(source: string): ExtractedDocument {
  const builder = createDocumentBuilder();
  let text = cleanText(source).replace(/[\ue0f0-\uf0ff]/gu, '');
  const matter = FRONT_MATTER.exec(text);
  if (matter !== null) text = text.slice(matter[0].length);
  const cursor: HtmlCursor = { lines: splitLines(text), at: 0, leftOpen: 0 };
  while (cursor.at < cursor.lines.length) {
    const line = cursor.lines[cursor.at] ?? '';
    const next = cursor.lines[cursor.at + 1];
    const heading = ATX_HEADING.exec(line);
    if (line.trim() === '' || RULE.test(line) || REFERENCE.test(line)) cursor.at += 1;
    else if (heading !== null) {
      builder.add('heading', inlineText(heading[2] ?? ''), (heading[1] ?? '#').length);
      cursor.at += 1;
    } else if (FENCE.test(line)) readFence(cursor, builder);
    else if (isTableStart(line, next)) readTable(cursor, builder);
    else if (LIST_ITEM.test(line)) readList(cursor, builder);
    else if (QUOTE.test(line)) readQuote(cursor, builder);
    else if (startsHtml(line, false)) readHtmlLines(cursor, builder);
    else if (FOOTNOTE.test(line)) {
      builder.add('paragraph', inlineText(line.replace(FOOTNOTE, '')));
      cursor.at += 1;
    } else readParagraph(cursor, builder);
  }
  return builder.build(matter === null ? null : frontMatterTitle(matter[1] ?? ''));
}

/** Markdown without comments and scripts, except inside fenced code, where they are the text. */
function splitLines(text: string): string[] {
  if (!text.includes('<')) return text.split('\n');
  const pieces: string[] = [];
  let isCode = false;
  let piece: string[] = [];
  const flush = (): void => {
    const joined = piece.join('\n');
    pieces.push(isCode ? joined : withoutHidden(joined));
    piece = [];
  };
  for (const line of text.split('\n')) {
    if (FENCE.test(line)) {
      if (!isCode) flush();
      piece.push(line);
      if (isCode) flush();
      isCode = !isCode;
    } else piece.push(line);
  }
  flush();
  return pieces.join('\n').split('\n');
}

function withoutHidden(text: string): string {
  return replaceEnclosed(
    text,
    HIDDEN_START,
    start => (start === '<!--' ? '-->' : `</${/\w+/u.exec(start)?.[0] ?? ''}>`),
    () => '',
  );
}
