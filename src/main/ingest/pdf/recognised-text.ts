import { BADLY_RECOGNISED_BELOW } from '../recognition/recognised-page.ts';
import type { RecognisedPage } from '../recognition/recognised-page.ts';
import { FEW_LETTERS } from './page-warnings.ts';
import type { Run } from './page-lines.ts';
import type { PageText } from './read-pages.ts';

/** The longer side of a page whose measure is not known, in points: A4. What tells lines and columns apart is in points. */
const LONGER_SIDE_POINTS = 842;

function median(values: readonly number[]): number {
  return values.toSorted((one, two) => one - two)[Math.floor(values.length / 2)] ?? 0;
}

/** A page as if its recognised words had been printed by a program, all letters of one size: heights are uncertain. */
export function recognisedText({ width, height, lines }: RecognisedPage): PageText {
  const points = LONGER_SIDE_POINTS / Math.max(width, height);
  const size = median(lines.map(line => line.size)) * points;
  const runs = lines.map(({ left, right, baseline, words }): Run => {
    const text = words.map(word => word.text).join(' ');
    return {
      text,
      left: left * points,
      right: right * points,
      baseline: (height - baseline) * points,
      size,
      font: '',
      fontCharacters: text.length,
      isRightToLeft: false,
    };
  });
  return {
    runs,
    others: [],
    frame: { top: height * points, bottom: 0, width: width * points },
    turns: 0,
    regions: [],
    notes: [],
    files: [],
    isGarbled: false,
    isDamaged: false,
    isRecognised: true,
  };
}

const lettersOf = (runs: readonly Run[]): number =>
  runs.reduce((sum, run) => sum + (run.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);

/** Whether what was recognised says more than the text that the page has: of letters without meaning, anything certain. */
function saysMore(recognised: RecognisedPage, page: PageText): boolean {
  if (recognised.lines.length === 0) return false;
  return lettersOf(page.runs) < FEW_LETTERS || recognised.confidence >= BADLY_RECOGNISED_BELOW;
}

/** Puts recognised pages in the place of those that have no text, or none with a meaning. Pages change in place. */
export function placeRecognised(pages: PageText[], recognised: readonly RecognisedPage[]): void {
  for (const one of recognised) {
    const page = pages[one.page - 1];
    if (page === undefined || !saysMore(one, page)) continue;
    const { notes, files } = page;
    pages[one.page - 1] = { ...recognisedText(one), notes, files };
  }
}
