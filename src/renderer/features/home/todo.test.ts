import { expect, it } from 'vitest';
import type { Overview } from '#shared/contract/operations.ts';
import type { Role } from '#shared/contract/route.ts';
import { as, overview } from './overview-stand-in.ts';
import { todoOf } from './todo.ts';

const nobody = { here: 0, elsewhere: [] };
const kindsFor = (role: Role, given: Overview, stepsShown = false) =>
  todoOf({
    overview: given,
    waiting: nobody,
    approvals: nobody,
    proposals: nobody,
    may: as(role),
    stepsShown,
  }).map(({ kind }) => kind);
const busy: Overview = {
  ...overview,
  unansweredCount: 1,
  models: 0,
  documents: { ...overview.documents, total: 0, failed: 1 },
};

it('is empty when nothing waits', () => {
  expect(kindsFor('owner', overview)).toEqual([]);
});

it('leaves out what the role can do nothing about', () => {
  expect(kindsFor('admin', busy)).toEqual(['noDocuments', 'unanswered', 'failed', 'noModel']);
  expect(kindsFor('editor', busy)).toEqual(['noDocuments', 'unanswered', 'failed']);
  expect(kindsFor('agent', busy)).toEqual(['unanswered']);
  expect(kindsFor('member', busy)).toEqual([]);
});

it('leaves out what the first steps say already', () => {
  expect(kindsFor('owner', busy, true)).toEqual(['unanswered', 'failed']);
});

it('puts whoever waits for a person first, of this client and of the others', () => {
  const other = { clientId: 'b', name: 'Atelier', count: 2 };
  const waiting = { here: 3, elsewhere: [other] };
  const approvals = { here: 1, elsewhere: [other] };
  expect(
    todoOf({
      overview: busy,
      waiting,
      approvals,
      proposals: { here: 2 },
      may: as('agent'),
      stepsShown: false,
    }),
  ).toEqual([
    { kind: 'waiting', count: 3 },
    { kind: 'waitingElsewhere', ...other },
    { kind: 'approvals', count: 1 },
    { kind: 'approvalsElsewhere', ...other },
    { kind: 'proposals', count: 2 },
    { kind: 'unanswered', count: 1 },
  ]);
});
