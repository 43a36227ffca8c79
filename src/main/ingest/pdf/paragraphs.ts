import type { BlockKind } from '../ports.ts';
import { lineText } from './page-lines.ts';
import type { Line } from './page-lines.ts';
import type { Region } from './reading-order.ts';
import { readTableRows } from './table-rows.ts';
import type { TableShape } from './table-rows.ts';

export type PdfBlock = {
  kind: BlockKind;
  /** Lines as they stand, before words are mended; those of a table are Markdown. */
  lines: string[];
  size: number;
  font: string;
  /** Nothing before it in its column: it may continue the last block of the column before. */
  isFirst: boolean;
  /** Columns of a table; null for anything else. */
  table: TableShape | null;
  /** `running`: the one occurrence that is kept of a running header or footer; `entry`: what was filled in. */
  role: 'text' | 'running' | 'entry';
};

/** A gap above this share of the usual line distance starts a paragraph. */
const PARAGRAPH_GAP = 1.35;
const SIZE_CHANGE = 0.08;
/** First lines are indented by at least this many sizes. */
const MIN_INDENT = 0.7;
const MAX_INDENT = 6;
/** A line that ends before this share of the column ends a paragraph, when it ends a sentence. */
const SHORT_LINE = 0.85;
const BULLET = /^(?:[•‣◦▪▸●○■□◆➢✓–—*·]|-(?=\s)|\(?\d{1,3}[.)](?=\s)|\(?[a-z][.)](?=\s))\s*/u;

function lineDistance(lines: readonly Line[]): number {
  const gaps: number[] = [];
  for (const [index, line] of lines.entries()) {
    const above = lines[index - 1];
    if (above === undefined) continue;
    const gap = above.baseline - line.baseline;
    if (gap > 0 && gap < 3 * line.size) gaps.push(gap);
  }
  gaps.sort((one, two) => one - two);
  // The lower half: paragraphs of one line would pass their spacing off as the usual one.
  return gaps[Math.floor(gaps.length * 0.4)] ?? Infinity;
}

function differs(one: number, two: number): boolean {
  return Math.abs(one - two) > SIZE_CHANGE * Math.max(one, two);
}

const isEntry = (line: Line): boolean => line.runs.some(run => run.isEntry === true);

function startsParagraph(line: Line, above: Line, region: Region, distance: number): boolean {
  // What was filled in stands by itself with its label.
  if (isEntry(line) || isEntry(above)) return true;
  const gap = above.baseline - line.baseline;
  // Large type has its own distance, which the text around it does not show.
  const usual = Math.max(Math.min(distance, 1.6 * line.size), 1.05 * line.size);
  if (gap > PARAGRAPH_GAP * usual || gap < 0) return true;
  if (differs(line.size, above.size)) return true;
  const text = lineText(line);
  if (BULLET.test(text)) return true;
  const aboveText = lineText(above);
  const width = region.right - region.left;
  const endsSentence = /[.!?:;»”"…]$/u.test(aboveText);
  if (endsSentence && above.right - region.left < SHORT_LINE * width) return true;
  const indent = line.left - above.left;
  if (indent > MIN_INDENT * line.size && indent < MAX_INDENT * line.size && endsSentence) return true;
  // A short line in another font: a heading without a size of its own.
  const isShort = above.right - region.left < SHORT_LINE * width || line.right - region.left < 0.6 * width;
  return above.font !== line.font && isShort && !/[,;–-]$/u.test(aboveText) && !/^\p{Ll}/u.test(text);
}

/**
 * Cuts a region into paragraphs, lists and tables.
 *
 * @param running lines that are running headers or footers: they stand by themselves
 */
export function regionBlocks(region: Region, running: ReadonlySet<Line>): PdfBlock[] {
  const { lines } = region;
  const distance = lineDistance(lines);
  const blocks: PdfBlock[] = [];
  let current: PdfBlock | null = null;
  for (let index = 0; index < lines.length;) {
    const line = lines[index];
    if (line === undefined) break;
    const isRunning = running.has(line);
    const role: PdfBlock['role'] = isRunning ? 'running' : isEntry(line) ? 'entry' : 'text';
    const block = { size: line.size, font: line.font, isFirst: blocks.length === 0, role };
    const stop = lines.findIndex((next, at) => at > index && running.has(next));
    const table = isRunning ? null : readTableRows(stop === -1 ? lines : lines.slice(0, stop), index);
    if (table !== null) {
      blocks.push({ ...block, kind: 'table', lines: table.markdown.split('\n'), table });
      current = null;
      index = table.end;
      continue;
    }
    const above = lines[index - 1];
    const text = lineText(line);
    if (
      current === null ||
      above === undefined ||
      (current.role === 'running') !== isRunning ||
      startsParagraph(line, above, region, distance)
    ) {
      const kind: BlockKind = BULLET.test(text) && !isRunning ? 'list' : 'paragraph';
      current = { ...block, kind, lines: [text], table: null };
      blocks.push(current);
    } else current.lines.push(text);
    index += 1;
  }
  return blocks;
}
