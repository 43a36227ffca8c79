import * as contents from './contents.ts';
import { moduleNames, type ModuleName } from './index.ts';

type ErrorWords = Readonly<Record<string, { title: string; advice: string }>>;
/** What every module says, whatever else: of its errors, and how it is used. */
type LeastWords = { errors: ErrorWords; help: { title: string; summary: string; body: string } };
type Spoken = Record<ModuleName, { fr: LeastWords; en: LeastWords }>;

type Contents = typeof contents;
type WordsIn<Language extends 'fr' | 'en'> = { readonly [Name in ModuleName]: Contents[Name][Language] };

function wordsIn<Language extends 'fr' | 'en'>(language: Language): WordsIn<Language> {
  const all: Spoken = contents;
  return Object.fromEntries(moduleNames.map(name => [name, all[name][language]])) as WordsIn<Language>;
}

/** The words of every module, each a namespace of the catalogue. The interface loads them by themselves. */
export const moduleWords = { fr: wordsIn('fr'), en: wordsIn('en') };
