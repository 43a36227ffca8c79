import { readGlyphs } from './glyph-reading.ts';
import { glyphStrips } from './glyph-words.ts';
import type { PlacedGlyph, Strip } from './glyph-words.ts';
import type { PageGlyphs } from './page-glyphs.ts';
import type { PageItem, Run } from './page-lines.ts';
import { plainPrivateCharacters, UNREADABLE } from './private-characters.ts';

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;
/** Three letters or more, each by itself. */
const SINGLE_LETTERS = /(?:^| )[\p{L}\p{N}](?: [\p{L}\p{N}]){2,}(?![^ ])/u;
/** Pieces of a word in capitals: spacing so narrow that only some of its gaps look like spaces. */
const PIECES_OF_CAPITALS = /(?:^| )\p{Lu}{1,3}(?: \p{Lu}{1,3}){2,}(?![^ ])/u;
const PIECES = /(?:^| )\p{L}{1,2}(?: \p{L}{1,2}){6,}(?![^ ])/u;
/** So many glyphs of a page, or so large a share of them, make it one that was not read. */
const MANY_UNREAD = 40;
const UNREAD_SHARE = 0.1;
const MIN_UNREAD = 5;

/** Whether the text of a page looks as if letters were set apart; it costs a closer look to be sure. */
export function looksSpaced(runs: readonly Run[]): boolean {
  let singles = 0;
  let baseline = NaN;
  for (const run of runs) {
    singles =
      run.text.length === 1 && (singles === 0 || Math.abs(run.baseline - baseline) < 1) ? singles + 1 : 0;
    baseline = run.baseline;
    if (singles >= 3 || SINGLE_LETTERS.test(run.text)) return true;
    if (PIECES_OF_CAPITALS.test(run.text) || PIECES.test(run.text)) return true;
  }
  return false;
}

/** Whether the text of a page holds characters that nobody could read. */
export function looksUnreadable(items: readonly PageItem[]): boolean {
  const text = items.map(item => item.text).join('');
  return UNREADABLE.test(text) && UNREADABLE.test(plainPrivateCharacters(text));
}

/** The text of some glyphs, words apart. A word of which half is unknown could be neither found nor understood. */
function textOf(glyphs: readonly PlacedGlyph[], ends: readonly boolean[]): string {
  const words = [''];
  for (const [index, { glyph }] of glyphs.entries()) {
    words[words.length - 1] = (words.at(-1) ?? '') + glyph.text;
    if (ends[index] === true) words.push('');
  }
  const isKnown = (word: string): boolean =>
    (word.match(/\ufffd/gu)?.length ?? 0) * 2 < Math.max(1, word.length);
  return words.filter(isKnown).join(' ');
}

function itemOf(glyphs: readonly PlacedGlyph[], ends: readonly boolean[]): PageItem | null {
  const [first] = glyphs;
  const last = glyphs.at(-1);
  if (first === undefined || last === undefined) return null;
  const [a, b] = first.glyph.matrix;
  const [, , , , e, f] = last.glyph.matrix;
  const along = ((e - first.glyph.matrix[4]) * a + (f - first.glyph.matrix[5]) * b) / (Math.hypot(a, b) || 1);
  const largest = glyphs.reduce((best, placed) => (placed.size > best.size ? placed : best));
  return {
    text: textOf(glyphs, ends),
    matrix: [...largest.glyph.matrix.slice(0, 4), first.glyph.matrix[4], first.glyph.matrix[5]],
    width: along + last.glyph.width,
    height: largest.size,
    font: largest.glyph.font,
    isVertical: false,
    isRightToLeft: false,
  };
}

/** Spaced letters as one item: the gaps between their words are wider than those between columns elsewhere. */
function itemsOf({ glyphs, ends, isMended }: Strip): PageItem[] {
  const items: (PageItem | null)[] = [];
  if (isMended) items.push(itemOf(glyphs, ends));
  let start = 0;
  for (const index of isMended ? [] : glyphs.keys()) {
    if (index < glyphs.length - 1 && ends[index] !== true) continue;
    items.push(itemOf(glyphs.slice(start, index + 1), ends.slice(start, index + 1)));
    start = index + 1;
  }
  return items.filter(item => item !== null);
}

/** Whether an item of the page's text is (part of) what a strip shows. */
function isWithin(item: PageItem, { glyphs }: Strip): boolean {
  const [first] = glyphs;
  const last = glyphs.at(-1);
  if (first === undefined || last === undefined) return false;
  const [a, b, , , e0, f0] = first.glyph.matrix;
  const length = Math.hypot(a, b) || 1;
  const along = (x: number, y: number): number => ((x - e0) * a + (y - f0) * b) / length;
  const [, , , , e = 0, f = 0] = item.matrix;
  const across = ((f - f0) * a - (e - e0) * b) / length;
  if (Math.abs(across) > 0.1 * first.size) return false;
  const middle = along(e, f) + item.width / 2;
  const end = along(last.glyph.matrix[4], last.glyph.matrix[5]) + last.glyph.width;
  return middle >= -0.1 * first.size && middle <= end + 0.1 * first.size;
}

/**
 * The items of a page with those parts read anew from its glyphs that needed it: letters set apart, characters
 * their font names. Right-to-left text stays as the library gave it.
 */
export function mendItems(
  items: readonly PageItem[],
  page: PageGlyphs,
): { items: PageItem[]; isGarbled: boolean } {
  const { glyphs, changed, unread } = readGlyphs(page);
  const strips = glyphStrips(glyphs).filter(
    strip =>
      (strip.isMended || strip.glyphs.some(({ glyph }) => changed.has(glyph))) &&
      !strip.glyphs.some(
        ({ glyph }) => RIGHT_TO_LEFT.test(glyph.text) || page.fonts.get(glyph.font)?.isVertical === true,
      ),
  );
  const mended: PageItem[] = [];
  const written = new Set<Strip>();
  for (const item of items) {
    const strip = strips.find(found => isWithin(item, found));
    if (strip === undefined) mended.push(item);
    else if (!written.has(strip)) {
      written.add(strip);
      mended.push(...itemsOf(strip));
    }
  }
  const visible = glyphs.filter(({ text }) => text.trim() !== '').length;
  const isGarbled = unread >= MIN_UNREAD && (unread >= MANY_UNREAD || unread >= visible * UNREAD_SHARE);
  return { items: mended, isGarbled };
}
