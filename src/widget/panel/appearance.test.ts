import { describe, expect, it } from 'vitest';
import { contrast } from '../../shared/lib/colours.ts';
import { coloursFor } from './appearance.ts';

const GROUNDS = { light: ['#ffffff', '#f4f1ec'], dark: ['#1d1a17', '#272320'] } as const;

describe('an owner’s colour', () => {
  it.each(['#bf4a16', '#ffd400', '#ffffff', '#000000', '#00ff00', '#777777', '#0000ff'])(
    '%s can be read wherever it is used, by day and by night',
    color => {
      for (const theme of ['light', 'dark'] as const) {
        const shown = coloursFor({ color, accentColor: color }, theme);
        const [brand = '', ink = '', accent = '', soft = ''] = [
          shown['--brand'],
          shown['--on-brand'],
          shown['--accent'],
          shown['--accent-soft'],
        ];
        expect(contrast(ink, brand)).toBeGreaterThanOrEqual(4.5);
        for (const ground of [...GROUNDS[theme], soft])
          expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('is that of words and sources unless there is a second one', () => {
    const shown = coloursFor({ color: '#1d4ed8', accentColor: '#2a6f4b' }, 'light');
    expect(shown).toMatchObject({ '--brand': '#1d4ed8', '--accent': '#2a6f4b' });
  });
});
