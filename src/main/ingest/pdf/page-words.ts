import type { PDFPageProxy, PageViewport } from 'pdfjs-dist';
import type { Box, PlacedWord } from '../placed-words.ts';
import { readGlyphs } from './glyph-reading.ts';
import { glyphStrips } from './glyph-words.ts';
import type { PlacedGlyph, Strip } from './glyph-words.ts';
import { readPageGlyphs } from './page-glyphs.ts';

/** How far letters reach above and below their baseline, as a share of their size. */
const ASCENT = 0.8;
const DESCENT = 0.22;
/** Scripts without spaces: each sign is a word, so that a passage may begin between any two. */
const SIGNS_ALONE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;

/** Corners of a glyph in points of the page. */
function cornersOf({ glyph: { matrix, width }, size }: PlacedGlyph): [number, number][] {
  const [a, b, c, d, e, f] = matrix;
  const along = Math.hypot(a, b) || 1;
  const across = Math.hypot(c, d) || 1;
  const [right, rise] = [(a / along) * width, (b / along) * width];
  const [shift, up] = [(c / across) * size, (d / across) * size];
  return [DESCENT * -1, ASCENT].flatMap((height): [number, number][] => [
    [e + shift * height, f + up * height],
    [e + right + shift * height, f + rise + up * height],
  ]);
}

function boxOf(glyphs: readonly PlacedGlyph[], viewport: PageViewport): Box {
  const corners = glyphs.flatMap(cornersOf).map(([x, y]) => viewport.convertToViewportPoint(x, y));
  const across = corners.map(([x = 0]) => x / viewport.width);
  const down = corners.map(([, y = 0]) => y / viewport.height);
  const left = Math.max(0, Math.min(...across));
  const top = Math.max(0, Math.min(...down));
  return {
    left,
    top,
    width: Math.min(1, Math.max(...across)) - left,
    height: Math.min(1, Math.max(...down)) - top,
  };
}

function textOf(glyphs: readonly PlacedGlyph[]): string {
  const text = glyphs.map(({ glyph }) => glyph.text);
  // Drawn from left to right, read the other way round.
  return (RIGHT_TO_LEFT.test(text.join('')) ? text.toReversed() : text).join('');
}

function wordsOf({ glyphs, ends }: Strip, viewport: PageViewport): PlacedWord[] {
  const words: PlacedWord[] = [];
  let start = 0;
  for (const [index, { glyph }] of glyphs.entries()) {
    const isEnd = ends[index] === true || index === glyphs.length - 1 || SIGNS_ALONE.test(glyph.text);
    if (!isEnd) continue;
    const word = glyphs.slice(start, index + 1);
    start = index + 1;
    const box = boxOf(word, viewport);
    if (box.width > 0 && box.height > 0) words.push({ ...box, text: textOf(word) });
  }
  return words;
}

/** The words of a page that has a text layer, where they are drawn, in the order of the file. What lies beyond its edges is none. */
export async function readPageWords(page: PDFPageProxy): Promise<PlacedWord[]> {
  const { glyphs } = readGlyphs(await readPageGlyphs(page, true));
  const viewport = page.getViewport({ scale: 1 });
  return glyphStrips(glyphs).flatMap(strip => wordsOf(strip, viewport));
}
