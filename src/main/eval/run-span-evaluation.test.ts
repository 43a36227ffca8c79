import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import type { SpanHit } from './run-span-evaluation.ts';
import { coveredShare, fillContext, mergeRanges, runSpanEvaluation } from './run-span-evaluation.ts';
import { parseCsv } from './span-questions.ts';

describe('parseCsv', () => {
  it('reads quotes, commas and line ends inside quotes', () => {
    expect(parseCsv('a,b\r\n"x, ""y""\nz",\n')).toEqual([
      ['a', 'b'],
      ['x, "y"\nz', ''],
    ]);
    expect(parseCsv('a')).toEqual([['a']]);
  });
});

describe('coveredShare', () => {
  it('counts every character once', () => {
    expect(
      mergeRanges([
        { start: 5, end: 9 },
        { start: 0, end: 6 },
      ]),
    ).toEqual([{ start: 0, end: 9 }]);
    const references = [
      { start: 0, end: 10 },
      { start: 20, end: 30 },
    ];
    expect(
      coveredShare(references, [
        { start: 5, end: 25 },
        { start: 4, end: 8 },
      ]),
    ).toBeCloseTo(11 / 20, 12);
    expect(coveredShare(references, [])).toBe(0);
  });
});

describe('fillContext', () => {
  it('cuts the last passage where the words end', () => {
    const hits: SpanHit[] = [
      { documentId: 'd', start: 100, end: 107, text: 'one two' },
      { documentId: 'd', start: 200, end: 216, text: 'three  four five' },
      { documentId: 'd', start: 300, end: 303, text: 'six' },
    ];
    expect(fillContext(hits, 4)).toEqual([
      hits[0],
      { documentId: 'd', start: 200, end: 211, text: 'three  four' },
    ]);
    expect(fillContext(hits, 2)).toEqual([hits[0]]);
  });
});

describe('runSpanEvaluation', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const text = '# Title\n\nThe **cat** sat on the mat. The dog ran away.';

  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder.path, 'corpora'));
    writeFileSync(join(folder.path, 'corpora', 'pets.md'), text);
    const content = 'The dog ran away.';
    // The offsets of the set may be off: the words decide.
    const references = JSON.stringify([{ content, start_index: 3, end_index: 3 + content.length }]);
    writeFileSync(
      join(folder.path, 'questions_df.csv'),
      `question,references,corpus_id\nWho ran?,"${references.replaceAll('"', '""')}",pets\n`,
    );
  });

  afterEach(() => folder.remove());

  it.each([
    ['where the stored text is the original', text.slice(38, 46), 38, 8 / 17],
    ['where extraction dropped the markup', 'The cat sat on the mat. The dog', 0, 7 / 17],
    ['nowhere', 'The bird sang', 0, 0],
  ])('finds the passage %s', async (_where, passage, start, recall) => {
    const result = await runSpanEvaluation({
      directory: folder.path,
      ingest: documents => Promise.resolve(documents.map(document => `stored ${document.id}`)),
      search: () =>
        Promise.resolve([{ documentId: 'stored pets', start, end: start + passage.length, text: passage }]),
      signal: new AbortController().signal,
    });
    expect(result.spanRecall).toBeCloseTo(recall, 2);
  });

  it('says what is wrong with the set', async () => {
    writeFileSync(join(folder.path, 'questions_df.csv'), 'question,references,corpus_id\nWho?,[],cats\n');
    const run = runSpanEvaluation({
      directory: folder.path,
      ingest: () => Promise.resolve(['x']),
      search: () => Promise.resolve([]),
      signal: new AbortController().signal,
    });
    await expect(run).rejects.toMatchObject({ code: 'request.invalid' });
  });
});
