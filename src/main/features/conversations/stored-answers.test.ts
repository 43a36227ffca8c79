import { describe, expect, it } from 'vitest';
import type { MessageMetadata, Source } from '#shared/contract/messages.ts';
import { readAnswer } from './stored-answers.ts';

const documents = {
  badlyRecognised: () => null,
  writtenByOffice: () => null,
  contentOf: () => new Map<string, string>(),
  pagesAt: (id: string, spans: readonly unknown[]) =>
    spans.map(() => (id === 'gone' ? { page: null, pageEnd: null } : { page: 9, pageEnd: 10 })),
};

const RULES = 'La pause dure 45 minutes. Elle est payée par la maison. Le badge est remis le premier jour.';

/** As rows of before have them: one source for each passage, numbered by rank. */
function old(number: number, documentId: string, quote: string, start: number, cited: boolean): Source {
  const row = {
    number,
    documentId,
    title: documentId,
    page: 2,
    heading: null,
    quote,
    start,
    end: start + quote.length,
    score: 1,
    cited,
  };
  return row as unknown as Source;
}

function read(content: string, sources: Source[], metadata: MessageMetadata = {}) {
  return readAnswer({ content, sources, metadata }, documents);
}

describe('an answer kept in the shape of before', () => {
  it('is shown with numbers in order, sources by document, and the sentence instead of the passage', () => {
    const { content, sources, metadata } = read('Un parking [3]. La pause dure 45 minutes [1].', [
      old(1, 'rules', RULES, 100, true),
      old(2, 'rules', 'Rien de tel.', 900, false),
      old(3, 'gone', 'Il y a un parking. Il est grand.', 0, true),
    ]);
    expect(content).toBe('Un parking [1]. La pause dure 45 minutes [2].');
    expect(sources).toMatchObject([
      { number: 1, documentId: 'gone', page: 2, pageEnd: 2, places: [{ quote: 'Il y a un parking.' }] },
      {
        number: 2,
        documentId: 'rules',
        quote: 'La pause dure 45 minutes.',
        start: 100,
        page: 9,
        pageEnd: 10,
        places: [{ cited: true }, { cited: false }],
      },
    ]);
    expect(metadata.citations).toHaveLength(2);
  });

  it('keeps what was marked as unverified in its place, and no citation of nothing', () => {
    const { content, metadata } = read(
      '« huit jours pour tous » [1] [7].',
      [old(1, 'rules', RULES, 0, true)],
      { unverified: ['huit jours pour tous', '[7]'] },
    );
    expect(content).toBe('« huit jours pour tous » [1].');
    expect(metadata.doubts).toEqual([{ kind: 'quotation', start: 2, end: 22 }]);
    expect(metadata.unverified).toEqual(['huit jours pour tous', '[7]']);
  });

  it('is read quickly, however long the conversation', () => {
    const passages = Array.from({ length: 8 }, (_, at) =>
      old(at + 1, `d${at}`, `${RULES} `.repeat(14), 0, at < 3),
    );
    const started = performance.now();
    for (let answer = 0; answer < 50; answer += 1) read('Un [1]. Deux [2]. Trois [3].', passages);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

it('an answer of the present shape, or without sources, is left as it is', () => {
  const present = { content: '[3]', sources: [], metadata: {} };
  expect(readAnswer(present, documents)).toBe(present);
  const { sources } = read('La pause dure 45 minutes [1].', [old(1, 'rules', RULES, 0, true)]);
  const row = { content: 'x [1]', sources, metadata: {} };
  expect(readAnswer(row, documents)).toBe(row);
});
