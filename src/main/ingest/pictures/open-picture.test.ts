import { createCanvas } from '@napi-rs/canvas';
import UTIF from 'utif2';
import { describe, expect, it } from 'vitest';
import { openPicture } from './open-picture.ts';
import { tiffPages } from './tiff.ts';

/** White, with a black upper left quarter. */
const canvas = createCanvas(80, 40);
const context = canvas.getContext('2d');
context.fillStyle = 'white';
context.fillRect(0, 0, 80, 40);
context.fillStyle = 'black';
context.fillRect(0, 0, 40, 20);

/** A picture with an EXIF segment that says how it is turned. */
function turnedJpeg(orientation: number): Buffer {
  const jpeg = canvas.toBuffer('image/jpeg');
  const header = Buffer.from('ffe100224578696600004d4d002a00000008000101120003000000010000', 'hex');
  header.writeUInt16BE(orientation, header.length - 2);
  return Buffer.concat([jpeg.subarray(0, 2), header, Buffer.alloc(6), jpeg.subarray(2)]);
}

describe('a picture whose text is recognised', () => {
  it('is seen as its EXIF says it is held', async () => {
    const page = await openPicture(turnedJpeg(6), 'jpeg').draw(1);
    expect([page.width, page.height]).toEqual([40, 80]);
    // Turned clockwise by a quarter, the upper left is at the upper right.
    expect(page.pixels[5 * 40 + 5]).toBeGreaterThan(200);
    expect(page.pixels[5 * 40 + 35]).toBeLessThan(50);
  });

  it('is a page of a TIFF file, by its number', async () => {
    const { data } = context.getImageData(0, 0, 80, 40);
    const bytes = Buffer.from(UTIF.encodeImage(new Uint8Array(data), 80, 40));
    expect(tiffPages(bytes)).toHaveLength(1);
    const page = await openPicture(bytes, 'tiff').draw(1);
    expect([page.width, page.height, page.pixels[0], page.pixels[79]]).toEqual([80, 40, 0, 255]);
    await expect(openPicture(bytes, 'tiff').draw(2)).rejects.toMatchObject({ code: 'document.damaged' });
    expect(() => tiffPages(bytes.subarray(0, 8))).toThrow();
  });
});
