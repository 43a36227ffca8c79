import { parseInline, type Definitions, type Inline } from './inline.ts';

/** The Markdown that models write, as a tree with nothing in it that could fetch, run or lead away. */
export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { type: 'quote'; children: Block[] }
  | { type: 'code'; text: string }
  | { type: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { type: 'rule' };

const FENCE = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const QUOTE = /^ {0,3}> ?(.*)$/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])( +|$)(.*)$/;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const DEFINITION = /^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*<?([^\s>]+)>?.*$/;
const FOOTNOTE = /^ {0,3}\[\^[^\]]+\]:[ \t]*(.*)$/;

/** Deeper than anybody writes; what is deeper stays text, so that no answer can exhaust the stack. */
const MAX_DEPTH = 10;

/** @param citable numbers of the sources that exist; other bracketed numbers stay text */
export function parseMarkdown(text: string, citable: ReadonlySet<number>): Block[] {
  const definitions = new Map<string, string>();
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of text.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').split('\n')) {
    fence = fenceAfter(line, fence);
    const definition = fence === null ? DEFINITION.exec(line) : null;
    if (definition === null) lines.push(line);
    else definitions.set((definition[1] ?? '').toLowerCase(), definition[2] ?? '');
  }
  return parseBlocks(lines, { definitions, citable }, 0);
}

type Rules = { definitions: Definitions; citable: ReadonlySet<number> };

function parseBlocks(lines: readonly string[], rules: Rules, depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const [block, next] = parseBlock(lines, at, rules, depth);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

function parseBlock(lines: readonly string[], at: number, rules: Rules, depth: number): [Block, number] {
  const line = lines[at] ?? '';
  const inline = (text: string) => parseInline(text, rules.definitions, rules.citable);
  const fence = FENCE.exec(line);
  if (fence !== null) return parseFence(lines, at, fence[1] ?? '');
  const heading = HEADING.exec(line);
  if (heading !== null)
    return [
      { type: 'heading', level: (heading[1] ?? '').length, children: inline(heading[2] ?? '') },
      at + 1,
    ];
  if (RULE.test(line)) return [{ type: 'rule' }, at + 1];
  if (depth < MAX_DEPTH) {
    if (QUOTE.test(line)) return parseQuote(lines, at, rules, depth);
    if (ITEM.test(line)) return parseList(lines, at, rules, depth);
  }
  if (startsTable(lines, at)) return parseTable(lines, at, inline);
  let end = at + 1;
  while (end < lines.length && !endsParagraph(lines, end)) end += 1;
  const [first = '', ...rest] = lines.slice(at, end);
  const text = [FOOTNOTE.exec(first)?.[1] ?? first, ...rest].map(each => each.replace(/^ +/, '')).join('\n');
  return [{ type: 'paragraph', children: inline(text) }, end];
}

function endsParagraph(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.trim() === '' || FENCE.test(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line))
    return true;
  const item = ITEM.exec(line);
  // A number inside a sentence that wraps begins no list, unless it is 1.
  if (item !== null && item[4] !== '' && (!/\d/.test(item[2] ?? '') || /^1[.)]$/.test(item[2] ?? '')))
    return true;
  return startsTable(lines, at) || FOOTNOTE.test(line);
}

function parseFence(lines: readonly string[], at: number, mark: string): [Block, number] {
  let end = at + 1;
  let fence: string | null = mark;
  const text: string[] = [];
  while (end < lines.length) {
    const line = lines[end] ?? '';
    end += 1;
    fence = fenceAfter(line, fence);
    if (fence === null) break;
    text.push(line);
  }
  return [{ type: 'code', text: text.join('\n') }, end];
}

/** The fence that is open after a line, given the one open before it. */
function fenceAfter(line: string, open: string | null): string | null {
  const mark = FENCE.exec(line)?.[1];
  if (open === null) return mark ?? null;
  const closes =
    mark !== undefined && mark[0] === open[0] && mark.length >= open.length && line.trim() === mark;
  return closes ? null : open;
}

