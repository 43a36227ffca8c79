import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { clients, documents, documentTexts } from '#main/db/schema/index.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { createCopies } from './copies.ts';
import { createPageLookup } from './page-lookup.ts';

const AT = '2026-11-25T09:00:00.000Z';
const PAGE = 2_400; // characters

let opened: ReturnType<typeof openTemporaryDatabase>;
beforeEach(() => {
  opened = openTemporaryDatabase();
  opened.database
    .insert(clients)
    .values({
      id: 'office',
      name: 'Office',
      timeZone: 'Europe/Paris',
      active: true,
      createdAt: AT,
      updatedAt: AT,
    })
    .run();
});
afterEach(() => opened.close());

function store(id: string, text: string, pageCount: number, contentHash = id): void {
  const { database } = opened;
  database
    .insert(documents)
    .values({
      id, clientId: 'office', fileName: `${id}.pdf`, title: id, contentHash, size: 1, state: 'ready', passageCount: 1,
      origin: 'upload', createdAt: AT, updatedAt: AT,
    })
    .run(); // prettier-ignore
  const pages = Array.from({ length: pageCount }, (_, index) => ({
    number: index + 1,
    start: index * PAGE,
    end: (index + 1) * PAGE,
  }));
  database.insert(documentTexts).values({ documentId: id, text, pages, blocks: [] }).run();
}

describe('the pages of words', () => {
  it('are those on which they begin and end', () => {
    store('book', 'x'.repeat(PAGE * 619), 619);
    const lookup = createPageLookup(opened.database);
    const started = performance.now();
    expect(
      lookup.pagesAt('book', [
        { start: 0, end: 10 },
        { start: PAGE - 5, end: PAGE },
        { start: PAGE - 5, end: PAGE + 1 },
        { start: PAGE * 8, end: PAGE * 8 + 40 },
        { start: PAGE * 618 + 1, end: PAGE * 619 },
      ]),
    ).toEqual([
      { page: 1, pageEnd: 1 },
      { page: 1, pageEnd: 1 },
      { page: 1, pageEnd: 2 },
      { page: 9, pageEnd: 9 },
      { page: 619, pageEnd: 619 },
    ]);
    for (let answer = 0; answer < 1_000; answer += 1)
      lookup.pagesAt('book', [{ start: answer, end: answer + 9 }]);
    expect(performance.now() - started).toBeLessThan(1_000); // read once
  });

  it('follow a document that is read again, and are unknown without pages or document', () => {
    store('letter', 'x'.repeat(PAGE * 2), 2);
    store('note', 'x', 0);
    const lookup = createPageLookup(opened.database);
    const span = [{ start: PAGE + 1, end: PAGE + 2 }];
    expect(lookup.pagesAt('letter', span)).toEqual([{ page: 2, pageEnd: 2 }]);
    const pages = [{ number: 1, start: 0, end: PAGE * 2 }];
    opened.database.update(documentTexts).set({ pages }).where(eq(documentTexts.documentId, 'letter')).run();
    opened.database
      .update(documents)
      .set({ updatedAt: '2026-11-26T09:00:00.000Z' })
      .where(eq(documents.id, 'letter'))
      .run();
    expect(lookup.pagesAt('letter', span)).toEqual([{ page: 1, pageEnd: 1 }]);
    expect(lookup.pagesAt('note', span)).toEqual([{ page: null, pageEnd: null }]);
    expect(lookup.pagesAt('gone', span)).toEqual([{ page: null, pageEnd: null }]);
  });
});

it('copies have the same content: the same bytes, or the same text in other bytes', () => {
  store('one', 'Le même texte.', 0, 'aaa');
  store('saved-again', 'Le même texte.', 0, 'bbb');
  store('as-long', 'Un autre mot !', 0, 'ccc');
  const contents = createCopies(opened.database).contentOf(['one', 'saved-again', 'as-long', 'gone']);
  expect(contents.get('saved-again')).toBe(contents.get('one'));
  expect(contents.get('as-long')).not.toBe(contents.get('one'));
  expect(contents.has('gone')).toBe(false);
});
