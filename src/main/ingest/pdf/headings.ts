import type { PdfBlock } from './paragraphs.ts';

const MAX_HEADING_CHARACTERS = 160;
const MAX_HEADING_LINES = 3;
/** A heading is set at least this much larger than the text. */
const LARGER = 1.09;
const MAX_SAME_SIZE_CHARACTERS = 80;
const MAX_LEVEL = 6;
/** Lines of programs are set in a font of their own, too. */
const CODE = /[{};=<>|]/u;
const ENDS_SENTENCE = /[.,;:!…]$/u;
const NUMBERED = /^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|[A-Z]\.)\s+\p{Lu}/u;

const rounded = (size: number): number => Math.round(size * 2) / 2;

function mostCommon(weights: Map<string | number, number>): string | number | null {
  let best: string | number | null = null;
  let most = 0;
  for (const [key, weight] of weights) {
    if (weight > most) {
      best = key;
      most = weight;
    }
  }
  return best;
}

function characters(block: PdfBlock): number {
  return block.lines.reduce((sum, line) => sum + line.length, 0);
}

/**
 * Tells headings from text by what the whole document does: larger than its usual size, or in another font than
 * its usual one, short, and not a sentence. Levels follow the sizes, the largest first. Blocks change in place.
 *
 * @returns the level of each heading
 */
export function markHeadings(pages: readonly PdfBlock[][]): Map<PdfBlock, number> {
  const sizes = new Map<string | number, number>();
  const fonts = new Map<string | number, number>();
  for (const block of pages.flat()) {
    if (block.size === 0) continue; // text in other directions and notes: their size is not known
    const weight = characters(block);
    sizes.set(rounded(block.size), (sizes.get(rounded(block.size)) ?? 0) + weight);
    fonts.set(block.font, (fonts.get(block.font) ?? 0) + weight);
  }
  const bodySize = Number(mostCommon(sizes) ?? 0);
  const bodyFont = mostCommon(fonts);
  const found: PdfBlock[] = [];
  for (const page of pages) {
    for (const [index, block] of page.entries()) {
      if (
        block.size === 0 ||
        block.kind === 'table' ||
        block.role === 'entry' ||
        block.lines.length > MAX_HEADING_LINES
      )
        continue;
      const text = block.lines.join(' ');
      const isNumbered = NUMBERED.test(text);
      if (block.kind === 'list' && !isNumbered) continue;
      if (text.length > MAX_HEADING_CHARACTERS || !/\p{L}{2}/u.test(text) || CODE.test(text)) continue;
      const isLarger = block.size >= bodySize * LARGER;
      const isAlone =
        block.font !== bodyFont &&
        block.size >= bodySize * 0.97 &&
        block.lines.length === 1 &&
        text.length <= MAX_SAME_SIZE_CHARACTERS &&
        /^[\p{Lu}\p{N}«"“]/u.test(text) &&
        !ENDS_SENTENCE.test(text) &&
        page[index + 1] !== undefined;
      if (isLarger || isAlone) found.push(block);
    }
  }
  const ranks = [
    ...new Set(found.filter(block => block.size >= bodySize * LARGER).map(block => rounded(block.size))),
  ].sort((one, two) => two - one);
  const levels = new Map<PdfBlock, number>();
  for (const block of found) {
    block.kind = 'heading';
    const rank = ranks.indexOf(rounded(block.size));
    levels.set(block, Math.min(MAX_LEVEL, rank === -1 ? ranks.length + 1 : rank + 1));
  }
  return levels;
}
