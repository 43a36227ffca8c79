import { drizzle } from 'drizzle-orm/better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as schema from '#main/db/schema/index.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';
import { openTemporaryKnowledgeBase } from '../../../../tests/support/temporary-knowledge-base.ts';
import { createEmbeddingTurns } from './embedding-turns.ts';
import { createSearchStore } from './store.ts';

const FINGERPRINT = 'fingerprint';
const client = plantedId('client');

let base: ReturnType<typeof openTemporaryKnowledgeBase>;
let store: ReturnType<typeof createSearchStore>;

beforeEach(() => {
  base = openTemporaryKnowledgeBase(['client']);
  base.sqlite.pragma('foreign_keys = OFF'); // answers are planted without their conversations
  store = createSearchStore(drizzle(base.sqlite, { schema }));
  for (const id of ['a', 'b', 'c', 'd'])
    base.addDocument({ clientId: 'client', id, texts: [`Un de ${id}.`, `Deux de ${id}.`] });
});
afterEach(() => base.close());

const turns = () => createEmbeddingTurns(store, client, FINGERPRINT);

function keep(passages: readonly { id: number }[]): string[] {
  store.saveVectors(
    FINGERPRINT,
    passages.map(({ id }) => ({ chunkId: id, vector: Float32Array.of(1) })),
  );
  return passages.map(passage => ('documentId' in passage ? String(passage.documentId) : ''));
}

function answerAbout(documentId: string, id: string): void {
  const source = {
    number: 1, documentId, title: '', page: null, pageEnd: null, heading: null, quote: '', start: 0, end: 1, score: 1, cited: true, places: [],
  }; // prettier-ignore
  drizzle(base.sqlite, { schema })
    .insert(schema.messages)
    .values({
      id,
      clientId: client,
      conversationId: 'x',
      sender: 'bot',
      content: '',
      status: 'complete',
      sources: [source],
      abstained: false,
      tags: [],
      metadata: {},
      createdAt: '',
    }) // prettier-ignore
    .run();
}

it('the newest documents go first, each once, in batches over several of them', () => {
  const { next } = turns();
  expect(keep(next(3))).toEqual(['d', 'd', 'c']);
  expect(keep(next(3))).toEqual(['c', 'b', 'b']);
  expect(keep(next(9))).toEqual(['a', 'a']);
  expect(next(9)).toEqual([]);
});

it('what people ask about goes among the newest', () => {
  answerAbout('a', '1');
  expect(keep(turns().next(4))).toEqual(['a', 'a', 'd', 'd']);
});

it('a document that comes meanwhile is not kept waiting behind all others', () => {
  const { next, planAnew } = turns();
  keep(next(2));
  base.addDocument({ clientId: 'client', id: 'e', texts: ['Un de e.'] });
  planAnew();
  expect(keep(next(2))).toEqual(['e', 'c']);
});

it('a passage that the model gave nothing for is not tried again, and ends nothing', () => {
  const { next } = turns();
  const [failed] = next(1);
  store.saveProblems(FINGERPRINT, [
    { chunkId: failed?.id ?? 0, kind: 'failed', failure: 'model.bad_response' },
  ]);
  expect(next(9).map(({ id }) => id)).not.toContain(failed?.id);
  expect(next(9)).toHaveLength(7);
});
