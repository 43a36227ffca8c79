import { expect, it } from 'vitest';
import { mended, mostLike, type Cut, type PassageEditRow } from './mended-passages.ts';

const TEXT = 'Un deux trois. Quatre cinq six. Sept huit neuf.';
const cut = (start: number, end: number): Cut => ({
  start,
  end,
  page: 1,
  heading: null,
  tableHeader: null,
  language: 'fr',
  text: TEXT.slice(start, end),
});
const edit = (original: string, change: Partial<PassageEditRow> = {}): PassageEditRow => ({
  id: original,
  clientId: 'client',
  documentId: 'document',
  start: TEXT.indexOf(original),
  end: TEXT.indexOf(original) + original.length,
  original,
  wordsHash: null,
  text: null,
  excluded: false,
  questions: [],
  state: 'held',
  createdAt: '',
  updatedAt: '',
  ...change,
});
/** They share “Quatre cinq six.”, as passages that are read do. */
const PASSAGES = [cut(0, 31), cut(15, TEXT.length)];

it('words that were edited or excluded stand in no neighbour that shared them', () => {
  const excluded = mended(TEXT, PASSAGES, [edit('Un deux trois. Quatre cinq six.', { excluded: true })]);
  expect(excluded.passages.map(({ text }) => text)).toEqual(['Sept huit neuf.']);
  const edited = mended(TEXT, PASSAGES, [edit('Un deux trois. Quatre cinq six.', { text: 'Un, deux, 3.' })]);
  expect(edited.passages.map(({ text, edited: byHand }) => [text, byHand])).toEqual([
    ['Un, deux, 3.', true],
    ['Sept huit neuf.', false],
  ]);
});

it('another cut keeps an edit, and what stands around it', () => {
  const { passages } = mended(
    TEXT,
    [cut(0, TEXT.length)],
    [edit('Quatre cinq six.', { text: 'Quatre à six.' })],
  );
  expect(passages.map(({ text }) => text)).toEqual(['Un deux trois.', 'Quatre à six.', 'Sept huit neuf.']);
});

it('two edits in one stored passage are two, and none has its id', () => {
  const stored = { ...cut(0, TEXT.length), id: 7 };
  const both = [
    edit('Un deux trois.', { text: 'Un à trois.' }),
    edit('Sept huit neuf.', { text: 'Sept à neuf.' }),
  ];
  const { passages } = mended(TEXT, [stored], both);
  expect(passages.map(({ text }) => text)).toEqual(['Un à trois.', 'Quatre cinq six.', 'Sept à neuf.']);
  expect(passages.filter(passage => 'id' in passage)).toEqual([]);
});

it('an edit whose words are gone changes nothing and has no place', () => {
  const gone = edit('Dix onze.', { excluded: true });
  const { passages, places } = mended(TEXT, PASSAGES, [gone]);
  expect(passages.map(({ text }) => text)).toEqual(PASSAGES.map(({ text }) => text));
  expect(places.get(gone.id)).toBeNull();
});

it('the passage that is most like others is found, and none where no word is the same', () => {
  expect(mostLike('Sept huit dix.', [cut(0, 14), cut(32, TEXT.length)])?.start).toBe(32);
  expect(mostLike('Cent mille.', PASSAGES)).toBeNull();
});
