import type { Box, PageAnnotations } from './annotations.ts';
import { placeBox } from './page-lines.ts';
import type { PageRuns, Run } from './page-lines.ts';

/** A label stands at most this far before its field or beside its box, in points. */
const MAX_LABEL_DISTANCE = 260;
const MAX_MARK_DISTANCE = 40;
const DEFAULT_SIZE = 10;
const LINE_HEIGHT = 1.2;
const TOLERANCE = 3;
/** A label above a field starts where the field does, give or take this much, in points. */
const MAX_SHIFT = 20;
const MAX_BLANK_SHARE = 0.25;
/** Dots, lines and spaces to write on. */
const BLANKS = /[_.…·\s]{3,}/gu;
const ENDS_WITH_BLANKS = /[\s_.…·]{3,}$/u;
const ENDS_LABEL = /[:?!=>]$/u;
/** A box that is ticked, and one that is not. */
export const ON = '☒';
export const OFF = '☐';

const middle = ([, bottom, , top]: Box): number => (bottom + top) / 2;

type Placed<Kind> = Kind & { box: Box };

/** Whether a run stands at the height of a box: the label of a field of one line, or of the first of many. */
function isBeside(run: Run, [, bottom, , top]: Box): boolean {
  const letters = run.baseline + 0.3 * run.size;
  return letters >= bottom - 0.35 * run.size && letters <= top + 0.35 * run.size;
}

function isInRow(one: Box, two: Box): boolean {
  return (middle(one) > two[1] && middle(one) < two[3]) || (middle(two) > one[1] && middle(two) < one[3]);
}

function newRun(text: string, box: Box, baseline: number, size: number): Run {
  return {
    text,
    left: box[0],
    right: Math.max(box[2], box[0] + 1),
    baseline,
    size,
    font: '',
    fontCharacters: text.length,
    isRightToLeft: false,
    isEntry: true,
  };
}

/** A value behind its label; lines and dots to write on are left out. */
export function labelled(label: string, value: string): string {
  const words = label.replace(ENDS_WITH_BLANKS, '').trimEnd();
  if (words === '') return value;
  return `${words}${ENDS_LABEL.test(words) ? '' : ':'} ${value}`;
}

/** Puts a value into the blanks of a run that it lies on: `Name ______ First name ______`. */
function fillBlank(run: Run, box: Box, value: string): boolean {
  const share = (box[0] + box[2] - 2 * run.left) / (2 * Math.max(1, run.right - run.left));
  const at = share * run.text.length;
  let best: { from: number; to: number; distance: number } | null = null;
  for (const match of run.text.matchAll(BLANKS)) {
    const to = match.index + match[0].length;
    const distance = Math.max(0, match.index - at, at - to);
    if (best === null || distance < best.distance) best = { from: match.index, to, distance };
  }
  if (best === null || best.distance > MAX_BLANK_SHARE * run.text.length) return false;
  run.text = `${run.text.slice(0, best.from)} ${value} ${run.text.slice(best.to)}`.trim();
  run.isEntry = true;
  return true;
}

function nearest(runs: readonly Run[], distance: (run: Run) => number, most: number): Run | null {
  let best: Run | null = null;
  let least = most;
  for (const run of runs) {
    const away = distance(run);
    if (away >= -TOLERANCE && away < least) {
      best = run;
      least = away;
    }
  }
  return best;
}

/** The label of a field: at its left, or right above it; none when the field is a cell of a row of fields. */
function labelOf(box: Box, runs: readonly Run[], boxes: readonly Box[]): Run | null {
  const inRow = boxes.filter(other => other !== box && isInRow(other, box));
  const beside = runs.filter(run => isBeside(run, box));
  const left = nearest(beside, run => box[0] - run.right, MAX_LABEL_DISTANCE);
  if (left !== null) {
    const isTaken = inRow.some(other => other[0] >= left.right - TOLERANCE && other[2] <= box[0] + TOLERANCE);
    const next = inRow
      .filter(other => other[0] >= box[2] - TOLERANCE)
      .toSorted((one, two) => one[0] - two[0])[0];
    const isRowOfFields =
      next !== undefined &&
      !beside.some(run => run.left >= box[2] - TOLERANCE && run.right <= next[0] + TOLERANCE);
    return isTaken || isRowOfFields ? null : left;
  }
  if (inRow.length > 0) return null;
  const above = runs.filter(
    run => run.left < box[2] && run.right > box[0] && Math.abs(run.left - box[0]) < MAX_SHIFT,
  );
  return nearest(above, run => run.baseline - box[3], DEFAULT_SIZE * LINE_HEIGHT);
}

