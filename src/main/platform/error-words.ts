import type { Language } from '#shared/contract/vocabulary.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { errors as english } from '#shared/i18n/en/errors.ts';
import { errors as french } from '#shared/i18n/fr/errors.ts';

type Entries = Record<string, { title: string; advice: string } | undefined>;

/** What happened and what to do about it, in the words the interface uses too. */
export function wordsForCode(code: ErrorCode, language: Language): string {
  const entries: Entries = language === 'fr' ? french : english;
  // Keys of the catalogue cannot hold dots, which part its levels.
  const entry = entries[code.replaceAll('.', '_')];
  return entry === undefined ? code : `${entry.title}. ${entry.advice}`;
}
