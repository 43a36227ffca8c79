import { describe, expect, it } from 'vitest';
import { editDistance } from './edit-distance.ts';
import { createSpelling } from './spelling.ts';

describe('editDistance', () => {
  it.each([
    ['chat', 'chat', 2, 0],
    ['chat', 'chats', 2, 1],
    ['chat', 'caht', 2, 1],
    ['chat', 'cha', 2, 1],
    ['maison', 'masion', 1, 1],
    ['mediation', 'meediatoin', 2, 2],
    ['abcdef', 'ghijkl', 2, 3],
    ['', 'ab', 2, 2],
    ['abc', 'abcdefgh', 2, 3],
  ])('%s → %s within %i: %i', (left, right, limit, distance) => {
    expect(editDistance(left, right, limit)).toBe(distance);
    expect(editDistance(right, left, limit)).toBe(distance);
  });
});

describe('createSpelling', () => {
  const spelling = createSpelling([
    ['mediation', 40],
    ['meditation', 3],
    ['familiale', 12],
    ['facture', 7],
    ['facteur', 90],
    ['factures', 2],
    ['telescope', 1],
    ['doit', 500],
    ['droit', 80],
  ]);

  it('gives the nearest, the commonest first, and no further ones', () => {
    expect(spelling.suggest('mediatoin').map(({ term }) => term)).toEqual(['mediation']);
    expect(spelling.suggest('factur').map(({ term }) => term)).toEqual(['facteur', 'facture']);
    expect(spelling.suggest('facturre')[0]?.term).toBe('facture');
  });

  it('allows two slips in a long word and none in a short one', () => {
    expect(spelling.suggest('fammiliaale').map(({ term }) => term)).toEqual(['familiale']);
    expect(spelling.suggest('doi')).toEqual([]);
  });

  it('falls back to shared parts for a word with nothing near', () => {
    expect(spelling.suggest('radiotelescope').map(({ term }) => term)).toEqual(['telescope']);
  });

  it('knows nothing in an empty vocabulary', () => {
    expect(createSpelling([]).suggest('mediation')).toEqual([]);
  });
});
