import type { Language } from '#shared/contract/vocabulary.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { isModuleName } from '#modules/index.ts';
import { moduleWords } from '#modules/words.ts';
import { errors as english } from '#shared/i18n/en/errors.ts';
import { errors as french } from '#shared/i18n/fr/errors.ts';

type Entries = Record<string, { title: string; advice: string } | undefined>;

/** What happened and what to do about it, in the words the interface uses too. */
export function wordsForCode(code: ErrorCode, language: Language): string {
  const entry = entryOf(code, language);
  return entry === undefined ? code : `${entry.title}. ${entry.advice}`;
}

function entryOf(code: ErrorCode, language: Language): Entries[string] {
  const [module = '', ...rest] = code.split('.');
  if (isModuleName(module)) return (moduleWords[language][module].errors as Entries)[rest.join('_')];
  const entries: Entries = language === 'fr' ? french : english;
  // Keys of the catalogue cannot hold dots, which part its levels.
  return entries[code.replaceAll('.', '_')];
}
