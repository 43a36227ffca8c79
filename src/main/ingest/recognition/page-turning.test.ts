import { describe, expect, it } from 'vitest';
import { frameOf, rotated, turned } from './gray-image.ts';
import type { GrayImage } from './gray-image.ts';
import { placeOnPage } from './page-turning.ts';

/** White, with one black pixel; wide enough that a turn is seen. */
function pageWithMark(x: number, y: number): GrayImage {
  const pixels = new Uint8Array(200 * 100).fill(255);
  pixels[y * 200 + x] = 0;
  return { width: 200, height: 100, pixels };
}

function markOf({ width, pixels }: GrayImage): { x: number; y: number } {
  const at = pixels.indexOf(Math.min(...pixels));
  return { x: at % width, y: Math.floor(at / width) };
}

describe('a place on a page that was turned upright', () => {
  it.each([
    { turns: 0, degrees: 0 },
    { turns: 1, degrees: 0 },
    { turns: 2, degrees: 0 },
    { turns: 3, degrees: 0 },
    { turns: 0, degrees: 7 },
    { turns: 3, degrees: -4 },
  ])('is found on the page as it is shown: $turns quarters, $degrees degrees', turning => {
    const page = pageWithMark(150, 20);
    const { x, y } = markOf(rotated(turned(page, turning.turns), turning.degrees));
    const { left, top } = placeOnPage({ x0: x + 0.5, y0: y + 0.5, x1: x + 0.5, y1: y + 0.5 }, page, turning);
    expect(left * 200).toBeCloseTo(150.5, -0.5);
    expect(top * 100).toBeCloseTo(20.5, -0.5);
  });

  it('keeps its corners: the frame grows', () => {
    expect(frameOf({ width: 200, height: 100 }, 10).width).toBeGreaterThan(200);
  });
});
