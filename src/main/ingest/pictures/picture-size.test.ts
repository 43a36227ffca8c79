import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { headerSize } from './picture-size.ts';

const canvas = createCanvas(300, 200);

describe('the size in the header of a picture', () => {
  it.each([
    ['png', () => canvas.encode('png')],
    ['jpeg', () => canvas.encode('jpeg')],
    ['webp', () => canvas.encode('webp')],
    ['gif', () => canvas.encode('gif')],
  ] as const)('is read before anything is unpacked: %s', async (type, encode) => {
    const bytes = await encode();
    expect(headerSize(bytes, type)).toEqual({ width: 300, height: 200 });
    expect(() => headerSize(bytes.subarray(0, 8), type)).toThrow(
      expect.objectContaining({ code: 'document.damaged' }),
    );
  });

  it('refuses more pixels than are unpacked', () => {
    const png = Buffer.alloc(24);
    png.writeUInt32BE(20_000, 16);
    png.writeUInt32BE(20_000, 20);
    expect(() => headerSize(png, 'png')).toThrow(expect.objectContaining({ code: 'document.too_large' }));
  });
});