function addEntry(
  entry: Placed<PageAnnotations['entries'][number]>,
  runs: Run[],
  labels: readonly Run[],
  boxes: readonly Box[],
): void {
  const { box, lines } = entry;
  const value = lines.join(' ');
  const under = labels.filter(
    run => isBeside(run, box) && run.left < box[0] - TOLERANCE && run.right > box[0] + TOLERANCE,
  );
  // A program that prints the values onto the page as well leaves nothing to add.
  const printed = labels.filter(run => isBeside(run, box) && run.right > box[0] && run.left < box[2]);
  if (printed.some(run => run.text.includes(value))) return;
  if (under.some(run => fillBlank(run, box, value))) return;
  const label = labelOf(box, labels, boxes);
  if (label !== null) {
    label.text = labelled(label.text, value);
    label.right = Math.max(label.right, box[2]);
    label.isEntry = true;
    return;
  }
  const size = entry.size ?? Math.min(DEFAULT_SIZE, (box[3] - box[1]) / lines.length);
  const first = middle(box) + (LINE_HEIGHT * size * (lines.length - 1)) / 2 - 0.35 * size;
  for (const [index, line] of lines.entries()) {
    const text = index === 0 && entry.label !== '' ? labelled(entry.label, line) : line;
    runs.push(newRun(text, box, first - index * LINE_HEIGHT * size, size));
  }
}

function addMark(mark: Placed<PageAnnotations['marks'][number]>, runs: Run[], labels: readonly Run[]): void {
  const { box, isOn, value } = mark;
  const symbol = isOn ? ON : OFF;
  const beside = labels.filter(run => isBeside(run, box));
  const right = nearest(beside, run => run.left - box[2], MAX_MARK_DISTANCE);
  const left = nearest(beside, run => box[0] - run.right, MAX_MARK_DISTANCE);
  const label = right ?? left;
  if (label === null) {
    if (beside.some(run => run.left < box[0] && run.right > box[2] && fillBlank(run, box, symbol))) return;
    const words = mark.label || value;
    if (isOn || words !== '')
      runs.push(newRun(`${symbol} ${words}`.trim(), box, middle(box) - 4, DEFAULT_SIZE));
    return;
  }
  const says =
    isOn && value !== '' && !label.text.toLowerCase().includes(value.toLowerCase()) ? ` (${value})` : '';
  label.text = label === right ? `${symbol} ${label.text}${says}` : `${label.text}${says} ${symbol}`;
  label.left = Math.min(label.left, box[0]);
  label.right = Math.max(label.right, box[2]);
  label.isEntry = true;
}

/**
 * Puts values of fields, typed-on text and marks among the runs of a page: beside their labels where they have
 * some, else where they stand. The runs change in place.
 */
export function placeAnnotations(page: PageRuns, { entries, marks }: PageAnnotations): void {
  const placed = <Kind extends { box: Box }>(found: readonly Kind[]): Placed<Kind>[] =>
    found
      .map(one => ({ ...one, box: placeBox(one.box, page.turns) }))
      .toSorted((one, two) => two.box[3] - one.box[3] || one.box[0] - two.box[0]);
  const fields = placed(entries);
  const boxes = fields.map(({ box }) => box);
  // What is printed may be a label, what is filled in may not.
  const labels = [...page.runs];
  for (const mark of placed(marks)) addMark(mark, page.runs, labels);
  for (const field of fields) addEntry(field, page.runs, labels, boxes);
}
