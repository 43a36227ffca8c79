import { describe, expect, it } from 'vitest';

const features = import.meta.glob<string>(
  ['../features/**/*.{ts,tsx}', '../../modules/*/page/**/*.tsx', '!../**/*.test.{ts,tsx}'],
  { query: '?raw', import: 'default', eager: true },
);

/** Limits of the contract that were written again where a person types. */
function retyped(file: string, text: string): string[] {
  const written = text.matchAll(/\bmaxLength(?:: |=\{)[\d_]+|\bconst \w+_MAX(?:_\w+)? = [\d_]+/g);
  return [...written].map(
    ([found]) => `${file}: ${found}; export it in shared/contract/limits.ts and use it in both`,
  );
}

describe('limits', () => {
  it('are those of the contract', () => {
    expect(Object.keys(features).length).toBeGreaterThan(150);
    expect(Object.entries(features).flatMap(([file, text]) => retyped(file, text))).toEqual([]);
  });

  it.each([
    `slotProps={{ htmlInput: { maxLength: 80 } }}`,
    `<TextArea maxLength={2_000} />`,
    `export const NAME_MAX_LENGTH = 80;`,
    `const QUESTIONS_MAX = 6;`,
  ])('that are written again are refused: %s', text => {
    expect(retyped('../features/notes/page.tsx', text)).toHaveLength(1);
  });

  it('that are taken from it are let through', () => {
    expect(retyped('x', 'maxLength: KEY_NAME_MAX_LENGTH; maxLength={most}')).toEqual([]);
  });
});
