import { describe, expect, it } from 'vitest';
import { figuresIn, holdsFigure } from './figures.ts';
import { wordNumbersIn } from './number-words.ts';

describe('numbers in words', () => {
  it.each([
    ['quarante-cinq minutes', [45]],
    ['vingt et un jours', [21]],
    ['soixante-dix-sept', [77]],
    ['quatre-vingt-deux euros et quatre-vingts cases', [82, 80]],
    ['quatre-vingt-dix-neuf', [99]],
    ['mille deux cents euros', [1200]],
    ['deux mille vingt-quatre', [2024]],
    ['trois millions deux cent mille', [3_200_000]],
    ['cent', [100]],
    ['twenty-five and two hundred and six', [25, 206]],
    ['one thousand two hundred', [1200]],
    ['la troisième fois, une dizaine', [3, 1, 10]],
    ['des milliers de cas', []],
    ['le centre et la neuve', []],
    ['deux ou trois', [2, 3]],
  ])('%s', (text, values) => {
    expect(wordNumbersIn(text).map(({ value }) => value)).toEqual(values);
  });
});

describe('figures of a text', () => {
  it.each([
    ['1 200 €', [1200], 'eur'],
    ['1\u202f200 €', [1200], 'eur'],
    ['1,200.50 USD', [1200.5], 'usd'],
    ['1.200,50 €', [1200.5], 'eur'],
    ['1.200', [1200, 1.2], null],
    ['1,200', [1200, 1.2], null],
    ['1’200 CHF', [1200], 'chf'],
    ['12,5 %', [12.5], 'percent'],
    ['12.5 percent', [12.5], 'percent'],
    ['£20', [20], 'gbp'],
    ['3 millions d’euros', [3_000_000], 'eur'],
    ['12 k€', [12_000], 'eur'],
    ['90-minute', [90], 'minute'],
    ['five working days', [5], 'day'],
    ['0.125', [0.125], null],
    ['1.234.567', [1_234_567], null],
  ])('%s', (text, values, unit) => {
    const [figure, ...others] = figuresIn(text);
    expect(others).toEqual([]);
    expect([figure?.values, figure?.unit]).toEqual([values, unit]);
    expect(text.slice(figure?.start, figure?.end)).toBe(text);
  });

  it('takes a digit of a code for no figure, and each number of a list for one', () => {
    expect(figuresIn('PPR2285, B12').map(({ values }) => values[0])).toEqual([]);
    expect(figuresIn('de 3 à 5 jours, puis 12').map(({ values }) => values[0])).toEqual([3, 5, 12]);
  });
});

describe('a figure that a text holds', () => {
  const holds = (text: string, figure: string) => {
    const [wanted] = figuresIn(figure);
    return wanted !== undefined && holdsFigure(figuresIn(text), wanted);
  };
  it.each([
    ['La pause dure quarante-cinq minutes.', '45 minutes', true],
    ['La pause dure 45 minutes.', '90 minutes', false],
    ['La pause dure 45 minutes.', '45 hours', false],
    ['| Pause | 45 |', '45 minutes', true],
    ['Le loyer est de 1.200,00 €.', '1 200 €', true],
    ['The rent is 1,200 euros.', 'mille deux cents euros', true],
    ['Le loyer est de 1200 €.', '1 200 $', false],
    ['Sous 48 heures.', 'deux jours', true],
    ['Deux ans de garantie.', '24 mois', true],
    ['Une remise de 12 %.', '12 jours', false],
    ['12,50 €', '12.5 €', true],
    ['1.2 million', '1,200,000', true],
  ])('%s / %s: %s', (text, figure, held) => {
    expect(holds(text, figure)).toBe(held);
  });
});
