import { expect, it } from 'vitest';
import { piecesOf } from './cut-places.ts';

it('a passage is cut between sentences and rows, each where it stands', () => {
  const text =
    'Le garage ferme à 19 h 30. Il ouvre  tôt !\n\n| Jour | Heure |\n|---|---|\n| Lundi. Mardi | 7 h |\nFin';
  const pieces = piecesOf(text, 'fr');
  expect(pieces.map(piece => piece.text)).toEqual([
    'Le garage ferme à 19 h 30.',
    'Il ouvre  tôt !',
    '| Jour | Heure |',
    '|---|---|',
    '| Lundi. Mardi | 7 h |',
    'Fin',
  ]);
  for (const piece of pieces) expect(text.slice(piece.at).startsWith(piece.text)).toBe(true);
});
