import { describe, expect, it } from 'vitest';
import { numbers, spoilt } from '../../../../tests/support/alike-texts.ts';
import { bandsOf, jaccard, shinglesOf } from './min-hash.ts';
import { ALIKE, bandsOfLikeness, comparePassages, likenessOf } from './passage-likeness.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const random = numbers(7);
const pick = (below: number) => Math.floor(random() * below);
const word = () => Array.from({ length: 3 + pick(6) }, () => LETTERS.charAt(pick(26))).join('');
const VOCABULARY = Array.from({ length: 2_000 }, word);
const anyWord = () => VOCABULARY[pick(VOCABULARY.length)] ?? '';
const passage = () => Array.from({ length: 100 + pick(100) }, anyWord);

const PAIRS = 400;
type Pair = [one: string[], other: string[]];
/** Pairs of passages whose Jaccard lies between two shares: words of one are put for others until it does. */
function pairs(least: number, most: number): Pair[] {
  const found: Pair[] = [];
  while (found.length < PAIRS) {
    const one = passage();
    const shingles = shinglesOf(one);
    let other = spoilt(one, Math.floor((one.length * (1 - most)) / 6), random, anyWord);
    let share = jaccard(shingles, shinglesOf(other));
    const wanted = least + random() * (most - least);
    while (share >= Math.min(most, wanted + 0.02)) {
      other = spoilt(other, 1, random, anyWord);
      share = jaccard(shingles, shinglesOf(other));
    }
    if (share >= least) found.push([one, other]);
  }
  return found;
}
const bands = (words: string[]) => bandsOf(shinglesOf(words), 'a client');
const meet = ([one, other]: Pair) => {
  const theirs = new Set(bands(other));
  return bands(one).some(band => theirs.has(band));
};
const share = (of: Pair[]) => of.filter(meet).length / of.length;
const compared = (one: string, other: string) => {
  const [left, right] = [likenessOf(one), likenessOf(other)];
  return left === null || right === null ? null : comparePassages(left, right);
};

describe('passages that say the same', () => {
  it('are met, 95 of 100 at least where they are hardly like enough', () => {
    expect(share(pairs(ALIKE, ALIKE + 0.03))).toBeGreaterThanOrEqual(0.95);
    expect(share(pairs(ALIKE, 1))).toBeGreaterThanOrEqual(0.98);
  });

  it('are looked for among few: those with nothing in common hardly ever meet', () => {
    expect(share(Array.from({ length: PAIRS }, (): Pair => [passage(), passage()]))).toBe(0);
    expect(share(pairs(0.05, 0.25))).toBeLessThan(0.03);
  });

  it('are none of those that only look so by their bands', () => {
    const wrong = pairs(0.4, ALIKE).filter(
      ([one, other]) => compared(one.join(' '), other.join(' ')) === 'alike',
    );
    expect(wrong).toEqual([]);
  });

  it('are those of one client: the same words of two share no band', () => {
    const likeness = likenessOf(passage().join(' ')) ?? { shingles: new Set<number>(), figures: '' };
    const ours = new Set(bandsOfLikeness(likeness, 'ours'));
    expect(ours.size).toBeGreaterThan(0);
    expect(bandsOfLikeness(likeness, 'theirs').filter(band => ours.has(band))).toEqual([]);
  });

  it.each([
    [
      'the same, set otherwise',
      'LE GARAGE à vélos ferme — tous les soirs — sauf le dimanche matin, en été !',
      'alike',
    ],
    [
      'two words of few are others',
      'Le garage à vélos ferme chaque soir et sauf le dimanche matin en été',
      'other',
    ],
  ])('may be set otherwise: %s', (_what, text, how) => {
    expect(compared('Le garage à vélos ferme tous les soirs sauf le dimanche matin en été', text)).toBe(how);
  });

  it('have the same figures: tariffs of two years are two', () => {
    const words = Array.from({ length: 80 }, anyWord).join(' ');
    expect(compared(`${words} coûte 45 euros`, `${words} vaut 45 euros`)).toBe('alike');
    expect(compared(`${words} coûte 45 euros`, `${words} coûte 47 euros`)).toBe('other');
  });

  it('are not told of what has hardly any words', () => {
    expect(likenessOf('Annexe 3')).toBeNull();
  });
});
