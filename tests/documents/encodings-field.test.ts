import { afterAll, describe, expect, it } from 'vitest';
import { fieldIsPresent, openField } from './field-files.ts';

describe.skipIf(!fieldIsPresent)('texts in wide encodings', () => {
  const field = openField();
  afterAll(() => field.close());

  it.each([
    'notepad-unicode-utf16le.txt',
    'utf16le-nobom.txt',
    'utf16be-bom.txt',
    'utf32le-bom.txt',
    'csv-excel-unicode-text.csv',
    'page-utf16le.html',
  ])('%s is read', async name => {
    const { text, mediaType, warnings } = await field.read(name);
    expect(text).toContain('9:15');
    expect(text).not.toMatch(/[\0\ufffd]/u);
    const kind = name.endsWith('html') ? 'html' : name.endsWith('csv') ? 'csv' : 'plain';
    expect(mediaType).toBe(`text/${kind}`);
    expect(warnings).toEqual([]);
  });
});
