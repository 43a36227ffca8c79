import { expect, it } from 'vitest';
import { frenchSpacing, spaced } from './french-spacing.ts';

it('puts no-break spaces where a line must not end', () => {
  expect(frenchSpacing('« Accueil » : prêt ? Oui ; vite !')).toBe(
    '«\u00a0Accueil\u00a0»\u00a0: prêt\u202f? Oui\u202f; vite\u202f!',
  );
  expect(frenchSpacing('https://exemple.fr?a=b; 12:30 !important')).toBe(
    'https://exemple.fr?a=b; 12:30\u202f!important',
  );
});

it('does so for every text of a catalogue, and for nothing else', () => {
  expect(spaced({ a: 'Quoi ?', b: { c: ['Oui !', 3] }, d: null })).toEqual({
    a: 'Quoi\u202f?',
    b: { c: ['Oui\u202f!', 3] },
    d: null,
  });
});
