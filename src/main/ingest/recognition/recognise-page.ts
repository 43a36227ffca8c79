import type { Language } from '#shared/contract/vocabulary.ts';
import { MAX_RECOGNISED_SIDE } from '../limits.ts';
import { cleanPage } from './clean-page.ts';
import { densestBand, findLines, straightened } from './find-lines.ts';
import { rowsOf, scaledTo, turned } from './gray-image.ts';
import type { GrayImage } from './gray-image.ts';
import { placeOnPage } from './page-turning.ts';
import type { PageTurning } from './page-turning.ts';
import type { PageRecognition, RecognisedLine, RecognisedWord } from './recognised-page.ts';
import type { Engine, EngineLine } from './tesseract.ts';

/** The longer side of a page when it is recognised: A4 at 200 to 300 dpi. Small pictures are enlarged at most threefold. */
const LEAST_PIXELS = 2_400;
const MOST_ENLARGED = 3;
/** Lines that are recognised worse than this may stand on their head, or on their side. */
const DOUBTFUL_BELOW = 0.75;
/** The part of a page that tells which side is up: some lines. */
const BAND = 0.05;
/** Patterns and pictures become letters that nobody is sure of. */
const LINE_WORTH_KEEPING = 0.4;
/** Beyond so many times the size of the letters, it is another column or cell. */
const WIDE_GAP = 1.5;
const DIGITS = 4;

const lettersOf = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

/** Mean certainty of words, by their letters. */
function certaintyOf(words: readonly { text: string; confidence: number }[]): number {
  let letters = 0;
  let sum = 0;
  for (const { text, confidence } of words) {
    const count = lettersOf(text);
    letters += count;
    sum += count * confidence;
  }
  return letters === 0 ? 0 : sum / letters;
}

const certaintyOfLines = (lines: readonly EngineLine[]): number =>
  certaintyOf(lines.flatMap(({ words }) => words)) / 100;

function rounded(value: number): number {
  return Number(value.toFixed(DIGITS));
}

function pieces(words: EngineLine['words'], size: number): EngineLine['words'][] {
  const found: EngineLine['words'][] = [];
  let right = -Infinity;
  for (const word of words) {
    const piece = found.at(-1);
    if (piece === undefined || word.bbox.x0 - right > WIDE_GAP * size) found.push([word]);
    else piece.push(word);
    right = word.bbox.x1;
  }
  return found;
}

function recognisedLines(line: EngineLine, page: GrayImage, turning: PageTurning): RecognisedLine[] {
  const words = line.words.filter(({ text }) => text.trim() !== '');
  const size = line.rowAttributes.rowHeight;
  const placed = (word: EngineLine['words'][number]): RecognisedWord => {
    const { left, top, width, height } = placeOnPage(word.bbox, page, turning);
    return {
      text: word.text.trim(),
      confidence: rounded(Math.min(1, Math.max(0, word.confidence / 100))),
      left: rounded(left),
      top: rounded(top),
      width: rounded(width),
      height: rounded(height),
    };
  };
  return pieces(words, size).map(piece => ({
    left: piece[0]?.bbox.x0 ?? 0,
    right: piece.at(-1)?.bbox.x1 ?? 0,
    baseline: (line.baseline.y0 + line.baseline.y1) / 2,
    size: rounded(size),
    words: piece.map(placed),
  }));
}

/** Quarter turns, clockwise, in which some lines of the page are read with most certainty. */
function uprightTurns(page: GrayImage, engine: Engine, first: Language): number {
  let best = { turns: 0, certainty: -1 };
  // Upright, upside down, and on its sides where the lines were mistaken.
  for (const turns of [0, 2, 1, 3]) {
    const upright = turned(page, turns);
    const { top, bottom } = densestBand(upright, BAND);
    const lines = engine.recognise(rowsOf(upright, top, bottom), first, 'band');
    const certainty = certaintyOfLines(lines);
    if (certainty > best.certainty) best = { turns, certainty };
    if (best.certainty >= DOUBTFUL_BELOW) break;
  }
  return best.turns;
}

/**
 * Recognises the words of a page, whichever side is up and however its paper is lit.
 *
 * @param picture the page as it is shown
 * @param first the language that is more likely
 */
export function recognisePage(picture: GrayImage, first: Language, engine: Engine): PageRecognition {
  const longest = Math.max(picture.width, picture.height);
  const page = cleanPage(
    scaledTo(picture, { least: Math.min(LEAST_PIXELS, longest * MOST_ENLARGED), most: MAX_RECOGNISED_SIDE }),
  );
  const { isAcross, degrees } = findLines(page);
  const straight = straightened(page, { isAcross, degrees });
  const turns = uprightTurns(straight, engine, first);
  const upright = turned(straight, turns);
  const found = engine.recognise(upright, first, 'page');
  // A half or quarter turn after the small one is the same as before it.
  const turning = { turns: ((isAcross ? 1 : 0) + turns) % 4, degrees };
  const lines = found
    .filter(({ words }) => certaintyOf(words) / 100 >= LINE_WORTH_KEEPING)
    .flatMap(line => recognisedLines(line, page, turning));
  return {
    width: upright.width,
    height: upright.height,
    confidence: rounded(certaintyOf(lines.flatMap(({ words }) => words))),
    lines,
  };
}