function parseQuote(lines: readonly string[], at: number, rules: Rules, depth: number): [Block, number] {
  const inner: string[] = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const quoted = QUOTE.exec(lines[end] ?? '');
    if (quoted === null) break;
    inner.push(quoted[1] ?? '');
  }
  return [{ type: 'quote', children: parseBlocks(inner, rules, depth + 1) }, end];
}

function parseList(lines: readonly string[], at: number, rules: Rules, depth: number): [Block, number] {
  const first = ITEM.exec(lines[at] ?? '');
  const kind = kindOf(first?.[2] ?? '-');
  const items: Block[][] = [];
  let end = at;
  while (end < lines.length) {
    const item = ITEM.exec(lines[end] ?? '');
    if (item === null || kindOf(item[2] ?? '') !== kind || RULE.test(lines[end] ?? '')) break;
    const [body, next] = itemLines(lines, end, item);
    items.push(parseBlocks(body, rules, depth + 1));
    end = next;
  }
  // Of bullets nobody asks the number.
  const start = Number.parseInt(first?.[2] ?? '', 10);
  return [{ type: 'list', ordered: kind === 'number', start, items }, end];
}

function kindOf(mark: string): string {
  return /\d/.test(mark) ? 'number' : mark;
}

/** The lines of one item without its mark: those indented under it, and the rest of a paragraph that wraps. */
function itemLines(lines: readonly string[], at: number, item: RegExpExecArray): [string[], number] {
  const [, indent = '', mark = '', gap = ' ', text = ''] = item;
  const offset = indent.length + mark.length + (gap.length > 4 ? 1 : Math.max(gap.length, 1));
  const body = [text];
  let end = at + 1;
  while (end < lines.length) {
    const line = lines[end] ?? '';
    const indented = line.length - line.trimStart().length;
    if (line.trim() === '') {
      const next = lines[end + 1] ?? '';
      const goesOn = next.trim() !== '' && next.length - next.trimStart().length >= offset;
      if (!goesOn) break;
      body.push('');
    } else if (indented >= offset) {
      body.push(line.slice(offset));
    } else if (indented >= 2 && ITEM.test(line.trimStart()) && indented > indent.length) {
      body.push(line.trimStart()); // indented less than it should be, as many models do
    } else if (endsParagraph(lines, end) || ITEM.test(line)) {
      break;
    } else {
      body.push(line.trimStart());
    }
    end += 1;
  }
  // One empty line between items does not end the list.
  while (end < lines.length && (lines[end] ?? '').trim() === '' && ITEM.test(lines[end + 1] ?? '')) end += 1;
  return [body, end];
}

function startsTable(lines: readonly string[], at: number): boolean {
  const [line = '', next = ''] = [lines[at], lines[at + 1]];
  return line.includes('|') && next.includes('-') && next.includes('|') && TABLE_RULE.test(next);
}

function parseTable(
  lines: readonly string[],
  at: number,
  inline: (text: string) => Inline[],
): [Block, number] {
  const head = cellsOf(lines[at] ?? '').map(inline);
  const rows: Inline[][][] = [];
  let end = at + 2;
  for (; end < lines.length && (lines[end] ?? '').includes('|'); end += 1) {
    const cells = cellsOf(lines[end] ?? '');
    rows.push(head.map((_, column) => inline(cells[column] ?? '')));
  }
  return [{ type: 'table', head, rows }, end];
}

function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  const cells: string[] = [''];
  for (let index = 0; index < inner.length; index += 1) {
    const character = inner[index] ?? '';
    if (character === '\\' && inner[index + 1] === '|') {
      cells[cells.length - 1] += '|';
      index += 1;
    } else if (character === '|') cells.push('');
    else cells[cells.length - 1] += character;
  }
  return cells.map(cell => cell.trim());
}
