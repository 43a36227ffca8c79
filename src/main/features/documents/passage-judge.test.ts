import { describe, expect, it } from 'vitest';
import { judge, wordsHashOf } from './passage-judge.ts';

const SENTENCE = 'Le garage à vélos ferme à 19 heures tous les jours de la semaine.';
const clean = { edited: false, isOnBadPage: false };
/** Letters put for others, as a font without a map of its characters gives them. */
const garbled = SENTENCE.repeat(8).replaceAll(/[a-z]/g, letter =>
  String.fromCharCode(((letter.charCodeAt(0) - 97 + 7) % 26) + 97),
);

describe('a passage', () => {
  it.each([
    ['a title', 'Annexe 3', true],
    ['a sentence', SENTENCE, false],
    ['a row of figures', '12 | 14 | 18 | 22 | 31 | 37 | 41 | 43 | 47 | 53', false],
    [
      'a few long words',
      'Responsabilité contractuelle extraordinairement disproportionnellement engagée',
      false,
    ],
    ['Japanese, which has no blanks', '駐輪場は平日の午後七時に閉まります。'.repeat(4), false],
    ['nothing but signs', '* * *', true],
  ])('is too short or not: %s', (_what, text, short) => {
    expect(judge({ ...clean, text })).toMatchObject({ short });
  });

  it.each([
    ['a sentence', SENTENCE.repeat(8), false],
    ['letters put for others', garbled, true],
  ])('says something or nothing: %s', (_what, text, gibberish) => {
    expect(judge({ ...clean, text })).toMatchObject({ gibberish });
  });

  it('of a badly recognised page is badly recognised', () => {
    expect(judge({ ...clean, text: SENTENCE, isOnBadPage: true }).badlyRecognised).toBe(true);
  });

  it('in the words of a person is in no doubt', () => {
    for (const text of ['Oui.', garbled])
      expect(judge({ text, edited: true, isOnBadPage: true })).toEqual({
        short: false,
        gibberish: false,
        badlyRecognised: false,
        wordsHash: null,
      });
  });

  it('has the same words as another, however they are set', () => {
    expect(wordsHashOf('LE GARAGE\n ferme — à « 19 » heures')).toBe(
      wordsHashOf('Le garage ferme a 19 heures.'),
    );
    expect(wordsHashOf('Le garage ferme à 21 heures')).not.toBe(wordsHashOf('Le garage ferme à 19 heures'));
    expect(judge({ ...clean, text: 'Annexe 3' }).wordsHash).toBeNull();
  });
});
