import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createExtraction } from './extraction.ts';

const MEGABYTE = 1_000_000;
const SENTENCE = 'The fee for a berth in the south basin is sixty euros – from the first of May on. ';

const repeated = (text: (index: number) => string, characters: number): string => {
  const count = Math.ceil(characters / text(0).length);
  return Array.from({ length: count }, (_, index) => text(index)).join('');
};
const row = (index: number): string =>
  `<tr><td>${index}</td><td class="n">Berth ${index % 999}</td><td>${index % 50} €</td></tr>\n`;

/** Documents as large as the limits allow, in a real reading process with its own limits. */
describe('large documents are read within the limits', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-large-'));
  const extraction = createExtraction({ processes: 1 });
  afterAll(async () => {
    await extraction.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    [
      '57,000 paragraphs, 16.3 MB',
      'paragraphs.html',
      `<html><body>${repeated(() => `<p>${SENTENCE.repeat(3).padEnd(278)}</p>`, 16.3 * MEGABYTE)}`,
      57_000,
    ],
    [
      'marked words and line ends',
      'marks.html',
      `<body>${repeated(() => `<div class="a"><p id="b">${SENTENCE}<b>${SENTENCE}</b><br><a href="/c"><i>d</i></a></p></div>`, 12 * MEGABYTE)}`,
      50_000,
    ],
    ['one paragraph', 'paragraph.html', `<p>${repeated(() => SENTENCE, 12 * MEGABYTE)}`, 1],
    ['one table', 'table.html', `<table>${repeated(row, 8 * MEGABYTE)}</table>`, 1],
    ['one list', 'list.html', `<ul>${repeated(() => '<li>one item</li>', 5 * MEGABYTE)}</ul>`, 1],
    [
      'one table within Markdown',
      'table.md',
      `# Berths\n\nAll **berths**.\n\n<table>\n${repeated(row, 8 * MEGABYTE)}</table>\n`,
      3,
    ],
    [
      'Markdown',
      'paragraphs.md',
      `# Berths\n\n${repeated(() => `${SENTENCE}**It** is due in *May*.\n\n`, 12 * MEGABYTE)}`,
      100_000,
    ],
    ['text', 'paragraphs.txt', repeated(() => `${SENTENCE.repeat(8)}\n\n`, 15 * MEGABYTE), 20_000],
  ])(
    '%s',
    async (_, fileName, content, blocks) => {
      const path = join(folder, fileName);
      writeFileSync(path, content);
      const document = await extraction.prepare({ path, fileName, signal: new AbortController().signal });
      expect(document.blocks.length).toBeGreaterThanOrEqual(blocks);
      expect(document.text.length).toBeGreaterThan(content.length / 4);
      expect(document.passages.at(-1)?.end).toBe(document.text.length);
    },
    120_000,
  );
});
