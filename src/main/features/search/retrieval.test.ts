import { expect, it } from 'vitest';
import type { KeywordResult } from '#main/index/ports.ts';
import { createRetriever } from './retrieval.ts';
import type { FoundChunk } from './store.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';

const scope = { clientId: plantedId('client'), chatbotId: plantedId('bot') };
const { signal } = new AbortController();

const passage = (id: number): FoundChunk => ({
  id,
  documentId: plantedId('document'),
  contentHash: 'hash',
  ordinal: id,
  title: 'Guide',
  page: null,
  heading: null,
  tableHeader: null,
  text: `Passage ${id}`,
  start: 0,
  end: 9,
  edited: false,
});

/** A base in which the words of each wording find one passage, numbered by when it is first searched. */
function retrieverOf(searched: string[], failure: Error | null = null) {
  return createRetriever({
    store: {
      chunks: (_client, ids) => new Map(ids.map(id => [id, passage(id)])),
      documentFilter: () => null,
      documentsOf: () => [],
      embeddingState: () => null,
      identities: () => new Map(),
      narrowed: () => null,
      vectorsOf: () => [],
    },
    keywords: {
      search(_scope, wording): Promise<KeywordResult> {
        if (failure !== null) return Promise.reject(failure);
        const chunkId = searched.push(wording);
        const hit = { chunkId, documentId: 'document', score: 1, coverage: 1 };
        return Promise.resolve({
          hits: [hit],
          searched: { terms: [], passages: 1 },
          language: 'fr',
          corrections: [],
        });
      },
    },
    vectors: { search: () => Promise.resolve([]) },
    embedQuery: () => Promise.resolve(null),
    onVectorFailure: () => undefined,
    log: { warn: () => undefined },
  });
}

it('looks for the words of a further wording alone, and brings what both found', async () => {
  const searched: string[] = [];
  const retriever = retrieverOf(searched);
  const before = await retriever.retrieve(scope, ['congés'], 5, signal);
  const { passages } = await retriever.retrieve(scope, ['leave', 'congés'], 5, signal, { before });
  expect(searched).toEqual(['congés', 'leave']);
  expect(passages.map(({ id }) => id).toSorted()).toEqual([1, 2]);
});

it('does not look again for what was looked for ahead; other words are looked for', async () => {
  const searched: string[] = [];
  const retriever = retrieverOf(searched);
  const before = retriever.lookAhead(scope, 'congés', 5);
  expect(searched).toEqual(['congés']);
  const { passages, mode } = await retriever.retrieve(scope, ['congés'], 5, signal, { before });
  expect(searched).toEqual(['congés']);
  expect(passages.map(({ id }) => id)).toEqual([1]);
  expect(mode).toBe('keyword');
  await retriever.retrieve(scope, ['congés payés'], 5, signal, { before });
  expect(searched).toEqual(['congés', 'congés payés']);
});

it('tells whoever retrieves it that looking ahead failed, and nobody else', async () => {
  const retriever = retrieverOf([], new Error('no index'));
  const before = retriever.lookAhead(scope, 'congés', 5);
  await new Promise(resolve => setImmediate(resolve));
  await expect(retriever.retrieve(scope, ['congés'], 5, signal, { before })).rejects.toThrow('no index');
});

it('leaves meaning out where words are to be searched alone, and else tells what it found', async () => {
  const embedded: string[] = [];
  const retriever = createRetriever({
    store: {
      chunks: (_client, ids) => new Map(ids.map(id => [id, passage(id)])),
      documentFilter: () => null,
      documentsOf: () => [],
      embeddingState: () => null,
      identities: () => new Map(),
      narrowed: () => null,
      vectorsOf: () => [],
    },
    keywords: {
      search: () =>
        Promise.resolve({ hits: [], searched: { terms: [], passages: 1 }, language: 'fr', corrections: [] }),
    },
    vectors: { search: () => Promise.resolve([{ chunkId: 7, documentId: 'document', similarity: 0.9 }]) },
    embedQuery(_client, query) {
      embedded.push(query);
      const background = { mean: 0.3, deviation: 0.1 };
      return Promise.resolve({ fingerprint: 'f', vector: new Float32Array([1]), background });
    },
    onVectorFailure: () => undefined,
    log: { warn: () => undefined },
  });
  const alone = await retriever.retrieve(scope, ['vacances'], 5, signal, { meaning: false });
  expect(alone).toMatchObject({ mode: 'keyword', byMeaning: null, passages: [] });
  expect(embedded).toEqual([]);
  const both = await retriever.retrieve(scope, ['vacances'], 5, signal);
  expect(both).toMatchObject({ mode: 'hybrid', byMeaning: [{ chunkId: 7, similarity: 0.9 }] });
  expect(both.passages.map(({ id }) => id)).toEqual([7]);
});

it('looks by words and by meaning among the documents of a narrowing alone', async () => {
  const among = [plantedId('one'), plantedId('other')];
  const part = { sql: 'SELECT those', parameters: [] };
  const asked: unknown[] = [];
  const retriever = createRetriever({
    store: {
      chunks: () => new Map(),
      documentFilter: () => null,
      documentsOf: asked => (asked === part ? among : []),
      embeddingState: () => null,
      identities: () => new Map(),
      narrowed: (_client, _chatbot, { type }) => (type === 'pdf' ? part : null),
      vectorsOf: () => [],
    },
    keywords: {
      search(_scope, _wording, { within }) {
        asked.push(within);
        return Promise.resolve({
          hits: [],
          searched: { terms: [], passages: 1 },
          language: 'fr',
          corrections: [],
        });
      },
    },
    vectors: {
      search(_client, _fingerprint, _vector, { documentIds }) {
        asked.push(documentIds);
        return Promise.resolve([]);
      },
    },
    embedQuery: () =>
      Promise.resolve({
        fingerprint: 'f',
        vector: new Float32Array(2),
        background: { mean: 0, deviation: 1 },
      }),
    onVectorFailure: () => undefined,
    log: { warn: () => undefined },
  });
  await retriever.retrieve(scope, ['congés'], 5, signal, { narrowing: { type: 'pdf' } });
  expect(asked).toEqual([part, among]);
  await retriever.retrieve(scope, ['congés'], 5, signal, { narrowing: {} });
  expect(asked.slice(2)).toEqual([null, null]);
});
