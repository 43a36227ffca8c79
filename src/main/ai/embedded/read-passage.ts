import type { Language } from '#shared/contract/vocabulary.ts';
import { voteLanguage } from '#main/language/detect.ts';
import { tokenise, type Word } from '#main/language/tokenise.ts';
import { splitQuotables, type Quotable } from './sentences.ts';

/** What of a passage is the same for every question. */
export type ReadPassage = {
  language: Language | null;
  quotables: readonly Quotable[];
  /** Those of each quotable. */
  words: readonly (readonly Word[])[];
  /** Words that say something, in the whole of it. */
  informativeLength: number;
};

/** A few times what one question looks at: it is judged more than once, and the next one often finds the same. */
const KEPT = 64;

const kept = new Map<string, ReadPassage>();

/** Reads a passage, or remembers it from the last times. */
export function readPassage(text: string): ReadPassage {
  const known = kept.get(text);
  const passage = known ?? read(text);
  kept.delete(text);
  kept.set(text, passage);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return passage;
}

function read(text: string): ReadPassage {
  const quotables = splitQuotables(text);
  const tokens = tokenise(text);
  const all = tokens.map(({ word }) => word);
  let from = 0;
  const words = quotables.map(({ start, end }) => {
    while ((tokens[from]?.start ?? end) < start) from += 1;
    let to = from;
    while ((tokens[to]?.end ?? Infinity) <= end) to += 1;
    return all.slice(from, to);
  });
  return { language: voteLanguage(all), quotables, words, informativeLength: informativeLengthOf(all) };
}

export function informativeLengthOf(words: readonly Word[]): number {
  return words.filter(({ stopWord }) => !stopWord.fr && !stopWord.en).length;
}
