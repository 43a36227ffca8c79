import { afterAll, describe, expect, it } from 'vitest';
import { fieldIsPresent, openField } from './field-files.ts';

describe.skipIf(!fieldIsPresent)('web pages and Markdown that failed elsewhere', () => {
  const field = openField();
  afterAll(() => field.close());

  const textOf = async (name: string): Promise<string> => (await field.read(name)).text;

  it.each(['rowspan-table.html', 'rowspan-table.md'])('%s keeps each value in its column', async name => {
    const text = await textOf(name);
    expect(text).toContain('| Basin | Season | Boats | Fee |\n| --- | --- | --- | --- |\n');
    expect(text).toContain('| North | Summer | 41 | 120 |\n| North | Winter | 17 | 75 |');
    if (name.endsWith('html')) expect(text).toContain('| South | Winter | 22 | 60 |');
  });

  it('a table over several lines of Markdown is a table', async () => {
    expect(await textOf('html-table-multiline.md')).toBe(
      'Basins\n\nText before.\n\n| Basin | Boats |\n| --- | --- |\n| North | 41 |\n\nText after.',
    );
  });

  it('HTML inside Markdown keeps words apart and hides what a browser hides', async () => {
    expect(await textOf('inline-html.md')).toBe(
      [
        'Notes',
        'First line second line third line.',
        'More',
        'The gate code is 4471.',
        'alpha',
        'beta',
        '- one\n- two',
        '| Key | Value |\n| --- | --- |\n| colour | red blue |',
        'Term with code and Ctrl+C, a footnote, H2O.',
        'The footnote says 99.',
      ].join('\n\n'),
    );
  });

  it('lists go on counting where they say so', async () => {
    expect(await textOf('list-resumed.md')).toBe(
      'Steps\n\n1. Install the pump.\n2. Set the float.\n\nWait for ten minutes.\n\n3. Run the test.\n4. Check the outlet.',
    );
    expect(await textOf('list-resumed.html')).toBe(
      '1. Install the pump.\n2. Set the float.\n\nWait.\n\n3. Run the test.\n7. Check the outlet.\n\na. alpha clause\n\n2. x\n1. y',
    );
  });
});
