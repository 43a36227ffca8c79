import type { Language } from '#shared/contract/vocabulary.ts';
import { analysePassage, type PassageTerms } from './analyse.ts';

/** What of a passage is searched beside the name of its document. */
export type SearchedPassage = {
  heading: string | null;
  tableHeader: string | null;
  text: string;
  language: Language | null;
  /** What people say it answers, searched like its headings. */
  questions?: string | null;
};

/** The terms under which a passage is found; `name` are the words of its document's name that are searched. */
export function termsOf(
  name: string,
  { heading, tableHeader, text, language, questions = null }: SearchedPassage,
): PassageTerms {
  return analysePassage({
    title: [name, heading, questions].filter(part => part !== null).join(' '),
    text: tableHeader === null ? text : `${tableHeader}\n${text}`,
    language,
  });
}
