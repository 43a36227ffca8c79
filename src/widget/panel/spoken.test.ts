import { describe, expect, it } from 'vitest';
import { plainWords, sentencesAfter } from './spoken.ts';

describe('an answer read aloud', () => {
  it('has no marks and no numbers of sources', () => {
    expect(
      plainWords(
        '## Congés\n\n**Quatre** jours [1][2], voir [le site](https://a.fr) ou `aide`.\n- un\n- deux',
      ),
    ).toBe('Congés\n\nQuatre jours, voir le site ou aide.\n• un\n• deux');
  });

  it('keeps stars and underscores that mean something', () => {
    expect(plainWords('2 * 3 et a_b_c, mais *ceci*')).toBe('2 * 3 et a_b_c, mais ceci');
  });

  it('comes in whole sentences while it is written', () => {
    const text = 'Quatre jours ouvrés. Prévenez votre responsable';
    const first = sentencesAfter(text, 0, false);
    expect(first).toEqual({ sentences: ['Quatre jours ouvrés.'], upTo: 20 });
    expect(sentencesAfter(`${text} avant.`, first.upTo, false).sentences).toEqual([]);
    expect(sentencesAfter(`${text} avant.`, first.upTo, true).sentences).toEqual([
      'Prévenez votre responsable avant.',
    ]);
  });

  it('does not end a sentence in a number', () => {
    expect(sentencesAfter('Le taux est de 3.5 pour cent. Voilà.', 0, true).sentences).toEqual([
      'Le taux est de 3.5 pour cent.',
      'Voilà.',
    ]);
  });

  it('says nothing of what only looks like words', () => {
    expect(sentencesAfter('---\n\n***\n', 0, true).sentences).toEqual([]);
  });
});
