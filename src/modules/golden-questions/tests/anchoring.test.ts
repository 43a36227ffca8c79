import { describe, expect, it } from 'vitest';
import { findWords } from '#shared/lib/find-words.ts';
import { coveredBy, holds } from '../main/anchoring.ts';
import { createResting } from '../main/resting.ts';
import { changeOf, measure, notAsked, outcomeOf, type Asked } from '../main/measuring.ts';
import { questionIn, spread } from '../main/writing-questions.ts';

describe('words of a document', () => {
  const quote = 'Le badge coûte 12,50 €.';
  it('are found where they were, and where they went', () => {
    expect(findWords(`Avant. ${quote}`, quote, 7)).toEqual({ start: 7, end: 30 });
    expect(findWords(`Un nouveau début. ${quote} Fin.`, quote, 7)).toEqual({ start: 18, end: 41 });
  });
  it('are found when they are laid out anew', () => {
    const text = 'Voici :\nLe badge\n  coûte 12,50\u00a0€.';
    const place = findWords(text, quote, 0);
    expect(text.slice(place?.start, place?.end)).toBe('Le badge\n  coûte 12,50\u00a0€.');
    expect(findWords('l’accès', "l'accès", 3)).toEqual({ start: 0, end: 7 });
  });
  it('are those nearest to where they were, of several', () => {
    const text = `${quote} ${'x'.repeat(100)} ${quote} ${'y'.repeat(100)} ${quote}`;
    expect(findWords(text, quote, 130)?.start).toBe(125);
  });
  it('are gone when a figure has changed', () => {
    expect(findWords('Le badge coûte 13,50 €.', quote, 0)).toBeNull();
  });
});

it('a passage holds words when it has half of them, or they fill half of it', () => {
  expect(holds({ start: 0, end: 100 }, { start: 90, end: 110 })).toBe(true);
  expect(holds({ start: 0, end: 100 }, { start: 91, end: 111 })).toBe(false);
  expect(holds({ start: 0, end: 100 }, { start: 50, end: 900 })).toBe(true);
});

it('passages that overlap cover words once', () => {
  const words = { start: 100, end: 200 };
  const passages = [
    { start: 150, end: 180 },
    { start: 90, end: 160 },
    { start: 300, end: 400 },
  ];
  expect(coveredBy(passages, words)).toBe(0.8);
});

const asked = (change: Partial<Asked>): Asked => ({
  questionId: 'q',
  question: 'Q ?',
  hasAnswer: true,
  rank: 1,
  covered: 1,
  answers: true,
  certainty: 0.9,
  lost: false,
  ...change,
});

it('measures are counted of what was asked', () => {
  const nothing = { hasAnswer: false, rank: null, covered: null };
  const all = [
    asked({}),
    asked({ rank: 3, covered: 0.5 }),
    asked({ rank: 6, covered: 0 }),
    asked({ rank: null, covered: 0, answers: false }),
    asked({ ...nothing, answers: false }),
    asked({ ...nothing }),
    asked({ ...notAsked }),
  ];
  expect(measure(all)).toEqual({
    answerable: 4,
    first: 1,
    firstThree: 2,
    firstFive: 2,
    mrr: 0.375,
    spanRecall: 0.375,
    answered: 3,
    unanswerable: 2,
    refused: 1,
    lost: 1,
  });
  expect(measure([])).toMatchObject({ answerable: 0, mrr: null, spanRecall: null });
});

it.each([
  ['better', asked({ rank: 2 }), asked({ rank: null })],
  ['worse', asked({ rank: 2 }), asked({ rank: 1 })],
  ['worse', asked({ answers: false }), asked({})],
  ['better', asked({ hasAnswer: false, rank: null, answers: false }), asked({ rank: null })],
  ['worse', asked({ ...notAsked }), asked({})],
  ['same', asked({}), asked({})],
  ['new', asked({}), null],
] as const)('a question is %s than before', (change, now, before) => {
  expect(changeOf(now, before)).toBe(change);
});

it('only passages that may support an answer count, in their order', () => {
  const passage = (start: number, relevant: boolean, documentId = 'd') => ({
    start,
    end: start + 100,
    relevant,
    documentId,
  });
  const passages = [passage(0, false), passage(0, true, 'other'), passage(60, true)];
  const proven = { passages, answers: true, certainty: 0.5 } as unknown as Parameters<typeof outcomeOf>[0];
  expect(outcomeOf(proven, { documentId: 'd', start: 50, end: 100 })).toMatchObject({
    rank: 2,
    covered: 0.8,
  });
});

it.each([
  ['Question : « Combien coûte le badge ? »', 'Combien coûte le badge ?'],
  ['Voici une question.\n1. **Quand ouvre le quai ?**', 'Quand ouvre le quai ?'],
  ['Le badge coûte douze euros.', null],
  ['Quoi ?', null],
])('the question in “%s”', (said, question) => {
  expect(questionIn(said)).toBe(question);
});

it('passages to ask about are spread over all, and others the next time', () => {
  const passages = Array.from({ length: 100 }, (_, index) => index);
  expect(spread(passages, 4, 0)).toEqual([12, 37, 62, 87]);
  expect(spread(passages, 4, 4)).toEqual([16, 41, 66, 91]);
  expect(spread([1, 2], 5, 3).toSorted()).toEqual([1, 2]);
});

it('what changes is waited for until it stands as it did', () => {
  const isAtRest = createResting();
  const seal = (standing: string) => [{ chatbotId: 'seal', standing }];
  expect(isAtRest(seal('one'))).toBe(false);
  expect(isAtRest(seal('two'))).toBe(false);
  expect(isAtRest([...seal('two'), { chatbotId: 'other', standing: 'one' }])).toBe(true);
  expect(isAtRest([])).toBe(false);
  expect(isAtRest(seal('two'))).toBe(false);
});
