import type { Glyph } from './page-glyphs.ts';

/** Glyphs that follow one another on a baseline, and after which of them a word ends. */
export type Strip = {
  glyphs: PlacedGlyph[];
  /** `ends[i]`: a space stands after glyph `i`. */
  ends: boolean[];
  /** Letters set apart from each other were joined here. */
  isMended: boolean;
};

export type PlacedGlyph = {
  glyph: Glyph;
  size: number;
  /** Gap to the glyph before, as a share of the size. */
  gap: number;
  /** What of it the file asks for between all letters. */
  spacing: number;
  /** A space is written between this glyph and the one before. */
  isSpaced: boolean;
};

/** As in `page-lines`: wider is another column. */
const COLUMN_GAP = 1.15;
const OVERLAP = -0.6;
/** Gaps between the letters of a word stay below this; kerning and rounding make some. */
const LETTER_GAP = 0.06;
/** A gap without a written space is one from here on. */
const WORD_GAP = 0.102;
/** Pairs are moved by so much within spaced letters. More takes the spacing back: it was not meant between letters. */
const MAX_KERNING = 0.14;
const MIN_SPACED_LETTERS = 3;
/** Letters further apart than this are letters of a table or a list. */
const MAX_LETTER_SPACE = 0.4;
const MAX_LETTER_SPACE_OF_LONG = 0.65;
const LONG_LETTERS = 5;
/** A word ends where a gap is this much wider than those between letters. */
const WIDER = 0.15;
const WIDER_SHARE = 0.35;
/** Of the signs in a stretch of spaced letters, so many are letters or figures. */
const LETTER_SHARE = 0.75;
const YEAR = /^(?:1[5-9]|20)\d\d$/u;

const isBlank = (glyph: Glyph): boolean => glyph.text.trim() === '';

/** Whether the file sets letters apart here, and does not take the spacing back at once. */
const isSpacing = ({ gap, spacing }: PlacedGlyph): boolean =>
  spacing > LETTER_GAP && gap - spacing > -MAX_KERNING;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, two) => one - two);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** Cuts the glyphs of a page where the baseline changes or a column gap opens. Blank ones only tell of spaces. */
function stripsOf(glyphs: readonly Glyph[]): PlacedGlyph[][] {
  const strips: PlacedGlyph[][] = [];
  let previous: Glyph | null = null;
  let isSpaced = false;
  let spacings = 0;
  for (const glyph of glyphs) {
    if (isBlank(glyph)) {
      isSpaced = true;
      spacings += glyph.spacing;
      continue;
    }
    const [a, b, c, d, e, f] = glyph.matrix;
    const size = Math.hypot(c, d) || 1;
    let placed: PlacedGlyph = { glyph, size, gap: 0, spacing: 0, isSpaced: false };
    const current = strips.at(-1);
    if (previous !== null && current !== undefined) {
      // Distance from the end of the last glyph, along and across the baseline.
      const length = Math.hypot(a, b) || 1;
      const [, , , , e0, f0] = previous.matrix;
      const along = ((e - e0) * a + (f - f0) * b) / length - previous.width;
      const across = ((f - f0) * a - (e - e0) * b) / length;
      const isTurned = Math.abs(previous.matrix[0] * b - previous.matrix[1] * a) > 0.01 * length * length;
      const scale = Math.max(size, Math.hypot(previous.matrix[2], previous.matrix[3]));
      const spacing = (previous.spacing + spacings) / scale;
      placed = { ...placed, gap: along / scale, spacing, isSpaced };
      const gap = isSpacing(placed) ? placed.gap - spacing : placed.gap;
      if (!isTurned && Math.abs(across) < 0.1 * scale && gap < COLUMN_GAP && gap > OVERLAP)
        current.push(placed);
      else strips.push([placed]);
    } else strips.push([placed]);
    previous = glyph;
    isSpaced = false;
    spacings = 0;
  }
  return strips;
}

