import { describe, expect, it } from 'vitest';
import {
  allowedAddress,
  citationParts,
  DOUBT_MARK,
  settledText,
  withDoubtMarks,
  withoutCitations,
} from './answer-text.ts';

describe('settledText', () => {
  it.each([
    ['Quatre jours [1', 'Quatre jours '],
    ['Quatre jours [1][', 'Quatre jours [1]'],
    ['Voir [le site](https://exa', 'Voir '],
    ['Un mot **en gra', 'Un mot **en gra**'],
    ['Un mot **', 'Un mot '],
    ['Du `code', 'Du `code`'],
    ['Fin nette [1].', 'Fin nette [1].'],
    ['```\na[1', '```\na[1'],
    ['Un\n\ndeux **tr', 'Un\n\ndeux **tr**'],
  ])('%j becomes %j', (streamed, shown) => {
    expect(settledText(streamed)).toBe(shown);
  });
});

describe('citationParts', () => {
  it('keeps a bracket that names a source that does not exist', () => {
    expect(citationParts('a [1, 9] b [1]', new Set([1]))).toEqual(['a [1, 9] b ', 1]);
  });

  it('takes a long run of brackets in linear time', () => {
    const started = performance.now();
    citationParts('['.repeat(50_000) + '1,'.repeat(50_000), new Set([1]));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('withoutCitations', () => {
  it.each([
    ['Quatre jours [1][2]. Puis [3, 4] rien.', 'Quatre jours. Puis rien.'],
    ['Écrire `rows[1]` [2].', 'Écrire `rows[1]`.'],
    ['```\na[1]\n```\nFin [1]', '```\na[1]\n```\nFin'],
    ['En [2024], array[\u20601].', 'En [2024], array[1].'],
  ])('%j becomes %j', (answer, plain) => {
    expect(withoutCitations(answer)).toBe(plain);
  });
});

describe('withDoubtMarks', () => {
  it('stand around each stretch, whatever the text holds', () => {
    const spans = [
      { start: 0, end: 2 },
      { start: 5, end: 6 },
    ];
    const mark = DOUBT_MARK;
    expect(withDoubtMarks('90 ou 9', spans)).toBe(`${mark}90${mark} ou${mark} ${mark}9`);
    expect(withDoubtMarks(`90${mark}`, [{ start: 0, end: 2 }])).toBe(`${mark}90${mark}\ufffd`);
  });
});

describe('allowedAddress', () => {
  it.each([
    ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
    ['mailto:rh@example.org', 'mailto:rh@example.org'],
    ['http://example.org', null],
    ['https://bank.example@sink.test/', null],
    ['https:sink.test', null],
    [' javascript:alert(1)', null],
    ['', null],
  ])('%s', (href, address) => {
    expect(allowedAddress(href)).toBe(address);
  });
});
