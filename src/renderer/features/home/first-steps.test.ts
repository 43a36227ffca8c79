import { expect, it } from 'vitest';
import { firstStepsOf } from './first-steps.ts';
import { as, overview } from './overview-stand-in.ts';

const fresh = {
  ...overview,
  documents: { ...overview.documents, total: 0, ready: 0 },
  everAsked: false,
  onAPage: false,
  models: 0,
};

it('tells what is done and what is not', () => {
  const kinds = (given: typeof fresh) =>
    firstStepsOf(given, as('owner')).map(({ kind, done }) => `${kind} ${done}`);
  expect(kinds(fresh)).toEqual(['documents false', 'ask false', 'page false', 'model false']);
  expect(kinds({ ...fresh, documents: { ...fresh.documents, ready: 1 }, everAsked: true })).toEqual([
    'documents true',
    'ask true',
    'page false',
    'model false',
  ]);
});

it('ends when visitors can ask, with or without a model', () => {
  const used = { ...fresh, documents: overview.documents, everAsked: true, onAPage: true };
  expect(firstStepsOf(used, as('owner'))).toEqual([]);
});

it('leaves out what the role can do nothing about', () => {
  expect(firstStepsOf(fresh, as('editor')).map(({ kind }) => kind)).toEqual(['documents', 'ask', 'page']);
  expect(firstStepsOf(fresh, as('agent'))).toEqual([]);
});