/** Whether letters one by one with written spaces between are one word: not `A B C D`, not the figures of a table. */
function isWordOfLetters(text: string, isWholeLine: boolean): boolean {
  if (/^\p{N}+$/u.test(text)) return isWholeLine && YEAR.test(text);
  if (!/^\p{L}+$/u.test(text)) return false;
  const letters = [...text.toLowerCase()];
  const isAlphabet = letters.every((letter, index) => index === 0 || letter > (letters[index - 1] ?? ''));
  const isCased = text === text.toUpperCase() || text.slice(1) === text.slice(1).toLowerCase();
  return !isAlphabet && isCased && letters.length >= (isWholeLine ? 4 : LONG_LETTERS);
}

/**
 * Where words end in a stretch of letters that all stand apart, `from` to `to` of a strip; null when they are what
 * they look like: single letters.
 */
function spacedWords(strip: readonly PlacedGlyph[], from: number, to: number): boolean[] | null {
  const inner = strip.slice(from + 1, to);
  const gaps = inner.map(({ gap }) => gap);
  const unspaced = inner.filter(({ isSpaced }) => !isSpaced).map(({ gap }) => gap);
  const isWholeLine = from === 0 && to === strip.length;
  const isWritten = unspaced.length * 2 < inner.length;
  const letterGap = median(isWritten ? gaps : unspaced);
  const text = strip
    .slice(from, to)
    .map(({ glyph }) => glyph.text)
    .join('');
  const letters = text.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0;
  // Formulas are set with spaces, too.
  if (letters < MIN_SPACED_LETTERS || letters < LETTER_SHARE * text.length) return null;
  const isLong = /^[\p{L}\p{M}]+$/u.test(text) && text.length >= LONG_LETTERS;
  const isAsked = inner.filter(isSpacing).length * 2 > inner.length;
  if (!isAsked && letterGap > (isLong ? MAX_LETTER_SPACE_OF_LONG : MAX_LETTER_SPACE)) return null;
  const wordGap = letterGap + Math.max(WIDER, WIDER_SHARE * letterGap);
  const ends = inner.map(({ gap, isSpaced }) => gap > wordGap || (!isWritten && isSpaced));
  if (isWritten) {
    const words = wordsBetween(text, ends);
    const areSeveral = words.length > 1 && words.some(word => word.length >= LONG_LETTERS - 1);
    if (!areSeveral && !words.every(word => isWordOfLetters(word, isWholeLine))) return null;
  }
  return ends;
}

function wordsBetween(text: string, ends: readonly boolean[]): string[] {
  const words = [''];
  for (const [index, letter] of [...text].entries()) {
    words[words.length - 1] = (words.at(-1) ?? '') + letter;
    if (ends[index] === true) words.push('');
  }
  return words;
}

function plainEnds(strip: readonly PlacedGlyph[]): boolean[] {
  return strip.map((_, index) => {
    const next = strip[index + 1];
    return next !== undefined && (next.isSpaced || next.gap > WORD_GAP);
  });
}

function readStrip(glyphs: PlacedGlyph[]): Strip {
  const ends = plainEnds(glyphs);
  let isMended = false;
  const isLoose = (index: number): boolean => {
    const placed = glyphs[index];
    return placed !== undefined && (placed.gap > LETTER_GAP || isSpacing(placed));
  };
  for (let from = 0; from < glyphs.length;) {
    let to = from + 1;
    while (to < glyphs.length && isLoose(to)) to += 1;
    // The last letter of a word before the stretch, and the first one of a word after it, stand apart on one side only.
    const start = from === 0 ? from : from + 1;
    const stop = to === glyphs.length ? to : to - 1;
    const found = stop - start >= MIN_SPACED_LETTERS ? spacedWords(glyphs, start, stop) : null;
    if (found !== null) {
      for (const [index, isEnd] of found.entries()) ends[start + index] = isEnd;
      isMended = true;
    }
    from = to;
  }
  return { glyphs, ends, isMended };
}

/** The words of a page from its glyphs: letters that are spaced out are joined, words beside each other are not. */
export function glyphStrips(glyphs: readonly Glyph[]): Strip[] {
  return stripsOf(glyphs).map(readStrip);
}
