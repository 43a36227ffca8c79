import { describe, expect, it } from 'vitest';
import { contrast, legibleOn } from './legible-on.ts';

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

  it('is white on the accent and dark on yellow', () => {
    expect(legibleOn('#bf4a16')).toBe('#ffffff');
    expect(legibleOn('#ffe3a8')).not.toBe('#ffffff');
  });
});
