import { describe, expect, it } from 'vitest';
import { contrast, legibleOn, mix, plainInkOn, readableOn } from './colours.ts';

const everyColour = [0, 51, 102, 153, 204, 255].flatMap((red, _, steps) =>
  steps.flatMap(green => steps.map(blue => hex(red, green, blue))),
);

function hex(...bytes: number[]): string {
  return `#${bytes.map(byte => byte.toString(16).padStart(2, '0')).join('')}`;
}

describe('ink on a colour a person chose', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it('is always legible, whatever the colour', () => {
    for (let red = 0; red < 256; red += 15)
      for (let green = 0; green < 256; green += 15)
        for (let blue = 0; blue < 256; blue += 15) {
          const color = `#${[red, green, blue].map(value => value.toString(16).padStart(2, '0')).join('')}`;
          expect(contrast(color, legibleOn(color))).toBeGreaterThanOrEqual(4.2);
        }
  });

  it('meets the standard in black or white, whatever the colour', () => {
    for (const color of everyColour) expect(contrast(color, plainInkOn(color))).toBeGreaterThanOrEqual(4.5);
  });

  it('is white on the accent and dark on yellow', () => {
    expect(legibleOn('#bf4a16')).toBe('#ffffff');
    expect(legibleOn('#ffe3a8')).not.toBe('#ffffff');
  });
});

describe('a colour made readable', () => {
  it.each(['#ffffff', '#fbeade', '#1d1a17', '#3a2417', '#808080'])('reads on %s', background => {
    for (const color of everyColour) {
      expect(contrast(readableOn(color, background), background)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(readableOn(color, background, 3), background)).toBeGreaterThanOrEqual(3);
    }
  });

  it('stays as it is where it reads already', () => {
    expect(readableOn('#bf4a16', '#ffffff')).toBe('#bf4a16');
  });

  it('mixes by share', () => {
    expect(mix('#ffffff', '#000000', 0.5)).toBe('#808080');
    expect(mix('#ffffff', '#000000', 0)).toBe('#000000');
  });
});
