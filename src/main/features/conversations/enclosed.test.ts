import { expect, it } from 'vitest';
import { andEnclosed, type EnclosedPassage } from './enclosed.ts';

const passage = (start: number, page: number | null): EnclosedPassage => ({
  attachmentId: 'file',
  title: 'note.pdf',
  page,
  heading: null,
  start,
  end: start + 120,
  text: 'x'.repeat(120),
});

it('words of an enclosed file are on the page of their passage, or from that to the page of the next', () => {
  const documents = {
    badlyRecognised: () => null,
    writtenByOffice: () => null,
    contentOf: () => new Map<string, string>(),
    pagesAt: () => [{ page: 7, pageEnd: 7 }],
  };
  const enclosed = [passage(0, 1), passage(100, 1), passage(200, 3)];
  const { pagesAt } = andEnclosed(documents, enclosed);
  expect(
    pagesAt('file', [
      { start: 10, end: 40 },
      { start: 110, end: 150 },
      { start: 210, end: 230 },
    ]),
  ).toEqual([
    { page: 1, pageEnd: 1 },
    { page: 1, pageEnd: 3 },
    { page: 3, pageEnd: 3 },
  ]);
  expect(andEnclosed(documents, [passage(0, null)]).pagesAt('file', [{ start: 1, end: 2 }])).toEqual([
    { page: null, pageEnd: null },
  ]);
  expect(pagesAt('other', [{ start: 1, end: 2 }])).toEqual([{ page: 7, pageEnd: 7 }]);
});
