import { expect, it } from 'vitest';
import { pagesOfPlace, pagesOfSource, quoteOnOneLine, shownPlaces } from './source-pages.ts';

const at = (page: number | null, pageEnd = page, cited = true) => ({ page, pageEnd, cited });

it('names the page of words, and both where they span', () => {
  expect(pagesOfPlace(at(9))).toBe('9');
  expect(pagesOfPlace(at(9, 10))).toBe('9–10');
  expect(pagesOfPlace(at(9, null))).toBe('9');
  expect(pagesOfPlace(at(null))).toBeNull();
});

it('names the pages a source is cited from, each once and in order', () => {
  expect(pagesOfSource([at(9, 10), at(3), at(9, 10), at(12, 12, false)])).toBe('3, 9–10');
  expect(pagesOfSource([at(12, 12, false)])).toBe('12');
  expect(pagesOfSource([at(4), at(4, 5), at(5)])).toBe('4–5');
  expect(pagesOfSource([at(null)])).toBeNull();
  expect(pagesOfSource([1, 2, 3, 4, 5].map(page => at(page)))).toBe('1, 2, 3, 4…');
});

it('shows the places that are cited, or all', () => {
  expect(shownPlaces([at(1), at(2, 2, false)])).toEqual([at(1)]);
  expect(shownPlaces([at(2, 2, false)])).toHaveLength(1);
});

it('puts words on one line, and a row without its outer bars', () => {
  expect(quoteOnOneLine(' Un\n  mot ')).toBe('Un mot');
  expect(quoteOnOneLine('| Lima | 21 € |')).toBe('Lima | 21 €');
});
