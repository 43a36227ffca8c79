import { pageCounts, WIDE_GAP } from './page-counts.ts';
import type { PageCount } from './page-counts.ts';
import type { Line, PageFrame } from './page-lines.ts';
import type { Region } from './reading-order.ts';

/** A line near the top or the bottom of a page. */
export type EdgeLine = {
  line: Line;
  /** Number of the page in the file, from 1. */
  page: number;
  side: 'top' | 'bottom';
  /** From the edge of the page to the baseline, in points. */
  distance: number;
  /** Pieces with a tab between them. */
  text: string;
  counts: PageCount[];
  /** The next line towards the middle of the page in the same column. */
  next: Line | null;
};

/** So many rows from either edge are looked at, and no further in than this share of the page's height. */
const EDGE_ROWS = 6;
const EDGE_SHARE = 0.22;
const MAX_CHARACTERS = 200;

function piecesOf(line: Line): string {
  return line.runs.map(run => run.text.replace(/\s+/gu, ' ').trim()).join(WIDE_GAP);
}

function widestGap(line: Line): number {
  let widest = 0;
  for (const [index, run] of line.runs.entries()) {
    const before = line.runs[index - 1];
    if (before !== undefined) widest = Math.max(widest, run.left - before.right);
  }
  return widest;
}

/** Lines of all columns that stand side by side, from top to bottom. */
function rowsOf(page: readonly Region[]): { line: Line; region: Region }[][] {
  const lines = page
    .flatMap(region => region.lines.map(line => ({ line, region })))
    .toSorted((one, two) => two.line.baseline - one.line.baseline);
  const rows: { line: Line; region: Region }[][] = [];
  for (const found of lines) {
    const row = rows.at(-1);
    const first = row?.[0]?.line;
    if (row !== undefined && first !== undefined && first.baseline - found.line.baseline < 0.3 * first.size)
      row.push(found);
    else rows.push([found]);
  }
  return rows;
}

/** The rows nearest to the top and to the bottom of a page, the outermost first. */
export function edgeLines(
  page: readonly Region[],
  frame: PageFrame | undefined,
  number: number,
  pageCount: number,
): { top: EdgeLine[][]; bottom: EdgeLine[][] } {
  if (frame === undefined) return { top: [], bottom: [] };
  const height = frame.top - frame.bottom;
  const rows = rowsOf(page);
  const edge = (side: 'top' | 'bottom'): EdgeLine[][] => {
    const inwards = side === 'top' ? rows : rows.toReversed();
    const found: EdgeLine[][] = [];
    for (const row of inwards.slice(0, EDGE_ROWS)) {
      const lines: EdgeLine[] = [];
      for (const { line, region } of row) {
        const distance = side === 'top' ? frame.top - line.baseline : line.baseline - frame.bottom;
        const text = piecesOf(line);
        if (distance > height * EDGE_SHARE || text.length > MAX_CHARACTERS) continue;
        const others = row.map(found => found.line).filter(found => found !== line);
        const beside = others.map(piecesOf);
        const gaps = others.map(other => Math.max(other.left - line.right, line.left - other.right));
        const gapShare = Math.max(widestGap(line), ...gaps) / Math.max(1, frame.width);
        const at = region.lines.indexOf(line);
        const next = region.lines[side === 'top' ? at + 1 : at - 1] ?? null;
        const counts = pageCounts({ text, page: number, pageCount, beside, gapShare });
        lines.push({ line, page: number, side, distance, text, counts, next });
      }
      if (lines.length > 0) found.push(lines);
    }
    return found;
  };
  return { top: edge('top'), bottom: edge('bottom') };
}
