import { FoyerError } from '#shared/errors.ts';
import { MAX_RECOGNISED_SIDE } from '../limits.ts';
import { grayFrom, scaledTo } from '../recognition/gray-image.ts';
import type { GrayImage } from '../recognition/gray-image.ts';
import { headerSize, requireReadableSize } from './picture-size.ts';
import type { PictureType } from './picture-types.ts';
import { readTiffPage, tiffPages } from './tiff.ts';

/** A file of pictures that is open: draws one of its pages, from 1, as it is shown. */
export type OpenPicture = { draw(page: number): Promise<GrayImage> };

const absent = (page: number): FoyerError => new FoyerError('document.damaged', `There is no page ${page}`);

/** What the canvas reads, turned as its EXIF says, and scaled down while it is drawn. */
async function drawn(bytes: Buffer): Promise<GrayImage> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const picture = await loadImage(bytes);
  const scale = Math.min(1, MAX_RECOGNISED_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return grayFrom(context.getImageData(0, 0, width, height).data, width, height);
}

async function heic(bytes: Buffer): Promise<GrayImage> {
  const { default: decode } = await import('heic-decode');
  const pictures = await decode.all({ buffer: bytes });
  try {
    const [first] = pictures;
    if (first === undefined) throw absent(1);
    requireReadableSize(first);
    const { data, width, height } = await first.decode();
    return grayFrom(data, width, height);
  } finally {
    pictures.dispose();
  }
}

/** Throws document.damaged, document.too_large. */
export function openPicture(bytes: Buffer, type: PictureType): OpenPicture {
  if (type === 'tiff') {
    const pages = tiffPages(bytes);
    return {
      draw: async number => {
        const page = pages[number - 1];
        if (page === undefined) throw absent(number);
        return scaledTo(readTiffPage(bytes, page), { least: 1, most: MAX_RECOGNISED_SIDE });
      },
    };
  }
  if (type !== 'heic') headerSize(bytes, type);
  return {
    draw: async number => {
      if (number !== 1) throw absent(number);
      if (type !== 'heic') return drawn(bytes);
      return scaledTo(await heic(bytes), { least: 1, most: MAX_RECOGNISED_SIDE });
    },
  };
}
