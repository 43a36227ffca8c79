import { expect, it } from 'vitest';
import { createReranking, type ConfiguredReranker } from './reranking.ts';
import type { RetrievedPassage } from './retrieval.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';

const signal = new AbortController().signal;
const TEXT = 'Le bureau ouvre à neuf heures et ferme à dix-huit heures, sauf le samedi. '.repeat(4); // about 80 tokens

const passage = (id: number, more: Partial<RetrievedPassage> = {}): RetrievedPassage => ({
  id,
  documentId: plantedId('document'),
  contentHash: 'hash',
  ordinal: id,
  title: 'Guide',
  page: null,
  heading: null,
  tableHeader: null,
  text: TEXT,
  start: 0,
  end: 9,
  edited: false,
  score: 10 - id,
  relevance: 1 - id / 100,
  relevant: true,
  context: '',
  exact: false,
  byMeaning: false,
  ...more,
});
const FOUND = [1, 2, 3, 4, 5, 6].map(id => passage(id));

/** The last is the best; what was asked is kept. */
function configured(more: Partial<ConfiguredReranker> = {}, tokensPerSecond: number | null = 1e6) {
  const asked: number[] = [];
  const reranker: ConfiguredReranker = {
    modelId: 'm',
    name: 'Ranks',
    outside: null,
    budgetMs: 1_000,
    pace: () => ({ readTokensPerSecond: tokensPerSecond, writtenTokensPerSecond: null, loadMs: null }),
    throwsOut: () => false,
    reranker: {
      provider: 'openai',
      model: 'ranks',
      rank(_question, texts) {
        asked.push(texts.length);
        return Promise.resolve(texts.map((_text, index) => index));
      },
    },
    ...more,
  };
  const log = { info: () => undefined, warn: () => undefined };
  return { asked, rerank: createReranking(() => reranker, log) };
}
const ids = (passages: readonly RetrievedPassage[]) => passages.map(({ id }) => id);

it('reads as many as its pace allows in its time; the others follow in their order', async () => {
  const { asked, rerank } = configured({}, 200); // two passages of about 80 tokens with the question
  const { passages, use } = await rerank('Quand ?', FOUND, signal);
  expect(asked).toEqual([2]);
  expect(ids(passages)).toEqual([2, 1, 3, 4, 5, 6]);
  expect(use).toEqual({ model: 'Ranks', passages: 2, leftOut: null });
});

it('is not asked where it would read less than two, nor where it throws out the model that answers', async () => {
  const slow = configured({}, 60);
  expect(await slow.rerank('Quand ?', FOUND, signal)).toEqual({
    passages: FOUND,
    use: { model: 'Ranks', passages: 0, leftOut: 'slow' },
  });
  const crowded = configured({ throwsOut: () => true });
  expect((await crowded.rerank('Quand ?', FOUND, signal)).use?.leftOut).toBe('one_model');
  expect([slow.asked, crowded.asked]).toEqual([[], []]);
});

it('changes the order alone: what may support an answer, and how well, is as it was', async () => {
  const found = [...FOUND, passage(7, { relevant: false, relevance: 0.1 })];
  const { passages } = await configured().rerank('Quand ?', found, signal);
  expect(ids(passages)).not.toEqual(ids(found));
  expect(passages.at(-1)?.id).toBe(7);
  expect(passages.toSorted((one, other) => one.id - other.id)).toEqual(found);
});

it('of unknown pace reads some to their end, also when that comes late', async () => {
  const signals: AbortSignal[] = [];
  const finish: (() => void)[] = [];
  const reranker: ConfiguredReranker['reranker'] = {
    provider: 'openai',
    model: 'ranks',
    rank(_question, texts, options) {
      signals.push(options.signal);
      return new Promise(resolve => finish.push(() => resolve(texts.map(() => 0))));
    },
  };
  const slow = configured({ budgetMs: 20, reranker }, null);
  expect((await slow.rerank('Quand ?', FOUND, signal)).use?.leftOut).toBe('late');
  const known = configured({ budgetMs: 20, reranker });
  expect((await known.rerank('Quand ?', FOUND, signal)).use?.leftOut).toBe('late');
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  for (const end of finish) end();
});

it('outside reads no personal value where they are hidden; here it reads what is there', async () => {
  const read: string[] = [];
  const reranker: ConfiguredReranker['reranker'] = {
    provider: 'openai',
    model: 'ranks',
    rank(question, texts) {
      read.push(question, ...texts);
      return Promise.resolve(texts.map((_text, index) => index));
    },
  };
  const hide = (text: string, host: string) => text.replaceAll(/Quand|Passage/gu, host);
  await configured({ reranker, outside: 'api.example' }).rerank('Quand ?', FOUND, signal, hide);
  expect(read.join(' ')).not.toMatch(/Quand|Passage/u);
  expect(read[0]).toBe('api.example ?');
  read.length = 0;
  await configured({ reranker }).rerank('Quand ?', FOUND, signal, hide);
  expect(read[0]).toBe('Quand ?');
});
