import { linesOf } from './page-lines.ts';
import type { Line, Run } from './page-lines.ts';

/** A stretch of a page that is read from top to bottom: a column, or what spans all columns. */
export type Region = { lines: Line[]; left: number; right: number };

/** Width of the strips in which the gutter is sought, in points. */
const STRIP = 2;
const MIN_GUTTER_POINTS = 7;
/** Runs that may cross a gutter (titles, wide tables) as a share of the runs beside it. */
const MAX_CROSSING_SHARE = 0.3;
const MIN_COLUMN_RUNS = 5;
/** Text columns are filled with words; cells of a table are not. */
const MIN_FILL = 0.5;
const MIN_COLUMN_SHARE = 0.12;
const MAX_SPLITS = 5;
const MIN_PAGES_WITH_GUTTER = 2;
const MIN_GUTTER_SHARE = 0.25;
const SAME_GUTTER_POINTS = 12;

type Gutter = { left: number; right: number };

function median(values: number[]): number {
  const sorted = values.toSorted((one, two) => one - two);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** How far the lines of a column reach across it, as runs on one baseline taken together. */
function fill(runs: readonly Run[], width: number): number {
  return median(linesOf(runs).map(line => (line.right - line.left) / width));
}

function isTextColumn(runs: readonly Run[]): boolean {
  if (runs.length < MIN_COLUMN_RUNS) return false;
  const left = Math.min(...runs.map(run => run.left));
  const right = Math.max(...runs.map(run => run.right));
  const words = median(runs.map(run => run.text.split(' ').length));
  return words >= 3 && fill(runs, right - left) >= MIN_FILL;
}

function clearStrips(runs: readonly Run[], left: number, right: number): Gutter[] {
  const count = Math.max(1, Math.ceil((right - left) / STRIP));
  const covered = new Uint32Array(count + 1);
  for (const run of runs) {
    const first = Math.max(0, Math.floor((run.left - left) / STRIP));
    const last = Math.min(count - 1, Math.ceil((run.right - left) / STRIP) - 1);
    for (let strip = first; strip <= last; strip += 1) covered[strip] = (covered[strip] ?? 0) + 1;
  }
  const limit = runs.length * MAX_CROSSING_SHARE;
  const gutters: Gutter[] = [];
  let start = -1;
  for (let strip = 0; strip <= count; strip += 1) {
    const isClear = strip < count && (covered[strip] ?? 0) <= limit;
    if (isClear && start === -1) start = strip;
    if (!isClear && start !== -1) {
      gutters.push({ left: left + start * STRIP, right: left + strip * STRIP });
      start = -1;
    }
  }
  return gutters;
}

/** Narrows a sparsely covered stretch to where the fewest runs cross it. */
function leastCrossed(runs: readonly Run[], stretch: Gutter): number {
  let best = (stretch.left + stretch.right) / 2;
  let fewest = Infinity;
  let from = best;
  for (let x = stretch.left; x <= stretch.right; x += STRIP / 2) {
    const crossing = runs.filter(run => run.left < x && run.right > x).length;
    if (crossing < fewest) {
      fewest = crossing;
      from = x;
      best = x;
    } else if (crossing === fewest) best = (from + x) / 2;
  }
  return best;
}

/** Where to part a region in two text columns; null when it is one. */
function findGutter(runs: readonly Run[]): number | null {
  if (runs.length < MIN_COLUMN_RUNS * 2) return null;
  const left = Math.min(...runs.map(run => run.left));
  const right = Math.max(...runs.map(run => run.right));
  const width = right - left;
  const middle = (left + right) / 2;
  const candidates = clearStrips(runs, left, right)
    .filter(gutter => gutter.right - gutter.left >= MIN_GUTTER_POINTS)
    .toSorted(
      (one, two) => Math.abs(one.left + one.right - 2 * middle) - Math.abs(two.left + two.right - 2 * middle),
    );
  for (const candidate of candidates) {
    const x = leastCrossed(runs, candidate);
    if (x - left < width * MIN_COLUMN_SHARE || right - x < width * MIN_COLUMN_SHARE) continue;
    const beside = runs.filter(run => run.right <= x || run.left >= x);
    const crossing = runs.length - beside.length;
    if (crossing > beside.length * MAX_CROSSING_SHARE) continue;
    if (
      isTextColumn(beside.filter(run => run.right <= x)) &&
      isTextColumn(beside.filter(run => run.left >= x))
    )
      return x;
  }
  return null;
}

function region(runs: readonly Run[]): Region {
  return {
    lines: linesOf(runs),
    left: Math.min(...runs.map(run => run.left)),
    right: Math.max(...runs.map(run => run.right)),
  };
}

/**
 * The place where most pages of a document part in two columns, or null. Pages that are half figures or code do
 * not look like two columns by themselves.
 */
export function usualGutter(pages: readonly (readonly Run[])[]): number | null {
  const found = pages.map(findGutter).filter(gutter => gutter !== null);
  if (found.length < MIN_PAGES_WITH_GUTTER || found.length < pages.length * MIN_GUTTER_SHARE) return null;
  const usual = median(found);
  return found.filter(gutter => Math.abs(gutter - usual) < SAME_GUTTER_POINTS).length * 2 > found.length
    ? usual
    : null;
}

/** Whether a page can be parted where the others are: little crosses, and one side at least is a text column. */
function acceptsGutter(runs: readonly Run[], gutter: number): boolean {
  const left = runs.filter(run => run.right <= gutter);
  const right = runs.filter(run => run.left >= gutter);
  if (left.length === 0 || right.length === 0) return false;
  if (runs.length - left.length - right.length > runs.length * MAX_CROSSING_SHARE) return false;
  return isTextColumn(left) || isTextColumn(right);
}

/** Most columns are read to their foot before the next begins; what spans them parts the page in bands. */
function split(runs: readonly Run[], depth: number, usual: number | null): Region[] {
  if (runs.length === 0) return [];
  const gutter = depth >= MAX_SPLITS ? null : (findGutter(runs) ?? usualFor(runs, usual));
  if (gutter === null) return [region(runs)];
  const spanning = runs.filter(run => run.left < gutter && run.right > gutter);
  // A line parted in several runs spans the columns as a whole when one of its runs does.
  const spanningLines = linesOf(spanning);
  const inSpan = (run: Run): boolean =>
    spanningLines.some(
      line => Math.abs(line.baseline - run.baseline) < 0.3 * line.size && run.size > line.size * 0.5,
    );
  const rest = runs.filter(
    run => !(run.left < gutter && run.right > gutter) && !isBeside(run, spanningLines, inSpan),
  );
  const spans = runs.filter(run => !rest.includes(run));
  const regions: Region[] = [];
  let remaining = rest;
  for (const line of linesOf(spans)) {
    const above = remaining.filter(run => run.baseline > line.baseline);
    remaining = remaining.filter(run => run.baseline <= line.baseline);
    regions.push(...columns(above, gutter, depth));
    const previous = regions.at(-1);
    const isContinued = previous !== undefined && above.length === 0 && spans.length > 0;
    if (isContinued) {
      previous.lines.push(line);
      previous.left = Math.min(previous.left, line.left);
      previous.right = Math.max(previous.right, line.right);
    } else regions.push({ lines: [line], left: line.left, right: line.right });
  }
  regions.push(...columns(remaining, gutter, depth));
  return regions;
}

function usualFor(runs: readonly Run[], usual: number | null): number | null {
  return usual !== null && acceptsGutter(runs, usual) ? usual : null;
}

/** Whether a run that does not cross the gutter belongs to a line that does. */
function isBeside(run: Run, spanning: readonly Line[], inSpan: (run: Run) => boolean): boolean {
  if (!inSpan(run)) return false;
  return spanning.some(
    line =>
      Math.abs(line.baseline - run.baseline) < 0.3 * line.size &&
      Math.min(Math.abs(run.left - line.right), Math.abs(line.left - run.right)) < 3 * line.size,
  );
}

function columns(runs: readonly Run[], gutter: number, depth: number): Region[] {
  return [
    ...split(
      runs.filter(run => run.right <= gutter),
      depth + 1,
      null,
    ),
    ...split(
      runs.filter(run => run.right > gutter),
      depth + 1,
      null,
    ),
  ];
}

/**
 * The regions of a page in the order in which a person reads them. Right-to-left columns are not told apart.
 *
 * @param usual where other pages of the document part (`usualGutter`)
 */
export function readingOrder(runs: readonly Run[], usual: number | null = null): Region[] {
  return split(runs, 0, usual);
}
