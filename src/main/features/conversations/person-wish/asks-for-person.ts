import type { Language } from '#shared/contract/vocabulary.ts';
import { ENGLISH_WISHES } from './english.ts';
import { FRENCH_WISHES } from './french.ts';
import { either, plainClauses } from './plain-clauses.ts';

const WISHES: Record<Language, RegExp> = {
  fr: new RegExp(either(...FRENCH_WISHES), 'u'),
  en: new RegExp(either(...ENGLISH_WISHES), 'u'),
};

const LONGEST_WISH = 600; // characters; in a longer message it is one sentence among many, and documents are asked

/**
 * The language of a message that asks for a person of the office; null for any other. A question that is about people
 * (who is in charge, how many there are, whom one may call when ill) is a question for the documents.
 * @param otherwise the language of a wish that is the same in both: “agent”
 */
export function personAskedIn(message: string, otherwise: Language): Language | null {
  if (message.length > LONGEST_WISH) return null;
  const clauses = plainClauses(message);
  const asked = (language: Language) => clauses.some(clause => WISHES[language].test(clause));
  const [french, english] = [asked('fr'), asked('en')];
  if (french && english) return otherwise;
  if (french) return 'fr';
  return english ? 'en' : null;
}
