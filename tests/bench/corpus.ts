import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rows of the retrieval sets (`{id, title, text}`), and their questions (`{id, text}`). */
export type Corpus = { texts: string[]; questions: string[] };

const SETS = ['fr-servicepublic', 'fr-cnil', 'en-scifact'] as const;
const FILE_BYTES = 40_000; // a report of some twenty pages

/** @throws when the sets are not in `folder`. */
export function readCorpus(folder: string): Corpus {
  const rows = (set: string, file: string) =>
    readFileSync(join(folder, set, file), 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => (JSON.parse(line) as { text: string }).text);
  return {
    texts: SETS.flatMap(set => rows(set, 'corpus.jsonl')),
    questions: rows('fr-servicepublic', 'queries.jsonl'),
  };
}

export function sentencesOf({ texts }: Corpus): string[] {
  return texts.flatMap(text => text.match(/[^.!?\n]+[.!?]+|[^.!?\n]+\n/gu) ?? [text]);
}

/**
 * Writes text files of real sentences, drawn in an order that never repeats, so that no two are alike and the words
 * are as frequent as in life. `seed` chooses the draw; returns the bytes written.
 */
export function writeTexts(corpus: Corpus, folder: string, bytes: number, seed: number): number {
  mkdirSync(folder, { recursive: true });
  const sentences = sentencesOf(corpus);
  const draw = numbers(seed);
  const paragraph = () =>
    Array.from({ length: 5 }, () => sentences[Math.floor(draw() * sentences.length)]?.trim() ?? '').join(' ');
  let written = 0;
  for (let file = 0; written < bytes; file++) {
    let text = '';
    while (text.length < FILE_BYTES) text += `${paragraph()}\n\n`;
    writeFileSync(join(folder, `report-${seed}-${file}.txt`), text);
    written += Buffer.byteLength(text);
  }
  return written;
}

/** Repeatable numbers from 0 to 1 (mulberry32, public domain). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
