import { describe, expect, it } from 'vitest';
import { typeScale } from './type-scale.ts';

const sources = import.meta.glob<string>(
  ['../**/*.{ts,tsx}', '../../modules/*/page/**/*.tsx', '!../**/*.test.{ts,tsx}'],
  { query: '?raw', import: 'default', eager: true },
);

/** Where sizes are made: the scale, and the theme that hands it to what MUI draws. */
const MAKERS = ['./type-scale.ts', '../app/theme.ts'];

/** Sizes written in place. What follows the text around it (`em`) or the size of a thing is none. */
function sizesIn(file: string, text: string): string[] {
  if (MAKERS.includes(file)) return [];
  const written = text.matchAll(
    /font-?size['"]?\s*:\s*(\{|['"`]?[\d.]+(?:px|rem|pt|vw)?['"`]?(?=[\s,;}]))/gi,
  );
  return [...written].map(
    ([found]) => `${file}: ${found}; take one of ui/type-scale, as sx={{ typography: 'small' }}`,
  );
}

describe('sizes of text', () => {
  it('are six', () => {
    expect(Object.keys(typeScale)).toHaveLength(6);
  });

  it('come from the scale everywhere', () => {
    expect(Object.keys(sources).length).toBeGreaterThan(200);
    expect(Object.entries(sources).flatMap(([file, text]) => sizesIn(file, text))).toEqual([]);
  });

  it.each([
    `sx={{ fontSize: 13 }}`,
    `sx={{ fontSize: '13px', color: 'red' }}`,
    `sx={{ fontSize: { xs: 12, md: 14 } }}`,
    `style={{ fontSize: '0.8rem' }}`,
  ])('written in place are refused: %s', text => {
    expect(sizesIn('../features/notes/page.tsx', text)).toHaveLength(1);
  });

  it.each([
    `fontSize: '0.92em'`,
    `fontSize: 'inherit'`,
    `fontSize: Math.round(size * 0.39)`,
    `typography: 'small'`,
  ])('that follow what holds them are let through: %s', text => {
    expect(sizesIn('../features/notes/page.tsx', text)).toEqual([]);
  });
});
