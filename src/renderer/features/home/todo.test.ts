import { expect, it } from 'vitest';
import type { Overview } from '#shared/contract/operations.ts';
import type { Role } from '#shared/contract/route.ts';
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

const as =
  (role: Role) =>
  (...roles: readonly Role[]) =>
    roles.includes(role);

it('is empty when nothing waits', () => {
  expect(todoOf(overview, as('owner'))).toEqual([]);
});

it('leaves out what the role can do nothing about', () => {
  const kinds = (role: Role) =>
    todoOf(
      {
        ...overview,
        unansweredCount: 1,
        models: 0,
        documents: { ...overview.documents, total: 0, failed: 1 },
      },
      as(role),
    ).map(({ kind }) => kind);
  expect(kinds('admin')).toEqual(['noDocuments', 'unanswered', 'failed', 'noModel']);
  expect(kinds('editor')).toEqual(['noDocuments', 'unanswered', 'failed']);
  expect(kinds('agent')).toEqual(['unanswered']);
  expect(kinds('member')).toEqual([]);
});

it('names what waits, with counts', () => {
  const busy = {
    ...overview,
    unansweredCount: 3,
    models: 0,
    documents: { ...overview.documents, failed: 2 },
  };
  expect(todoOf(busy, as('owner'))).toEqual([
    { kind: 'unanswered', count: 3 },
    { kind: 'failed', count: 2 },
    { kind: 'noModel', count: 1 },
  ]);
});
