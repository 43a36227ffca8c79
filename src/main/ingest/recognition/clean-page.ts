import { resized } from './gray-image.ts';
import type { GrayImage } from './gray-image.ts';

/** Side of the squares in which the shade of the paper is looked for, as a share of the longer side. */
const SQUARES_ACROSS = 48;
/** The paper is lighter than nine tenths of a square that holds letters. */
const PAPER_SHARE = 0.9;
/** A square darker than this is a picture or a shadow whose paper cannot be seen: it is not lightened any more. */
const DARKEST_PAPER = 48;
/** Ink is what is darker than all but this share of the page: one word on a sheet is more. */
const INK_SHARE = 0.0005;
/** Paper that is left a little grey becomes white, and ink black; what is fainter than this is the grain of the paper. */
const LEAST_CONTRAST = 30;
/** Share of pixels that stand out of their neighbours, above which a page is noisy. Clean scans stay under 0.0005. */
const NOISY_SHARE = 0.003;
const STANDS_OUT = 40;

function shadeBelow(counts: Uint32Array, total: number, share: number): number {
  let seen = 0;
  for (let shade = 0; shade < 256; shade += 1) {
    seen += counts[shade] ?? 0;
    if (seen > total * share) return shade;
  }
  return 255;
}

/** The shade of the paper, square by square. */
function paperOf(image: GrayImage, side: number): GrayImage {
  const width = Math.ceil(image.width / side);
  const height = Math.ceil(image.height / side);
  const pixels = new Uint8Array(width * height);
  const counts = new Uint32Array(256);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      counts.fill(0);
      let total = 0;
      const bottom = Math.min(image.height, (row + 1) * side);
      const right = Math.min(image.width, (column + 1) * side);
      for (let y = row * side; y < bottom; y += 1) {
        for (let x = column * side; x < right; x += 1) {
          const shade = image.pixels[y * image.width + x] ?? 255;
          counts[shade] = (counts[shade] ?? 0) + 1;
          total += 1;
        }
      }
      pixels[row * width + column] = Math.max(DARKEST_PAPER, shadeBelow(counts, total, PAPER_SHARE));
    }
  }
  return { width, height, pixels };
}

/** Takes the shadow of a hand or a fold away: each shade as a share of the paper around it. */
function onEvenPaper(image: GrayImage): GrayImage {
  const side = Math.max(8, Math.ceil(Math.max(image.width, image.height) / SQUARES_ACROSS));
  const paper = resized(paperOf(image, side), image.width, image.height);
  const pixels = new Uint8Array(image.pixels.length);
  for (let index = 0; index < pixels.length; index += 1)
    pixels[index] = Math.min(
      255,
      Math.round(((image.pixels[index] ?? 255) * 255) / (paper.pixels[index] ?? 255)),
    );
  return { ...image, pixels };
}

function stretched(image: GrayImage): GrayImage {
  const counts = new Uint32Array(256);
  for (const shade of image.pixels) counts[shade] = (counts[shade] ?? 0) + 1;
  const ink = shadeBelow(counts, image.pixels.length, INK_SHARE);
  const paper = shadeBelow(counts, image.pixels.length, 0.5);
  if (paper - ink < LEAST_CONTRAST) return image;
  const table = Uint8Array.from({ length: 256 }, (_, shade) =>
    Math.round(Math.min(1, Math.max(0, (shade - ink) / (paper - ink))) * 255),
  );
  const pixels = new Uint8Array(image.pixels.length);
  for (let index = 0; index < pixels.length; index += 1)
    pixels[index] = table[image.pixels[index] ?? 255] ?? 255;
  return { ...image, pixels };
}

/** Share of the pixels, one in seven of them looked at, that are far from all four neighbours. */
export function noiseOf({ width, height, pixels }: GrayImage): number {
  let standing = 0;
  let looked = 0;
  for (let at = width + 1; at < (height - 1) * width - 1; at += 7) {
    const shade = pixels[at] ?? 255;
    const around = [pixels[at - 1], pixels[at + 1], pixels[at - width], pixels[at + width]];
    looked += 1;
    if (
      around.every(one => (one ?? 255) - shade > STANDS_OUT) ||
      around.every(one => shade - (one ?? 255) > STANDS_OUT)
    )
      standing += 1;
  }
  return looked === 0 ? 0 : standing / looked;
}

/** Pairs to be put in order, after which the fifth of nine is the middle one (Smith, "Implementing median filters", 1996). */
// prettier-ignore
const MIDDLE_OF_NINE = [
  [1, 2], [4, 5], [7, 8], [0, 1], [3, 4], [6, 7], [1, 2], [4, 5], [7, 8], [0, 3],
  [5, 8], [4, 7], [3, 6], [1, 4], [2, 5], [4, 7], [4, 2], [6, 4], [4, 2],
] as const;

/** Each pixel becomes the middle one of the nine around it. */
function withoutSpecks(image: GrayImage): GrayImage {
  const { width, height, pixels } = image;
  const result = Uint8Array.from(pixels);
  const nine = new Uint8Array(9);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      let count = 0;
      for (let row = at - width; row <= at + width; row += width)
        for (let one = row - 1; one <= row + 1; one += 1) nine[count++] = pixels[one] ?? 255;
      for (const [one, two] of MIDDLE_OF_NINE) {
        const low = nine[one] ?? 255;
        const high = nine[two] ?? 255;
        nine[one] = Math.min(low, high);
        nine[two] = Math.max(low, high);
      }
      result[at] = nine[4] ?? 255;
    }
  }
  return { width, height, pixels: result };
}

/** A page as it would be on white paper in black ink: even light, full contrast, without specks where it is noisy. */
export function cleanPage(image: GrayImage): GrayImage {
  const even = stretched(onEvenPaper(image));
  return noiseOf(even) > NOISY_SHARE ? stretched(withoutSpecks(even)) : even;
}
