import { rotated, scaledTo, turned } from './gray-image.ts';
import type { GrayImage } from './gray-image.ts';

/** Lines of text are told from the gaps between them at this size, and a page is looked at in a few milliseconds. */
const LOOKED_AT_PIXELS = 700;
/** A scanner or a hand turns a page by so much at most. */
const MOST_DEGREES = 12;
const COARSE_STEP = 1;
const FINE_STEP = 0.1;
/** Less is not worth turning a page for: recognition bears it. */
const LEAST_DEGREES = 0.25;
const INK_BELOW = 140;

/**
 * How clearly rows of ink and gaps alternate: the sum of the squared differences of neighbouring rows, after Postl
 * (1986), for a page that is sheared by an angle.
 */
function rowContrast({ width, height, pixels }: GrayImage, degrees: number): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const rows = new Float64Array(height);
  const shifts = Int32Array.from({ length: width }, (_, x) => Math.round((x - width / 2) * slope));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((pixels[y * width + x] ?? 255) >= INK_BELOW) continue;
      const row = y + (shifts[x] ?? 0);
      if (row >= 0 && row < height) rows[row] = (rows[row] ?? 0) + 1;
    }
  }
  let contrast = 0;
  for (let row = 1; row < height; row += 1) contrast += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2;
  return contrast;
}

function bestAngle(
  image: GrayImage,
  from: number,
  to: number,
  step: number,
): { degrees: number; contrast: number } {
  let best = { degrees: 0, contrast: rowContrast(image, 0) };
  for (let degrees = from; degrees <= to + step / 2; degrees += step) {
    const contrast = rowContrast(image, degrees);
    if (contrast > best.contrast) best = { degrees, contrast };
  }
  return best;
}

/** Where the lines of a page run, and how many rows hold how much ink. */
export type FoundLines = {
  /** Its text runs from top to bottom or from bottom to top: it is to be turned by a quarter. */
  isAcross: boolean;
  /** To be turned clockwise by so much, after the quarter turn, so that its lines run straight. */
  degrees: number;
};

/** Finds the lines of a page that was cleaned. Which side is up, ink alone does not tell. */
export function findLines(page: GrayImage): FoundLines {
  const small = scaledTo(page, { least: 1, most: LOOKED_AT_PIXELS });
  const across = turned(small, 1);
  const along = bestAngle(small, -MOST_DEGREES, MOST_DEGREES, COARSE_STEP);
  const upright = bestAngle(across, -MOST_DEGREES, MOST_DEGREES, COARSE_STEP);
  const isAcross = upright.contrast > along.contrast;
  const [image, coarse] = isAcross ? [across, upright] : [small, along];
  const fine = bestAngle(
    image,
    coarse.degrees - COARSE_STEP,
    coarse.degrees + COARSE_STEP,
    FINE_STEP,
  ).degrees;
  return { isAcross, degrees: Math.abs(fine) < LEAST_DEGREES ? 0 : fine };
}

/** The band of a page, a share of its height, that holds most ink: top and bottom row. */
export function densestBand(page: GrayImage, share: number): { top: number; bottom: number } {
  const height = Math.max(1, Math.round(page.height * share));
  const ink = new Float64Array(page.height + 1);
  for (let y = 0; y < page.height; y += 1) {
    let dark = 0;
    for (let at = y * page.width; at < (y + 1) * page.width; at += 3)
      if ((page.pixels[at] ?? 255) < INK_BELOW) dark += 1;
    ink[y + 1] = (ink[y] ?? 0) + dark;
  }
  let top = 0;
  for (let y = 0; y + height <= page.height; y += 1)
    if ((ink[y + height] ?? 0) - (ink[y] ?? 0) > (ink[top + height] ?? 0) - (ink[top] ?? 0)) top = y;
  return { top, bottom: top + height };
}

/** A page turned so that its lines run straight, one side or the other up. */
export function straightened(page: GrayImage, { isAcross, degrees }: FoundLines): GrayImage {
  return rotated(turned(page, isAcross ? 1 : 0), degrees);
}
