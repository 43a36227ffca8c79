import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../../tests/documents/invariants.ts';
import { extractDocx } from '../../../../../tests/support/office-readers.ts';
import { paragraph, run, wordFile } from '../../../../../tests/support/word-file.ts';
import { chunkDocument } from '../../chunker.ts';
import type { ExtractedDocument } from '../../ports.ts';

const BREAK = '<w:r><w:lastRenderedPageBreak/></w:r>';

function cell(text: string, properties = ''): string {
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
}

const row = (cells: readonly string[], properties = ''): string =>
  `<w:tr><w:trPr>${properties}</w:trPr>${cells.join('')}</w:tr>`;
const span = (columns: number): string => `<w:gridSpan w:val="${columns}"/>`;
const START = '<w:vMerge w:val="restart"/>';
const GOES_ON = '<w:vMerge/>';

async function read(...rows: string[]): Promise<ExtractedDocument> {
  const document = await extractDocx(wordFile(`<w:tbl>${rows.join('')}</w:tbl>`));
  expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
  return document;
}

const tableOf = async (...rows: string[]): Promise<string[]> =>
  (await read(...rows)).text.split('\n').filter(line => !line.includes('---'));

describe('tables of Word', () => {
  it('repeat a value in each row that its cell covers, and keep the others in their column', async () => {
    expect(
      await tableOf(
        row([cell('Basin'), cell('Season'), cell('Boats'), cell('Fee')]),
        row([cell('North', START), cell('Summer'), cell('41'), cell('120', START)]),
        row([cell('', GOES_ON), cell('Winter'), cell('17'), cell('', GOES_ON)]),
        row([cell('South', START), cell('Summer'), cell('50'), cell('95')]),
        row([cell('', GOES_ON), cell('Winter'), cell('22'), cell('60')]),
      ),
    ).toEqual([
      '| Basin | Season | Boats | Fee |',
      '| North | Summer | 41 | 120 |',
      '| North | Winter | 17 | 120 |',
      '| South | Summer | 50 | 95 |',
      '| South | Winter | 22 | 60 |',
    ]);
  });

  it('keep columns below cells that are merged across', async () => {
    expect(
      await tableOf(
        row([cell('a'), cell('b'), cell('c')]),
        row([cell('wide', span(2)), cell('1')]),
        row([cell('2'), cell('3'), cell('4')]),
        row([cell('old'), cell('way', '<w:hMerge w:val="restart"/>'), cell('', '<w:hMerge/>')]),
      ),
    ).toEqual(['| a | b | c |', '| wide |  | 1 |', '| 2 | 3 | 4 |', '| old | way |  |']);
  });

  it('merge both ways at once', async () => {
    expect(
      await tableOf(
        row([cell('a'), cell('b'), cell('c')]),
        row([cell('block', span(2) + START), cell('1')]),
        row([cell('', span(2) + GOES_ON), cell('2')]),
        row([cell('x'), cell('y'), cell('3')]),
      ),
    ).toEqual(['| a | b | c |', '| block |  | 1 |', '| block |  | 2 |', '| x | y | 3 |']);
  });

  it('leave out columns of the grid in which no cell starts, and keep the places of rows that start late', async () => {
    expect(
      await tableOf(
        row([cell('Name', span(3)), cell('Value', span(5))]),
        row([cell('Draught', span(3)), cell('1.8', span(5))]),
        row([cell('only a value', span(5))], '<w:gridBefore w:val="3"/>'),
      ),
    ).toEqual(['| Name | Value |', '| Draught | 1.8 |', '|  | only a value |']);
  });

  it('take a cell that goes on with nothing for a cell', async () => {
    expect(await tableOf(row([cell('a'), cell('b', GOES_ON)]), row([cell('c'), cell('d')]))).toEqual([
      '| a | b |',
      '| c | d |',
    ]);
  });

  it('name columns by all the rows of the head', async () => {
    const head = '<w:tblHeader/>';
    expect(
      await tableOf(
        row([cell('Basin', START), cell('Winter', span(2))], head),
        row([cell('', GOES_ON), cell('Boats'), cell('Fee')], head),
        row([cell('North'), cell('17'), cell('75')]),
      ),
    ).toEqual(['| Basin | Winter / Boats | Winter / Fee |', '| North | 17 | 75 |']);
  });

  it('leave out rows and cells that were deleted, and hidden rows', async () => {
    expect(
      await tableOf(
        row([cell('a'), cell('b')]),
        row([cell('DELETED'), cell('x')], '<w:del w:id="1"/>'),
        row([cell('HIDDEN'), cell('x')], '<w:hidden/>'),
        row([cell('c'), cell('GONE', '<w:cellDel w:id="2"/>')]),
      ),
    ).toEqual(['| a | b |', '| c |  |']);
  });

  it('keep a table within a cell in its row', async () => {
    const inner = `<w:tbl>${row([cell('e'), cell('f')])}${row([cell('g'), cell('h')])}</w:tbl>`;
    expect(
      await tableOf(row([cell('a'), cell('b')]), row([cell('d'), `<w:tc>${inner}${paragraph('')}</w:tc>`])),
    ).toEqual(['| a | b |', '| d | e, f; g, h |']);
  });

  it('are read as text where they only place it', async () => {
    expect((await read(row([cell('first')]), row([cell('second')]))).blocks.map(({ kind }) => kind)).toEqual([
      'paragraph',
      'paragraph',
    ]);
    const heading = `<w:tc>${paragraph(run('Heading'), '<w:outlineLvl w:val="0"/>')}</w:tc>`;
    expect((await read(row([heading, cell('text')]))).blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
    ]);
  });

  it('keep their columns when the names of these are written as headings', async () => {
    const named = (text: string): string =>
      `<w:tc>${paragraph(run(text), '<w:outlineLvl w:val="2"/>')}</w:tc>`;
    expect(await tableOf(row([named('Basin'), named('Boats')]), row([cell('North'), cell('41')]))).toEqual([
      '| Basin | Boats |',
      '| North | 41 |',
    ]);
  });

  it('start a page once where all cells of a row say so, before that row', async () => {
    const document = await read(
      row([cell('a'), cell('b')]),
      row([cell('c', START), cell('d')]),
      row([cell('', GOES_ON), `<w:tc>${paragraph(`${BREAK}${run('f')}`)}</w:tc>`]),
      row([
        `<w:tc>${paragraph(`${BREAK}${run('g')}`)}</w:tc>`,
        `<w:tc>${paragraph(`${BREAK}${run('h')}`)}</w:tc>`,
      ]),
    );
    expect(document.pages.map(({ start, end }) => document.text.slice(start, end).trim())).toEqual([
      '| a | b |\n| --- | --- |\n| c | d |',
      '| c | f |',
      '| g | h |',
    ]);
  });

  it('keep their notes after them, once', async () => {
    const note = '<w:r><w:footnoteReference w:id="5"/></w:r>';
    const body = `<w:tbl>${row([cell('a'), `<w:tc><w:tcPr>${START}</w:tcPr>${paragraph(`${run('b')}${note}`)}</w:tc>`])}${row([cell('c'), cell('', GOES_ON)])}</w:tbl>`;
    const footnotes = `<w:footnote w:id="5">${paragraph('Before tax')}</w:footnote>`;
    const { text } = await extractDocx(wordFile(body, { f: { kind: 'footnotes', content: footnotes } }));
    expect(text).toBe('| a | b[1] |\n| --- | --- |\n| c | b[1] |\n\n[1] Before tax');
  });
});
