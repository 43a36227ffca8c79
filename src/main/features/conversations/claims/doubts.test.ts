import { describe, expect, it } from 'vitest';
import { analysePassage } from '../sources/analysed-passage.ts';
import { bestParts, rowsIn } from '../sources/supporting-parts.ts';
import { doubtsIn } from './doubts.ts';
import { evidenceOf } from './evidence.ts';

function doubted(text: string, source: string, question = ''): string[] {
  const passage = analysePassage({ number: 1, text: source, title: '', heading: null, page: null });
  return doubtsIn({
    text,
    sources: [passage.evidence],
    elsewhere: [],
    known: evidenceOf(question),
    supports: bestParts(text, [passage]),
    ...rowsIn([passage]),
    sameLanguage: true,
  }).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

describe('what is in doubt', () => {
  it('leaves the figures of the question alone', () => {
    const source = 'Après 5 ans : 27 jours.';
    expect(doubted('Avec 7 ans de service, vous avez 27 jours.', source, 'J’ai 7 ans de service')).toEqual(
      [],
    );
    expect(doubted('Avec 7 ans de service, vous avez 28 jours.', source, 'J’ai 7 ans de service')).toEqual([
      'figure: 28 jours',
    ]);
  });

  it('but not when the question’s figure is given back as the answer', () => {
    const source = 'Lunch lasts 45 minutes for everybody.';
    expect(doubted('Yes, lunch lasts 90 minutes.', source, 'Does lunch last 90 minutes?')).toEqual([
      'figure: 90 minutes',
    ]);
  });

  it('is the figure of another row than the one that is named', () => {
    const table = '| Room | Day |\n|---|---|\n| Charlie | 42 € |\n| Foxtrot | 45 € |\n| Quebec | 56 € |';
    expect(doubted('Charlie costs 45 €.', table)).toEqual(['figure: 45 €']);
    expect(doubted('Charlie costs 42 € and Foxtrot 45 €.', table)).toEqual([]);
    expect(doubted('The dearest costs 56 €.', table)).toEqual([]);
    expect(doubted('Charlie costs 45 €.', `All rooms cost 45 € on Sundays.\n\n${table}`)).toEqual([]);
  });

  it('is a sentence that says the opposite of its source, unless another sentence agrees', () => {
    const source = 'Dogs are not allowed in the restaurant. Dogs are allowed on the beach.';
    expect(doubted('Dogs are allowed in the restaurant.', source)).toEqual([
      'contradiction: Dogs are allowed in the restaurant.',
    ]);
    expect(doubted('Dogs are allowed on the beach.', source)).toEqual([]);
    expect(doubted('Dogs are allowed.', source)).toEqual([]);
  });
});
