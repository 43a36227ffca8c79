import { expect, it } from 'vitest';
import { choosing, sentencesOf } from '../page/sentences.ts';

const TEXT = 'Titre\n\nLe badge coûte 12,50 €. Il se retire au port.\nFin.';
const whole = { from: 0, to: TEXT.length };

it('a passage is its sentences, each at its place', () => {
  const sentences = sentencesOf(TEXT, 'fr');
  expect(sentences.map(({ text }) => text)).toEqual([
    'Titre',
    'Le badge coûte 12,50 €.',
    'Il se retire au port.',
    'Fin.',
  ]);
  for (const { text, start, end } of sentences) expect(TEXT.slice(start, end)).toBe(text);
});

it('a sentence is chosen alone, then from one to the other, then alone again', () => {
  const [, badge, port, end] = sentencesOf(TEXT, 'fr');
  if (badge === undefined || port === undefined || end === undefined) throw new Error('No sentences');
  const first = choosing(whole, whole, port);
  expect(TEXT.slice(first.from, first.to)).toBe('Il se retire au port.');
  const more = choosing(first, whole, badge);
  expect(TEXT.slice(more.from, more.to)).toBe('Le badge coûte 12,50 €. Il se retire au port.');
  expect(choosing(more, whole, badge)).toEqual({ from: badge.start, to: badge.end });
});
