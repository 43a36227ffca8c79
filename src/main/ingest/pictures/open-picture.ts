import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Canvas, Image } from '@napi-rs/canvas';
import { FoyerError } from '#shared/errors.ts';
import { MAX_DRAWN_PIXELS } from '../pdf/draw-page.ts';
import type { DrawingTarget } from '../pdf/draw-page.ts';
import { headerSize, requireReadableSize } from './picture-size.ts';
import type { PictureSize } from './picture-size.ts';
import type { PictureType } from './picture-types.ts';
import { canvasOf } from './rgba-canvas.ts';
import { readTiffPage, tiffPages } from './tiff.ts';

/** What a page is once it was unpacked, as it is held. */
type Unpacked = Canvas | Image;

/** A file of pictures that is open. Pages count from 1. Throws document.page_not_drawable, .damaged, .too_large. */
export type OpenPicture = {
  size(page: number): Promise<PictureSize>;
  /** On white, never larger than it is. */
  draw(page: number, target: DrawingTarget): Promise<Canvas>;
};

/** What the canvas itself reads, turned as its EXIF says. */
async function load(bytes: Buffer): Promise<Image> {
  try {
    return await loadImage(bytes);
  } catch (cause) {
    throw new FoyerError('document.page_not_drawable', 'The picture cannot be decoded', { cause });
  }
}

async function heic(bytes: Buffer): Promise<Canvas> {
  const { default: decode } = await import('heic-decode');
  const pictures = await decode.all({ buffer: bytes });
  try {
    const [first] = pictures;
    if (first === undefined) throw new FoyerError('document.damaged', 'No picture in the file');
    requireReadableSize(first);
    return canvasOf(await first.decode());
  } finally {
    pictures.dispose();
  }
}

/** Unpacks one page after the other. What the header says is looked at first: a cut one brings the canvas down. */
function unpacking(bytes: Buffer, type: PictureType): (page: number) => Promise<Unpacked> {
  if (type === 'tiff') {
    const pages = tiffPages(bytes);
    return async number => {
      const page = pages[number - 1];
      if (page === undefined) throw absent(number);
      return canvasOf(readTiffPage(bytes, page));
    };
  }
  if (type !== 'heic') headerSize(bytes, type);
  return async number => {
    if (number !== 1) throw absent(number);
    return type === 'heic' ? heic(bytes) : load(bytes);
  };
}

const absent = (page: number): FoyerError =>
  new FoyerError('document.page_not_drawable', `There is no page ${page}`);

function drawn(picture: Unpacked, { maxPixels = MAX_DRAWN_PIXELS, ...target }: DrawingTarget): Canvas {
  const { width, height } = picture;
  const wanted = 'width' in target ? target.width / width : 1;
  const scale = Math.min(1, wanted, Math.sqrt(maxPixels / (width * height)));
  const canvas = createCanvas(
    Math.max(1, Math.floor(width * scale)),
    Math.max(1, Math.floor(height * scale)),
  );
  const context = canvas.getContext('2d');
  context.fillStyle = 'white'; // what is transparent is on paper
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Opens a file of pictures; nothing of it is unpacked before a page is asked for. Throws document.damaged, .too_large. */
export function openPicture(bytes: Buffer, type: PictureType): OpenPicture {
  const unpack = unpacking(bytes, type);
  /** Who is asked for the size of a page is asked for its picture next. */
  let last: { page: number; picture: Unpacked } | null = null;
  const unpacked = async (page: number): Promise<Unpacked> => {
    if (last?.page !== page) {
      last = null;
      last = { page, picture: await unpack(page) };
    }
    return last.picture;
  };
  return {
    async size(page) {
      const { width, height } = await unpacked(page);
      return { width, height };
    },
    draw: async (page, target) => drawn(await unpacked(page), target),
  };
}
