import { createCanvas, loadImage } from '@napi-rs/canvas';
import { FoyerError } from '#shared/errors.ts';
import { MAX_DRAWN_PIXELS } from '../pdf/draw-page.ts';
import type { PageSource } from './page-source.ts';

async function load(bytes: Buffer): ReturnType<typeof loadImage> {
  try {
    return await loadImage(bytes);
  } catch (cause) {
    throw new FoyerError('document.page_not_drawable', 'The picture cannot be decoded', { cause });
  }
}

/** A picture is one page, never drawn larger than it is. */
export async function openPicture(bytes: Buffer): Promise<PageSource> {
  const picture = await load(bytes);
  const { width, height } = picture;
  return {
    size: () => Promise.resolve({ width, height }),
    draw(_page, { maxPixels = MAX_DRAWN_PIXELS, ...target }) {
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
      return Promise.resolve(canvas);
    },
    words: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
}
