import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shippedFolder } from '#main/platform/shipped-files.ts';
import { expandDictionary } from '../../../scripts/hunspell-dictionary.ts';
import { bloomFilterOf, isKnownWord, mayHold } from './known-words.ts';

describe('isKnownWord', () => {
  it.each([
    ['fr', 'tarte pommes recette veut viennent mangeassions chevaux oeufs conge'],
    ['en', 'children ran unlocked pontoons barbecue retirement'],
  ] as const)('%s: every form of a word', (language, words) => {
    for (const word of words.split(' ')) expect(isKnownWord(word, language), word).toBe(true);
  });

  it.each([
    ['fr', 'zanzibariun meediation reccette'],
    ['en', 'dregde barbeque pontons childrens'],
  ] as const)('%s: no slip', (language, words) => {
    for (const word of words.split(' ')) expect(isKnownWord(word, language), word).toBe(false);
  });

  it('is as new as the dictionaries it was made from', () => {
    for (const language of ['fr', 'en'] as const) {
      const shipped = readFileSync(join(shippedFolder('resources/words'), `${language}.bloom`));
      expect(bloomFilterOf(expandDictionary(language)).equals(shipped), language).toBe(true);
    }
  });
});

describe('bloomFilterOf', () => {
  it('holds what it was made of, and hardly anything else', () => {
    const words = Array.from({ length: 5_000 }, (_, index) => `word${index}`);
    const filter = bloomFilterOf(new Set(words));
    expect(words.every(word => mayHold(filter, word))).toBe(true);
    const others = Array.from({ length: 5_000 }, (_, index) => `other${index}`);
    expect(others.filter(word => mayHold(filter, word)).length).toBeLessThan(50);
  });
});
