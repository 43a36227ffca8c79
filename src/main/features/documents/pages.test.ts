import { describe, expect, it } from 'vitest';
import { pageOf } from './pages.ts';

const meta = {
  documentId: 'd',
  title: 'T',
  fileName: 'T.pdf',
  mediaType: null,
  canBeDrawn: false,
  isLocked: false,
};
const paragraph = (start: number, end: number) => ({ kind: 'paragraph' as const, level: null, start, end });

describe('pageOf', () => {
  const paged = {
    text: 'page one.page two.',
    pages: [
      { number: 1, start: 0, end: 9 },
      { number: 2, start: 9, end: 18 },
    ],
    blocks: [paragraph(0, 9), paragraph(9, 18)],
  };

  it('gives a page by number or by an offset it holds', () => {
    expect(pageOf(paged, { page: 2, offset: undefined }, meta).blocks[0]?.text).toBe('page two.');
    expect(pageOf(paged, { page: undefined, offset: 8 }, meta).page).toBe(1);
    expect(pageOf(paged, { page: undefined, offset: 9 }, meta).page).toBe(2);
    expect(pageOf(paged, { page: undefined, offset: 9_999 }, meta).page).toBe(2);
  });

  it('refuses a page that does not exist', () => {
    expect(() => pageOf(paged, { page: 3, offset: undefined }, meta)).toThrow(/No page/);
  });

  it('slices a text without pages at structure and covers every character once', () => {
    const text = 'x'.repeat(20_000);
    const blocks = Array.from({ length: 20 }, (_, index) => paragraph(index * 1_000, (index + 1) * 1_000));
    const first = pageOf({ text, pages: [], blocks }, { page: 1, offset: undefined }, meta);
    expect(first.paged).toBe(false);
    expect(first.pageCount).toBeGreaterThan(2);
    let end = 0;
    for (let page = 1; page <= first.pageCount; page += 1) {
      const slice = pageOf({ text, pages: [], blocks }, { page, offset: undefined }, meta);
      expect(slice.start).toBe(end);
      end = slice.end;
    }
    expect(end).toBe(text.length);
  });

  it('clips a block that spans two pages', () => {
    const spanning = { ...paged, blocks: [paragraph(0, 18)] };
    expect(pageOf(spanning, { page: 2, offset: undefined }, meta).blocks).toMatchObject([
      { start: 9, end: 18, text: 'page two.' },
    ]);
  });
});
