import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { createPageNumbers, type PageNumbers } from './page-numbers.ts';

const AT = '2026-01-01T00:00:00.000Z';
const LONG_PAGES = 619;
const PAGE_CHARACTERS = 2_400;

describe('the pages of words', () => {
  let base: ReturnType<typeof openTemporaryDatabase>;
  let pageNumbers: PageNumbers;

  beforeEach(() => {
    base = openTemporaryDatabase();
    pageNumbers = createPageNumbers(base.database);
    base.database.$client.exec(`insert into clients (id, name, language, active, created_at, updated_at)
      values ('c', 'Office', 'fr', 1, '${AT}', '${AT}')`);
  });
  afterEach(() => base.close());

  function keep(id: string, pages: readonly { number: number; start: number; end: number }[]): void {
    const sqlite = base.database.$client;
    sqlite
      .prepare(
        `insert or ignore into documents (id, client_id, file_name, title, content_hash, size, state, passage_count,
          origin, created_at, updated_at) values (?, 'c', 'a.pdf', 'a', ?, 1, 'ready', 1, 'upload', ?, ?)`,
      )
      .run(id, id, AT, AT);
    sqlite
      .prepare(
        "insert or replace into document_texts (document_id, text, pages, blocks) values (?, '', ?, '[]')",
      )
      .run(id, JSON.stringify(pages));
  }

  it('are the one they stand on, or the first and last that they span', () => {
    keep('d', [
      { number: 9, start: 0, end: 100 },
      { number: 10, start: 100, end: 200 },
      { number: 11, start: 200, end: 200 }, // blank
      { number: 12, start: 200, end: 300 },
    ]);
    expect(
      pageNumbers.pagesAt('d', [
        { start: 0, end: 100 },
        { start: 90, end: 101 },
        { start: 99, end: 250 },
        { start: 200, end: 210 },
        { start: 299, end: 900 },
        { start: 100, end: 100 },
      ]),
    ).toEqual([
      { page: 9, pageEnd: 9 },
      { page: 9, pageEnd: 10 },
      { page: 9, pageEnd: 12 },
      { page: 12, pageEnd: 12 },
      { page: 12, pageEnd: 12 },
      { page: 10, pageEnd: 10 },
    ]);
  });

  it('are none where there are no pages', () => {
    keep('plain', []);
    const nowhere = [{ page: null, pageEnd: null }];
    expect(pageNumbers.pagesAt('plain', [{ start: 3, end: 9 }])).toEqual(nowhere);
    expect(pageNumbers.pagesAt('unread', [{ start: 3, end: 9 }])).toEqual(nowhere);
  });

  it('are those of the last reading', () => {
    keep('d', [{ number: 1, start: 0, end: 100 }]);
    expect(pageNumbers.pagesAt('d', [{ start: 60, end: 70 }])[0]?.page).toBe(1);
    keep('d', [
      { number: 1, start: 0, end: 50 },
      { number: 2, start: 50, end: 100 },
    ]);
    pageNumbers.forget('d');
    expect(pageNumbers.pagesAt('d', [{ start: 60, end: 70 }])[0]?.page).toBe(2);
  });

  it('are right on every page of a long file, whichever others were asked about since', () => {
    const pages = Array.from({ length: LONG_PAGES }, (_, index) => ({
      number: index + 1,
      start: index * PAGE_CHARACTERS,
      end: (index + 1) * PAGE_CHARACTERS,
    }));
    keep('long', pages);
    const spans = pages.map(({ end }) => ({ start: end - 10, end: end + 10 }));
    const expected = pages.map(({ number }) => ({ page: number, pageEnd: Math.min(number + 1, LONG_PAGES) }));
    expect(pageNumbers.pagesAt('long', spans)).toEqual(expected);
    for (let other = 0; other < 100; other += 1)
      pageNumbers.pagesAt(`other ${other}`, [{ start: 0, end: 1 }]);
    expect(pageNumbers.pagesAt('long', spans)).toEqual(expected);
  });
});
