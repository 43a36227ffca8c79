import type { Named } from '#shared/contract/vocabulary.ts';
import { foreignWords } from '../foreign-words.ts';

/** What is said beside what it names. `where`: what to write, before the language. */
export type Declared = { where: string; words: Named | null | undefined };

/** What is not said in one language, or said in the other, in sentences that say what to write. */
export function missingDeclared(all: readonly Declared[]): string[] {
  return all.flatMap(({ where, words }) =>
    (['fr', 'en'] as const).flatMap(language => {
      const said = words?.[language].trim() ?? '';
      if (said === '') return [`${where}.${language}`];
      const foreign = foreignWords(said, language);
      return foreign.length === 0 ? [] : [`${where}.${language}, without: ${foreign.join(', ')}`];
    }),
  );
}
