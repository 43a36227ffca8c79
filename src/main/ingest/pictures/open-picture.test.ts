import { createCanvas, type Canvas } from '@napi-rs/canvas';
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

/** The same picture in the format of scanners (TIFF 6.0, shades of grey), held as its tag says. */
function tiff(orientation: number): Buffer {
  const pixels = Buffer.alloc(80 * 40, 255);
  for (let y = 0; y < 20; y += 1) pixels.fill(0, y * 80, y * 80 + 40);
  const tags = [
    [256, 80],
    [257, 40],
    [258, 8],
    [259, 1],
    [262, 1],
    [273, 8 + 2 + 10 * 12 + 4],
    [274, orientation],
    [277, 1],
    [278, 40],
    [279, pixels.length],
  ];
  const entries = tags.map(([tag = 0, value = 0]) => {
    const entry = Buffer.alloc(12);
    entry.writeUInt16BE(tag, 0);
    entry.writeUInt16BE(4, 2); // one number of four bytes
    entry.writeUInt32BE(1, 4);
    entry.writeUInt32BE(value, 8);
    return entry;
  });
  const head = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, entries.length]);
  return Buffer.concat([head, ...entries, Buffer.alloc(4), pixels]);
}

const FULL = { width: 1_000 };
const shade = (picture: Canvas, x: number, y: number): number =>
  picture.getContext('2d').getImageData(x, y, 1, 1).data[0] ?? -1;

describe('a picture that is looked at', () => {
  it.each([
    ['EXIF', 'jpeg', turnedJpeg(6)],
    ['tag', 'tiff', tiff(6)],
  ] as const)('is held as its %s says', async (_what, type, bytes) => {
    const picture = openPicture(bytes, type);
    expect(await picture.size(1)).toEqual({ width: 40, height: 80 });
    const page = await picture.draw(1, FULL);
    expect([page.width, page.height]).toEqual([40, 80]);
    // Turned clockwise by a quarter, the upper left is at the upper right.
    expect(shade(page, 5, 5)).toBeGreaterThan(200);
    expect(shade(page, 35, 5)).toBeLessThan(50);
  });

  it('is a page of a TIFF file, by its number', async () => {
    const bytes = tiff(1);
    expect(tiffPages(bytes)).toHaveLength(1);
    const page = await openPicture(bytes, 'tiff').draw(1, FULL);
    expect([page.width, page.height, shade(page, 0, 0), shade(page, 79, 0)]).toEqual([80, 40, 0, 255]);
    await expect(openPicture(bytes, 'tiff').draw(2, FULL)).rejects.toMatchObject({
      code: 'document.page_not_drawable',
    });
    expect(() => tiffPages(bytes.subarray(0, 8))).toThrow();
  });

  it('is drawn smaller where less is asked for, and what is transparent is on paper', async () => {
    const clear = createCanvas(80, 40).toBuffer('image/png');
    const page = await openPicture(clear, 'png').draw(1, { width: 20 });
    expect([page.width, page.height, shade(page, 3, 3)]).toEqual([20, 10, 255]);
  });

  it('whose header is cut short brings nothing down', () => {
    expect(() => openPicture(canvas.toBuffer('image/jpeg').subarray(0, 60), 'jpeg')).toThrow(
      expect.objectContaining({ code: 'document.damaged' }),
    );
  });
});
