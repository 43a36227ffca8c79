import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractHtml } from '#main/ingest/formats/html.ts';
import { readPage } from '#main/crawl/reading/read-page.ts';
import { createSiteBlocks } from '#main/crawl/reading/site-blocks.ts';

/*
 * Pages in the kinds and with the markup of the systems that most sites are made with, each beside the text that is its
 * content. What is compared is what the ordinary reader of HTML makes of the page as the crawler gives it.
 */
const folder = join(import.meta.dirname, 'pages');
const names = readdirSync(folder)
  .filter(name => name.endsWith('.html'))
  .map(name => name.slice(0, -'.html'.length));
const LEAST_RECALL = 0.97;
const LEAST_PRECISION = 0.95;
const LEAST_OF_ONE = 0.85;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function shared(words: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  let count = 0;
  for (const word of words) {
    const rest = left.get(word) ?? 0;
    if (rest > 0) count += 1;
    left.set(word, rest - 1);
  }
  return words.length === 0 ? 1 : count / words.length;
}

function measure(name: string) {
  const bytes = readFileSync(join(folder, `${name}.html`));
  const source = { address: `https://example.org/${name}`, bytes, charset: null, isBeginning: false };
  const page = readPage(source, createSiteBlocks());
  const read = extractHtml(page.html);
  const found = wordsOf(read.text);
  const right = wordsOf(readFileSync(join(folder, `${name}.txt`), 'utf8'));
  return { name, recall: shared(right, found), precision: shared(found, right) };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('main content of the pages of real systems', () => {
  const measured = names.map(measure);

  it('is kept, and the rest is left out', () => {
    expect(measured.length).toBeGreaterThanOrEqual(40);
    const worst = measured
      .toSorted((one, other) => Math.min(one.recall, one.precision) - Math.min(other.recall, other.precision))
      .slice(0, 5);
    const told = worst
      .map(({ name, recall, precision }) => `${name} ${recall.toFixed(2)} ${precision.toFixed(2)}`)
      .join(', ');
    expect(mean(measured.map(({ recall }) => recall)), told).toBeGreaterThanOrEqual(LEAST_RECALL);
    expect(mean(measured.map(({ precision }) => precision)), told).toBeGreaterThanOrEqual(LEAST_PRECISION);
  });

  it.each(measured)('$name', ({ recall, precision }) => {
    expect(
      { recall: recall >= LEAST_OF_ONE, precision: precision >= LEAST_OF_ONE },
      `${recall} ${precision}`,
    ).toEqual({ recall: true, precision: true });
  });
});
