import { createHash } from 'node:crypto';
import { isGibberish } from '#main/ingest/gibberish.ts';
import { fold } from '#main/language/fold.ts';

/** Raised by one whenever passages are judged otherwise: those judged before are then judged again. */
export const JUDGE_VERSION = 1;

/** Fewer words are a title, or what a cut left over. */
const SHORT_WORDS = 10;
/** Languages without blanks between words have few of these in many letters. */
const SHORT_CHARACTERS = 60;
const HASH_DIGITS = 32; // of SHA-256: two of a million passages never meet

export type Judgement = {
  short: boolean;
  gibberish: boolean;
  badlyRecognised: boolean;
  wordsHash: string | null;
};
type Judged = { text: string; edited: boolean; isOnBadPage: boolean };

/** What a passage may be of no use for, by its words alone; those that a person wrote are never in doubt. */
export function judge({ text, edited, isOnBadPage }: Judged): Judgement {
  if (edited) return { short: false, gibberish: false, badlyRecognised: false, wordsHash: null };
  const short = isShort(text);
  return {
    short,
    gibberish: isGibberish(text),
    badlyRecognised: isOnBadPage,
    wordsHash: short ? null : wordsHashOf(text),
  };
}

/** The same for texts that have the same words in the same order, however they are written and set. */
export function wordsHashOf(text: string): string {
  const words = fold(text).match(WORD) ?? [];
  return createHash('sha256').update(words.join(' ')).digest('hex').slice(0, HASH_DIGITS);
}

const WORD = /[\p{L}\p{N}]+/gu;

function isShort(text: string): boolean {
  return (text.match(WORD) ?? []).length < SHORT_WORDS && text.trim().length < SHORT_CHARACTERS;
}
