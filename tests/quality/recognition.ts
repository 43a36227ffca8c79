import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { openToLook } from '#main/ingest/pdf/draw-page.ts';
import { readPageWords } from '#main/ingest/pdf/page-words.ts';
import { BADLY_RECOGNISED_BELOW } from '#main/ingest/recognition/recognised-page.ts';
import type { PageRecognition } from '#main/ingest/recognition/recognised-page.ts';
import { createRecognition } from '#main/ingest/recognition/recognition.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { scannedPage, type ScanOptions } from '../support/scanned-pages.ts';

type Sheet = { name: string; least: number | null; options: ScanOptions };

/** Characters of a hundred that are to be right, as design/retrieval.md's sister figures ask of text. */
const CLEAN = 0.99;
const HARD = 0.97;
const FROM_ELSEWHERE = 0.95;

/** Those without a limit show where a page begins to count as badly recognised. */
const SHEETS: readonly Sheet[] = [
  { name: 'clean', least: CLEAN, options: {} },
  { name: 'clean, 9 points', least: CLEAN, options: { points: 9 } },
  { name: 'clean, two columns', least: CLEAN, options: { columns: 2 } },
  { name: 'upside down', least: HARD, options: { turns: 2 } },
  { name: 'on its side', least: HARD, options: { turns: 1 } },
  { name: 'on its other side', least: HARD, options: { turns: 3 } },
  { name: 'skewed by 3 degrees', least: HARD, options: { degrees: 3 } },
  { name: 'skewed by -7 degrees', least: HARD, options: { degrees: -7 } },
  { name: 'faint', least: HARD, options: { ink: 150, paper: [235, 200] } },
  { name: 'grained', least: HARD, options: { noise: 8 } },
  {
    name: 'skewed, faint, grained',
    least: HARD,
    options: { degrees: 2, ink: 110, paper: [240, 190], noise: 3 },
  },
  { name: 'blurred', least: null, options: { blurred: 4 } },
  { name: 'hardly legible', least: null, options: { blurred: 6 } },
];

/** What is compared: letters without the ways to write a quotation mark, a dash or a gap. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[’‘`´]/gu, "'")
    .replaceAll(/[“”«»]\s?/gu, '"')
    .replaceAll(/[–—]/gu, '-')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** Characters that are right, of those that are there. */
function accuracy(expected: string, { lines }: PageRecognition): number {
  const wanted = plain(expected);
  const found = plain(lines.map(({ words }) => words.map(({ text }) => text).join(' ')).join(' '));
  return 1 - distance(wanted, found) / wanted.length;
}

/** Paragraphs of a set, as many as fill a page. */
function someText(folder: string, set: string, letters: number): string {
  const paragraphs: string[] = [];
  let length = 0;
  for (const line of readFileSync(join(folder, set, 'corpus.jsonl'), 'utf8').split('\n')) {
    const { text = '' } = JSON.parse(line) as { text?: string };
    const words = plain(text).replaceAll(/[^\p{Script=Latin}\p{N}\p{P} ]/gu, '');
    paragraphs.push(words.slice(0, letters - length));
    length += words.length;
    if (length >= letters) break;
  }
  return paragraphs.join('\n');
}

/** The text layer of the page that a picture from elsewhere shows. */
async function pageOf(file: string, words: string): Promise<string> {
  const pdf = await openToLook(readFileSync(file), 'text');
  try {
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const text = (await readPageWords(await pdf.getPage(number))).map(word => word.text).join(' ');
      if (text.includes(words)) return text;
    }
    throw new Error(`No page of ${file} says “${words}”`);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/**
 * How many characters are recognised rightly on pages that are made here, and on scans from elsewhere.
 *
 * @param folder of the sets, whose texts are printed; the documents lie beside it
 */
export async function measureRecognition(folder: string) {
  const work = mkdtempSync(join(tmpdir(), 'foyer-recognition-'));
  const recognition = createRecognition();
  const rows: Record<string, string>[] = [];
  const failures: string[] = [];
  const note = (page: string, right: number, certainty: number, least: number | null): void => {
    const isBad = certainty < BADLY_RECOGNISED_BELOW;
    rows.push({ page, right: right.toFixed(4), certainty: certainty.toFixed(2), told: isBad ? 'bad' : '' });
    if (least !== null && right < least)
      failures.push(`${page}: ${right.toFixed(4)} of the characters, the gate is ${least}`);
    if (!isBad && right < FROM_ELSEWHERE)
      failures.push(`${page}: ${right.toFixed(4)} of the characters, and it is not called bad`);
  };
  const recognise = (path: string, mediaType: string, first: Language) =>
    recognition.recognise({ path, mediaType, page: 1, first, signal: new AbortController().signal });
  try {
    for (const [language, set] of [
      ['fr', 'fr-servicepublic'],
      ['en', 'en-scifact'],
    ] as const) {
      const text = someText(folder, set, 2_600);
      for (const { name, least, options } of SHEETS) {
        const path = join(work, `${name} ${language}.png`);
        writeFileSync(path, scannedPage(text, options).toBuffer('image/png'));
        const page = await recognise(path, 'image/png', language);
        note(`${name} (${language})`, accuracy(text, page), page.confidence, least);
      }
    }
    const documents = join(folder, '../documents');
    if (!existsSync(documents)) failures.push(`The scans are not in ${documents}`);
    else {
      for (const [name, mediaType, text] of [
        ['testOCR.pdf', 'application/pdf', 'Happy New Year 2003!'],
        ['scan-bad.pdf', 'application/pdf', 'pdf.js'],
        [
          'DA-1p.jpg',
          'image/jpeg',
          await pageOf(join(documents, 'DA-619p.pdf'), 'arrived in the dead of night'),
        ],
      ] as const) {
        const page = await recognise(join(documents, name), mediaType, 'en');
        note(name, accuracy(text, page), page.confidence, FROM_ELSEWHERE);
      }
    }
  } finally {
    await recognition.close();
    rmSync(work, { recursive: true, force: true });
  }
  return { rows, failures };
}
