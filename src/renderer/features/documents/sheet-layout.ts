import type { DocumentPage } from '#shared/contract/document.ts';
import { isRuleRow } from '#shared/lib/table-row.ts';

type Block = DocumentPage['blocks'][number];

/** A half-open range of characters in the whole text of the document. */
export type Range = { start: number; end: number };

export type Piece = { text: string; marked: boolean };

/** The characters of `range`, cut where the highlight begins and ends. */
export function piecesOf(block: Block, range: Range, highlight: Range | null): Piece[] {
  const read = (start: number, end: number) => block.text.slice(start - block.start, end - block.start);
  const from = Math.max(range.start, highlight?.start ?? range.end);
  const to = Math.min(range.end, highlight?.end ?? range.end);
  if (from >= to) return [{ text: read(range.start, range.end), marked: false }];
  return [
    { text: read(range.start, from), marked: false },
    { text: read(from, to), marked: true },
    { text: read(to, range.end), marked: false },
  ].filter(piece => piece.text !== '');
}

/** Whether a row lies in the highlight, its empty cells aside. */
export function isRowMarked(row: readonly Range[], highlight: Range | null): boolean {
  const cells = row.filter(({ start, end }) => start < end);
  const first = cells[0];
  const last = cells.at(-1);
  return (
    highlight !== null &&
    first !== undefined &&
    last !== undefined &&
    highlight.start <= first.start &&
    highlight.end >= last.end
  );
}

/** The block without the marks its format writes around it (`## `, `> `, code fences). */
export function bareRange(block: Block): Range {
  const before = /^\s*(?:#{1,6}\s+)?/.exec(block.text)?.[0].length ?? 0;
  const after = /\s*#*\s*$/.exec(block.text)?.[0].length ?? 0;
  const end = Math.max(block.start + before, block.end - after);
  return { start: block.start + before, end };
}

function linesOf(block: Block): Range[] {
  const lines: Range[] = [];
  let start = block.start;
  for (const line of block.text.split('\n')) {
    lines.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  return lines;
}

function textOf(block: Block, { start, end }: Range): string {
  return block.text.slice(start - block.start, end - block.start);
}

/** Lines of code without its fences, of a quotation without its `>`. */
export function innerLines(block: Block): Range[] {
  const lines = linesOf(block);
  if (block.kind === 'code') return lines.filter(line => !/^\s*(`{3,}|~{3,})/.test(textOf(block, line)));
  return lines.map(line => ({
    start: line.start + (/^\s*(?:>\s?)*/.exec(textOf(block, line))?.[0].length ?? 0),
    end: line.end,
  }));
}

export type ListItem = Range & {
  /** 0 for the outermost. */
  depth: number;
  /** `3.` for a numbered item; a bullet otherwise. */
  marker: string;
};

const ITEM = /^(\s*)(?:([-*+•▪–‣◦])|(\d{1,4}[.)]|[a-z]\)))(\s+|$)/i;
const INDENT_CHARACTERS = 2; // the narrowest nesting Markdown knows

/** Items in order; a line without a marker continues the item above it. */
export function listItems(block: Block): ListItem[] {
  const items: ListItem[] = [];
  for (const line of linesOf(block)) {
    const text = textOf(block, line);
    if (text.trim() === '') continue;
    const match = ITEM.exec(text);
    const last = items.at(-1);
    if (!match && last) {
      last.end = line.end;
      continue;
    }
    const [whole = '', indent = '', , number] = match ?? [];
    items.push({
      start: line.start + whole.length,
      end: line.end,
      depth: Math.min(5, Math.floor(indent.replaceAll('\t', '  ').length / INDENT_CHARACTERS)),
      marker: number ?? '•',
    });
  }
  return items;
}

export type Table = { head: Range[] | null; rows: Range[][] };

/** Rows of cells of a table stored as Markdown pipe rows; the head is the row above the rule, when there is one. */
export function tableOf(block: Block): Table {
  const rows: Range[][] = [];
  let head: Range[] | null = null;
  for (const line of linesOf(block)) {
    const text = textOf(block, line);
    if (text.trim() === '') continue;
    if (isRuleRow(text)) {
      if (head === null && rows.length === 1) head = rows.pop() ?? null;
      continue;
    }
    rows.push(cellsOf(text, line.start));
  }
  return { head, rows };
}

function cellsOf(line: string, offset: number): Range[] {
  const cuts = [...line.matchAll(/(?<!\\)\|/g)].map(({ index }) => index);
  const inner = line.trim();
  const limits = [
    ...(inner.startsWith('|') ? [] : [-1]),
    ...cuts,
    ...(inner.endsWith('|') && !inner.endsWith('\\|') ? [] : [line.length]),
  ];
  return limits
    .slice(0, -1)
    .map((from, index) => trimmed(line, from + 1, limits[index + 1] ?? line.length, offset));
}

function trimmed(line: string, from: number, to: number, offset: number): Range {
  const cell = line.slice(from, to);
  const start = from + (cell.length - cell.trimStart().length);
  return { start: offset + Math.min(start, to), end: offset + Math.max(start, from + cell.trimEnd().length) };
}
