import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { readRetrievalSet } from './retrieval-set.ts';
import { runEvaluation } from './run-evaluation.ts';

let folder: ReturnType<typeof temporaryFolder>;
const write = (file: string, lines: readonly string[]): void =>
  writeFileSync(join(folder.path, file), lines.join('\n'));

beforeEach(() => {
  folder = temporaryFolder();
  write('corpus.jsonl', [
    '{"id":"d1","title":"One","text":"first"}',
    '{"_id":2,"text":"second"}',
    '{"id":"d3","title":"","text":"first"}',
  ]);
  write('queries.jsonl', [
    '{"id":"q1","text":"first?"}',
    '{"id":"q2","text":"second?"}',
    '{"id":"q3","text":"unjudged"}',
  ]);
  write('qrels.tsv', ['query-id\tcorpus-id\tscore', 'q1\td3\t1', 'q2\t2\t1']);
});

afterEach(() => folder.remove());

describe('readRetrievalSet', () => {
  it('reads the layout of BEIR', async () => {
    const set = await readRetrievalSet(folder.path);
    expect(set.documents[1]).toEqual({ id: '2', title: '', text: 'second' });
    expect(set.typoQueries).toBeNull();
    expect(set.judgements.get('q1')).toEqual(new Map([['d3', 1]]));
  });

  it('reads judgements in the form of TREC', async () => {
    write('qrels.tsv', ['q1\t0\td1\t2', '']);
    expect((await readRetrievalSet(folder.path)).judgements.get('q1')).toEqual(new Map([['d1', 2]]));
  });

  it.each(['corpus.jsonl', 'queries.jsonl', 'qrels.tsv'])('names %s when it is missing', async file => {
    rmSync(join(folder.path, file));
    await expect(readRetrievalSet(folder.path)).rejects.toMatchObject({
      code: 'path.not_found',
      details: { file },
    });
  });

  it.each([
    ['corpus.jsonl', ['{"id":"a","text":"x"}', '{broken'], 2],
    ['corpus.jsonl', ['{"id":"a","text":"x"}', '', '{"id":"a","text":"y"}'], 3],
    ['queries.jsonl', ['{"id":"a"}'], 1],
    ['queries.jsonl', ['{"text":"no id"}'], 1],
    ['queries.jsonl', [''], 1],
    ['qrels.tsv', ['query-id\tcorpus-id\tscore', 'q1 d1 1'], 2],
    ['qrels.tsv', ['query-id\tcorpus-id\tscore', 'zz\td1\t1'], 1],
  ])('names file and line of what is wrong: %s %j', async (file, lines, line) => {
    write(file, lines);
    await expect(readRetrievalSet(folder.path)).rejects.toMatchObject({
      code: 'request.invalid',
      details: { file, line },
    });
  });
});

describe('runEvaluation', () => {
  const ingest = (documents: readonly { text: string }[]) =>
    Promise.resolve(documents.map(({ text }) => `stored ${text}`));

  it('ranks documents by their best passage, counts twins by either id, and leaves out what nobody judged', async () => {
    const asked: string[] = [];
    const result = await runEvaluation({
      directory: folder.path,
      ingest,
      search(query) {
        asked.push(query);
        const ids =
          query === 'first?' ? ['stored second', 'stored second', 'stored first'] : ['stored second'];
        return Promise.resolve(ids.map(documentId => ({ documentId })));
      },
      signal: new AbortController().signal,
    });
    expect(asked).toEqual(['first?', 'second?']);
    // q1: second, then the twins d1 and d3 (relevant): rank 3. q2: rank 1.
    expect(result.queries).toMatchObject({ queries: 2, recall10: 1, hit10: 1 });
    expect(result.queries.mrr10).toBeCloseTo((1 / 3 + 1) / 2, 12);
    expect(result.typoQueries).toBeNull();
  });

  it('measures the queries with typos beside the others', async () => {
    write('queries_typo.jsonl', ['{"id":"q1","text":"frist?"}', '{"id":"q2","text":"secnod?"}']);
    const result = await runEvaluation({
      directory: folder.path,
      ingest,
      search: query => Promise.resolve(query === 'secnod?' ? [{ documentId: 'stored second' }] : []),
      signal: new AbortController().signal,
    });
    expect(result.queries.hit10).toBe(0);
    expect(result.typoQueries?.hit10).toBe(0.5);
  });

  it('stops when told', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let searches = 0;
    const run = runEvaluation({
      directory: folder.path,
      ingest,
      search() {
        searches += 1;
        controller.abort(reason);
        return Promise.resolve([]);
      },
      signal: controller.signal,
    });
    await expect(run).rejects.toBe(reason);
    expect(searches).toBe(1);
  });
});
