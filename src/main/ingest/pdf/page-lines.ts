/** A piece of text on one baseline, in points from the left and from the bottom of the page. */
export type Run = {
  text: string;
  left: number;
  right: number;
  baseline: number;
  size: number;
  font: string;
  /** Length of the longest piece so far: its font is that of the run. */
  fontCharacters: number;
  isRightToLeft: boolean;
  /** Holds what a person filled in: a value, a mark, typed-on text. */
  isEntry?: boolean;
};

/** What the reader of pages gives for every string it shows. */
export type PageItem = {
  text: string;
  /** Text matrix: a b c d e f. */
  matrix: readonly number[];
  width: number;
  height: number;
  font: string;
  isVertical: boolean;
  isRightToLeft: boolean;
};

export type PageRuns = {
  /** Text in the direction of the page. */
  runs: Run[];
  /** Text in other directions (margin stamps, vertical writing), in the order of the file. */
  others: string[];
  frame: PageFrame;
  /** Quarter turns of its text against the page. */
  turns: number;
};

/** Where a page begins and ends in the coordinates of its runs, in points. */
export type PageFrame = { top: number; bottom: number; width: number };

/** A gap of this many times the size is a space; words are set closer than letters are apart. */
const SPACE_GAP = 0.16;
/** Beyond this it is another column or cell. Justified lines stretch their spaces up to about one size. */
const COLUMN_GAP = 1.15;
/** Indices and exponents stay within this distance of the baseline of their line. */
const BASELINE_SHIFT = 0.45;
const INDEX_SHIFT = 0.62;
const INDEX_SIZE = 0.8;

/** Whether two pieces stand on one line, indices and exponents included. */
function onOneLine(
  one: { baseline: number; size: number },
  two: { baseline: number; size: number },
): boolean {
  const largest = Math.max(one.size, two.size);
  const isIndex = Math.min(one.size, two.size) < INDEX_SIZE * largest;
  return Math.abs(one.baseline - two.baseline) < (isIndex ? INDEX_SHIFT : BASELINE_SHIFT) * largest;
}

