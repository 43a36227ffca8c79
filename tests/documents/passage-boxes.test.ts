import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractPdf } from '#main/ingest/pdf/extract-pdf.ts';
import { withPlaceholders } from '#main/ingest/pdf/missing-pages.ts';
import { openPdf } from '#main/ingest/pdf/open-pdf.ts';
import { readPageWords } from '#main/ingest/pdf/page-words.ts';
import { boxesOf, type Box, type PlacedWord } from '#main/ingest/placed-words.ts';
import { passagesOf } from '#main/ingest/prepare-passages.ts';
import { isFoyerError } from '#shared/errors.ts';

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/documents');
const isPresent = existsSync(FOLDER);
if (!isPresent) console.log(`tests/documents: boxes of passages skipped, ${FOLDER} is not on this machine`);

/** Looked at of each document: the long ones have thousands. */
const PASSAGES = 20;
/** A passage is marked well when so much of it lies in its boxes, and hardly anything else does. */
const WELL_MARKED = 0.8;
const MUCH_MORE = 1.6;
const GOOD_SHARE = 0.95;

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

const isIn = (word: PlacedWord, box: Box): boolean => {
  const [x, y] = [word.left + word.width / 2, word.top + word.height / 2];
  return x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height;
};

/** Share of the letters of a passage that its boxes show; 0 when they show much else. */
function shownShare(part: string, words: readonly PlacedWord[], boxes: readonly Box[]): number {
  const shown = fold(
    words
      .filter(word => boxes.some(box => isIn(word, box)))
      .map(({ text }) => text)
      .join(''),
  );
  const asked = part.split(/[\s|]+/u).map(fold);
  const all = asked.join('').length;
  if (shown.length > all * MUCH_MORE) return 0;
  return asked.filter(word => shown.includes(word)).join('').length / Math.max(1, all);
}

async function marked(name: string): Promise<{ good: number; all: number }> {
  const bytes = readFileSync(join(FOLDER, name));
  const document = await extractPdf(bytes);
  const { pdf } = await openPdf(withPlaceholders(bytes) ?? bytes);
  const passages = [...passagesOf({ ...document, name, fileName: name })];
  const step = Math.max(1, Math.floor(passages.length / PASSAGES));
  const looked = passages.filter((_, index) => index % step === 0);
  let good = 0;
  for (const passage of looked) {
    const shares: number[] = [];
    for (const page of document.pages) {
      if (page.end <= passage.start || page.start >= passage.end) continue;
      const words = await readPageWords(await pdf.getPage(page.number));
      const text = document.text.slice(page.start, page.end);
      const span = { start: passage.start - page.start, end: passage.end - page.start };
      const part = text.slice(Math.max(0, span.start), span.end);
      if (fold(part) !== '') shares.push(shownShare(part, words, boxesOf({ text, words }, span)));
    }
    if (shares.every(share => share >= WELL_MARKED)) good += 1;
  }
  await pdf.loadingTask.destroy();
  return { good, all: looked.length };
}

describe.skipIf(!isPresent)('passages of real PDFs', () => {
  it(
    `are marked where they stand, at least ${GOOD_SHARE * 100} of a hundred`,
    { timeout: 120_000 },
    async () => {
      let good = 0;
      let all = 0;
      for (const name of isPresent ? readdirSync(FOLDER).filter(file => file.endsWith('.pdf')) : []) {
        try {
          const found = await marked(name);
          good += found.good;
          all += found.all;
        } catch (error) {
          if (!isFoyerError(error)) throw error; // scans, locked and broken files have no passages
        }
      }
      expect(all).toBeGreaterThan(60);
      expect(good / all).toBeGreaterThanOrEqual(GOOD_SHARE);
    },
  );
});
