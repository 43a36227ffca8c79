import { describe, expect, it } from 'vitest';
import { analyseQuery } from '#main/language/analyse.ts';
import { likelySlips } from './correction.ts';

function slipsOf(query: string, word: string, language: 'fr' | 'en' | null) {
  const term = analyseQuery(query).terms.find(({ surface }) => surface === word);
  if (term === undefined) throw new Error(`${word} is no term of ${query}`);
  return likelySlips(term, language);
}

describe('likelySlips', () => {
  it.each([
    ['Quelle est la recette de la tarte aux pommes ?', 'tarte', 'fr'],
    ['Who is the president of the marina?', 'president', 'en'],
    ['recette', 'recette', null],
  ] as const)('leaves a word of the language: %s', (query, word, language) => {
    expect(slipsOf(query, word, language)).toBeNull();
  });

  it.each([
    ['What does part PPR-2285 cost?', 'ppr'],
    ['What does part PPRX-2285 cost?', 'pprx'],
    ['Rapport XKCDQ2024', 'xkcdq'],
    ['facture n° ABCDEF/2024', 'abcdef'],
  ])('leaves a reference: %s', (query, word) => {
    expect(slipsOf(query, word, 'en')).toBeNull();
  });

  it('leaves numbers and short words', () => {
    expect(slipsOf('En 20244 ?', '20244', 'fr')).toBeNull();
    expect(slipsOf('Que dit le xyz ?', 'xyz', 'fr')).toBeNull();
  });

  it('allows a name one slip, and a long word two', () => {
    expect(slipsOf('Where does Ottilliie Brandt live?', 'ottilliie', 'en')).toEqual({
      edits: 1,
      parts: false,
    });
    expect(slipsOf('combien de temps dure la garranntie', 'garranntie', 'fr')).toEqual({
      edits: 2,
      parts: true,
    });
    expect(slipsOf('dregde', 'dregde', 'en')).toEqual({ edits: 1, parts: true });
  });

  it('allows a word of the other language one slip', () => {
    expect(slipsOf('barbecues on pontons', 'pontons', 'en')).toEqual({ edits: 1, parts: false });
  });
});
