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

  const TWO_SLIPS = { edits: 2, parts: true };

  it('gives the nearest, the commonest first, and no further ones', () => {
    expect(spelling.suggest('mediatoin', TWO_SLIPS).map(({ term }) => term)).toEqual(['mediation']);
    expect(spelling.suggest('factur', TWO_SLIPS).map(({ term }) => term)).toEqual(['facteur', 'facture']);
    expect(spelling.suggest('facturre', TWO_SLIPS)[0]?.term).toBe('facture');
  });

  it('allows as many slips as it is told', () => {
    expect(spelling.suggest('fammiliaale', TWO_SLIPS).map(({ term }) => term)).toEqual(['familiale']);
    expect(spelling.suggest('fammiliaale', { edits: 1, parts: false })).toEqual([]);
  });

  it('suggests no word that stands in none of the passages asked about', () => {
    const here = (term: string) => (term === 'meditation' ? 1 : 0);
    expect(spelling.suggest('mediatoin', TWO_SLIPS, here).map(({ term }) => term)).toEqual(['meditation']);
    expect(spelling.suggest('facturre', TWO_SLIPS, here)).toEqual([]);
  });

  it('falls back to shared parts for a word with nothing near', () => {
    expect(spelling.suggest('radiotelescope', TWO_SLIPS).map(({ term }) => term)).toEqual(['telescope']);
  });

  it('knows nothing in an empty vocabulary', () => {
    expect(createSpelling([]).suggest('mediation', TWO_SLIPS)).toEqual([]);
  });
});
