import { afterAll, describe, expect, it } from 'vitest';
import { fieldIsPresent, openField } from './field-files.ts';

describe.skipIf(!fieldIsPresent)('Word files that failed elsewhere', () => {
  const field = openField();
  afterAll(() => field.close());

  const linesOf = async (name: string): Promise<string[]> => (await field.read(name)).text.split(/\n+/u);

  it('a contract has the numbers of its articles and clauses', async () => {
    const lines = await linesOf('auto-numbered-contract.docx');
    const at = lines.indexOf('Article 3. Rent');
    expect(lines.slice(at, at + 4)).toEqual([
      'Article 3. Rent',
      'This article is part of the lease.',
      '3.1 The rent is 840 euros a month.',
      '3.2 Exceptions to the article on rent are agreed in writing.',
    ]);
    expect(lines.filter(line => line.startsWith('Article'))).toHaveLength(6);
  });

  it('a passage about an article says which one it is', async () => {
    const { passages } = await field.read('auto-numbered-contract.docx');
    const rent = passages.find(({ text }) => text.includes('840 euros'));
    expect(`${rent?.heading} ${rent?.text}`).toContain('Article 3. Rent');
  });

  it('numbered headings have their numbers', async () => {
    const { text, blocks } = await field.read('auto-numbered-headings.docx');
    const headings = blocks.filter(({ kind }) => kind === 'heading');
    expect(headings.map(({ start, end, level }) => [text.slice(start, end), level])).toEqual([
      ['1 Scope', 1],
      ['1.1 Boats concerned', 2],
      ['1.2 Boats excluded', 2],
      ['2 Safety', 1],
      ['2.1 Life jackets', 2],
      ['2.2 Flares', 2],
      ['3 Insurance', 1],
    ]);
  });

  it('a list starts where it says, in Roman figures', async () => {
    expect(await linesOf('list-starting-at-IV.docx')).toEqual([
      'IV. Kayaks are stored on the north rack.',
      'V. Canoes are stored on the south rack.',
    ]);
  });

  it('header and footer are there once, the base of ruby is kept, hidden and deleted text is not', async () => {
    expect(await linesOf('word-mix.docx')).toEqual([
      'Header Harbour Authority 9917',
      'The city is 東京.',
      'The fee is 45 euros.',
      'The dock master is named in this control: Ottilie.',
      'See annex Q and pier-side. Software. A B',
      'C✓',
      'Footer version of 12 May 2023',
    ]);
  });
});
