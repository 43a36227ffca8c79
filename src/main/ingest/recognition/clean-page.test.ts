import { describe, expect, it } from 'vitest';
import { cleanPage } from './clean-page.ts';
import type { GrayImage } from './gray-image.ts';

/** A sheet whose lower half is grained, with as much ink as one word. */
function sheet({ grain, ink }: { grain: number; ink: number }): GrayImage {
  const width = 400;
  const pixels = new Uint8Array(width * width).fill(255);
  for (let at = pixels.length / 2; at < pixels.length; at += 3) pixels[at] = 255 - grain;
  for (let y = 50; y < 60; y += 1) pixels.fill(ink, y * width + 30, y * width + 45);
  return { width, height: width, pixels };
}

describe('a page that is made even', () => {
  it('shows the ink of a single word, and no grain of the paper', () => {
    const { pixels } = cleanPage(sheet({ grain: 15, ink: 60 }));
    expect(pixels[55 * 400 + 35]).toBeLessThan(20);
    expect(pixels.subarray(pixels.length / 2).toSorted()[0]).toBeGreaterThan(200);
  });

  it('does not make ink of the grain where there is none', () => {
    const { pixels } = cleanPage(sheet({ grain: 15, ink: 255 }));
    expect(pixels.toSorted()[0]).toBeGreaterThan(200);
  });
});
