import type { Language } from '#shared/contract/vocabulary.ts';

/** The four searchable columns of a passage, as space-separated normalised terms. */
export type PassageTerms = { title: string; titleStem: string; text: string; textStem: string };

/** Normalises and stems a passage for the full-text index. `language` null means voted from the text. */
export function analysePassage(_input: { title: string; text: string; language: Language | null }): PassageTerms {
  throw new Error('not yet');
}
