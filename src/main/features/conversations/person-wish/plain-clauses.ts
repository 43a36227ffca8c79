import { fold } from '#main/language/fold.ts';

/** The clauses of a message as plain words: lower case, no accents, apostrophes and hyphens as spaces. */
export function plainClauses(message: string): string[] {
  return fold(message)
    .split(/[.!?…;:,()\n\r"«»“”]+/u)
    .map(clause => clause.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim())
    .filter(clause => clause !== '');
}

/** One of the alternatives, as part of a larger pattern. */
export const either = (...alternatives: readonly string[]): string => `(?:${alternatives.join('|')})`;
