import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '#shared/contract/vocabulary.ts';
import { shippedFolder } from '#main/platform/shipped-files.ts';

/** 14 bits and 9 probes a word: one unknown word in a thousand passes for known, at 1 MB for French. */
const BITS_A_WORD = 14;
const PROBES = 9;

/** 32-bit FNV-1a over UTF-16 units, from a seed. */
function hash(word: string, seed: number): number {
  let value = seed;
  for (let index = 0; index < word.length; index += 1) {
    value = Math.imul(value ^ word.charCodeAt(index), 0x01000193);
  }
  return (value ^ (value >>> 15)) >>> 0;
}

/** The bits of a word, by double hashing (Kirsch and Mitzenmacher 2006). */
function* probesOf(word: string, bits: number): Generator<number> {
  const first = hash(word, 0x811c9dc5);
  const step = (hash(word, 0x2f0b4c47) | 1) >>> 0;
  for (let probe = 0; probe < PROBES; probe += 1) yield (first + probe * step) % bits;
}

/** A set of words as a Bloom filter: what it does not hold is certainly not in the set. */
export function bloomFilterOf(words: ReadonlySet<string>): Buffer {
  const filter = Buffer.alloc(Math.ceil((words.size * BITS_A_WORD) / 8));
  for (const word of words) {
    for (const bit of probesOf(word, filter.length * 8))
      filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
  return filter;
}

/** Whether a filter holds a word. */
export function mayHold(filter: Buffer, word: string): boolean {
  for (const bit of probesOf(word, filter.length * 8)) {
    if (((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

const filters = new Map<Language, Buffer>();

/**
 * Whether a word (folded surface form) is a word of the language, in any of its forms: by the hunspell dictionaries
 * (`scripts/make-word-lists.ts`). About one unknown word in a thousand passes for known. Read when first asked.
 */
export function isKnownWord(word: string, language: Language): boolean {
  let filter = filters.get(language);
  if (filter === undefined) {
    filter = readFileSync(join(shippedFolder('resources/words'), `${language}.bloom`));
    filters.set(language, filter);
  }
  return mayHold(filter, word);
}
