import { expect, it } from 'vitest';
import type { Overview } from '#shared/contract/operations.ts';
import { todoOf } from './todo.ts';

const overview: Overview = {
  conversationsToday: 0,
  questionsToday: 0,
  answersWithSource: null,
  unansweredCount: 0,
  medianFirstTokenMs: null,
  questionsByDay: [],
  documents: { total: 3, ready: 3, failed: 0, passages: 9 },
  chatbots: 1,
  models: 1,
  allLocal: true,
};

it('is empty when nothing waits', () => {
  expect(todoOf(overview)).toEqual([]);
});

it('names what waits, with counts', () => {
  const busy = {
    ...overview,
    unansweredCount: 3,
    models: 0,
    documents: { ...overview.documents, failed: 2 },
  };
  expect(todoOf(busy)).toEqual([
    { kind: 'unanswered', count: 3 },
    { kind: 'failed', count: 2 },
    { kind: 'noModel', count: 1 },
  ]);
});
