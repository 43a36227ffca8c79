import { describe, expect, it } from 'vitest';
import { contrast } from './colours.ts';
import { widgetColours } from './widget-colours.ts';

const GROUNDS = { light: ['#ffffff', '#f4f1ec'], dark: ['#1d1a17', '#272320'] } as const;

describe('an owner’s colour', () => {
  it.each(['#bf4a16', '#ffd400', '#ffffff', '#000000', '#00ff00', '#777777', '#0000ff'])(
    '%s can be read wherever it is used, by day and by night',
    color => {
      for (const theme of ['light', 'dark'] as const) {
        const { onBrand, accent, accentSoft } = widgetColours(color, color)[theme];
        expect(contrast(onBrand, color)).toBeGreaterThanOrEqual(4.5);
        for (const ground of [...GROUNDS[theme], accentSoft])
          expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('is that of words and sources unless there is a second one', () => {
    expect(widgetColours('#1d4ed8', '#2a6f4b').light).toMatchObject({
      accent: '#2a6f4b',
      onBrand: '#ffffff',
    });
  });
});