/** Quarter turns of the text: 0 horizontal, 1 upwards, 2 upside down, 3 downwards. */
function quarterTurns([a = 1, b = 0]: readonly number[]): number {
  return (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
}

/** Coordinates as if text turned by `turns` were horizontal. */
function place(x: number, y: number, turns: number): { x: number; y: number } {
  if (turns === 1) return { x: y, y: -x };
  if (turns === 2) return { x: -x, y: -y };
  if (turns === 3) return { x: -y, y: x };
  return { x, y };
}

/** A box (left, bottom, right, top) as text turned by `turns` sees it. */
export function placeBox(
  [left = 0, bottom = 0, right = 0, top = 0]: readonly number[],
  turns: number,
): [number, number, number, number] {
  const one = place(left, bottom, turns);
  const two = place(right, top, turns);
  return [Math.min(one.x, two.x), Math.min(one.y, two.y), Math.max(one.x, two.x), Math.max(one.y, two.y)];
}

function dominantTurns(items: readonly PageItem[]): number {
  const characters = [0, 0, 0, 0];
  for (const item of items) {
    const turns = quarterTurns(item.matrix);
    characters[turns] = (characters[turns] ?? 0) + item.text.length;
  }
  return characters.indexOf(Math.max(...characters));
}

/** Spacing accents that old TeX fonts print beside their letter, and the combining ones they stand for. */
const SPACING_ACCENTS: Record<string, string> = {
  '\u00b4': '\u0301',
  '\u02cb': '\u0300',
  '\u02c6': '\u0302',
  '\u00a8': '\u0308',
  '\u02dc': '\u0303',
  '\u02d8': '\u0306',
  '\u02c7': '\u030c',
  '\u00b8': '\u0327',
  '\u02da': '\u030a',
};
const ACCENT_AND_LETTER = /([\u00b4\u02cb\u02c6\u00a8\u02dc\u02d8\u02c7\u00b8\u02da]) ?([\p{L}\u0131])/gu;

/** `e´` and `´e` as TeX wrote them before its fonts had accented letters become `é`. */
function composeAccents(text: string): string {
  return text.replace(ACCENT_AND_LETTER, (whole, accent: string, letter: string) => {
    const composed = ((letter === '\u0131' ? 'i' : letter) + (SPACING_ACCENTS[accent] ?? '')).normalize(
      'NFC',
    );
    return composed.length === 1 ? composed : whole;
  });
}

/** Arabic letters in their presentation forms become the letters themselves; other compatibility forms stay. */
function plainLetters(text: string): string {
  return text.replace(/[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]+/gu, forms => forms.normalize('NFKC'));
}

function finishRun(run: Run): Run {
  let text = run.text;
  if (/[\u00b4\u02cb\u02c6\u00a8\u02dc\u02d8\u02c7\u00b8\u02da]/u.test(text)) text = composeAccents(text);
  return { ...run, text: plainLetters(text).trimEnd() };
}

function joinRuns(run: Run, next: Run, gap: number): void {
  const needsSpace =
    gap > SPACE_GAP * Math.min(run.size, next.size) && !run.text.endsWith(' ') && !next.text.startsWith(' ');
  run.text += needsSpace ? ` ${next.text}` : next.text;
  if (next.fontCharacters > run.fontCharacters) {
    run.font = next.font;
    run.fontCharacters = next.fontCharacters;
  }
  run.left = Math.min(run.left, next.left);
  run.right = Math.max(run.right, next.right);
}

/**
 * Joins the strings of a page into runs: what stands on one baseline without a wide gap. Most files write them
 * in order, so only neighbours in the file are joined; rows are completed later by place.
 *
 * @param box left, bottom, right and top of the page in points
 */
export function pageRuns(items: readonly PageItem[], box: readonly number[]): PageRuns {
  const shown = items.filter(item => item.text !== '');
  const turns = dominantTurns(shown);
  const runs: Run[] = [];
  const others: string[] = [];
  let current: Run | null = null;
  for (const item of shown) {
    if (item.isVertical || quarterTurns(item.matrix) !== turns) {
      if (item.text.trim() !== '') others.push(plainLetters(item.text));
      continue;
    }
    const [, , c = 0, d = 0, e = 0, f = 0] = item.matrix;
    const { x, y } = place(e, f, turns);
    const size = Math.hypot(c, d) || item.height || 1;
    const next: Run = {
      text: item.text,
      left: x,
      right: x + item.width,
      baseline: y,
      size,
      font: item.font,
      fontCharacters: item.text.length,
      isRightToLeft: item.isRightToLeft,
    };
    if (item.text.trim() === '') {
      // A space as wide as a column gap is one; any other belongs to the run before it.
      if (current !== null && item.width < COLUMN_GAP * current.size && !current.text.endsWith(' '))
        current.text += ' ';
      continue;
    }
    if (current !== null) {
      const largest = Math.max(current.size, next.size);
      const isSameLine = onOneLine(current, next);
      const gap =
        next.isRightToLeft && next.right <= current.left + largest
          ? current.left - next.right
          : next.left - current.right;
      const isPrintedTwice =
        next.text === current.text && Math.abs(next.left - current.left) < 0.2 * size && isSameLine;
      if (isPrintedTwice) continue; // poor man's bold
      const overlap = -0.6 * largest;
      if (isSameLine && gap < COLUMN_GAP * largest && gap > overlap) {
        if (next.size > current.size * 1.15) {
          current.baseline = next.baseline;
          current.size = next.size;
        }
        joinRuns(current, next, gap);
        continue;
      }
      runs.push(finishRun(current));
    }
    current = next;
  }
  if (current !== null) runs.push(finishRun(current));
  const [left, bottom, right, top] = placeBox(box, turns);
  const frame = { top, bottom, width: right - left };
  return { runs: runs.filter(run => run.text !== ''), others, frame, turns };
}

/** A line of a column: its runs from the first to the last in reading direction. */
export type Line = {
  runs: Run[];
  left: number;
  right: number;
  baseline: number;
  size: number;
  font: string;
};

/** The text of a line; wide gaps are plain spaces. */
export function lineText(line: Line): string {
  return line.runs.map(run => run.text.trim()).join(' ');
}

function lineOf(runs: Run[]): Line {
  const isRightToLeft = runs.filter(run => run.isRightToLeft).length * 2 > runs.length;
  const ordered = runs.toSorted((one, two) => (isRightToLeft ? two.right - one.right : one.left - two.left));
  const longest = runs.reduce((best, run) => (run.text.length > best.text.length ? run : best));
  return {
    runs: ordered,
    left: Math.min(...runs.map(run => run.left)),
    right: Math.max(...runs.map(run => run.right)),
    baseline: longest.baseline,
    size: longest.size,
    font: longest.font,
  };
}

/** Gathers runs of one column into lines, from top to bottom. */
export function linesOf(runs: readonly Run[]): Line[] {
  const sorted = runs.toSorted((one, two) => two.baseline - one.baseline || one.left - two.left);
  const lines: Line[] = [];
  let row: Run[] = [];
  for (const run of sorted) {
    const anchor = row[0];
    if (anchor !== undefined && !onOneLine(anchor, run)) {
      lines.push(lineOf(row));
      row = [];
    }
    // What is largest stands on the line itself.
    if (anchor !== undefined && row.length > 0 && run.size > anchor.size) row.unshift(run);
    else row.push(run);
  }
  if (row.length > 0) lines.push(lineOf(row));
  return lines;
}
