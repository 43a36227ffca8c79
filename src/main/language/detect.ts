import type { Language } from '#shared/contract/vocabulary.ts';
import { wordsOf } from './tokenise.ts';
import type { Word } from './tokenise.ts';

/** Enough to tell the language of a document; reading a whole book would tell nothing more. */
const SAMPLE_CHARACTERS = 8_000;
/** The winner needs this many times the votes of the other; a bilingual text has no language. */
const CLEAR_MAJORITY = 1.5;

/** French or English by a vote of function words and of French diacritics; null when neither is convincing. */
export function voteLanguage(words: readonly Word[]): Language | null {
  let french = 0;
  let english = 0;
  for (const word of words) {
    if (word.voter.fr) french += 1;
    else if (word.frenchLetters)
      french += 0.5; // half a vote: English keeps some ("résumé", "naïve")
    else if (word.voter.en) english += 1;
  }
  if (french > 0 && french >= english * CLEAR_MAJORITY) return 'fr';
  if (english > 0 && english >= french * CLEAR_MAJORITY) return 'en';
  return null;
}

/** French or English by a vote of stop-words over the beginning of the text; null when neither is convincing. */
export function detectLanguage(text: string): Language | null {
  return voteLanguage(wordsOf(text.slice(0, SAMPLE_CHARACTERS)));
}
