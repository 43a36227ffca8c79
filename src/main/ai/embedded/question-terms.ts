import type { Language } from '#shared/contract/vocabulary.ts';
import { STOP_WORDS } from '#main/language/stop-words.ts';
import { wordsOf } from '#main/language/tokenise.ts';
import type { Word } from '#main/language/tokenise.ts';

/** A word of the question that says what it is about, and its stems. */
export type Term = { surface: string; french: string; english: string };

/** Words that put a question rather than say what it is about, folded. */
export const CARRIERS = new Set(
  (
    'sert servent servir signifie dire savoir existe concerne marche fonctionne obtenir trouver devient utile ' +
    'mean means happen happens work works use used tell say says said mention mentioned according describe described'
  ).split(' '),
);

/** The informative words of a question, each once; all of them when it has no other. */
export function termsOf(question: string, language: Language): Term[] {
  const words = wordsOf(question);
  const informative = words.filter(word => !STOP_WORDS[language].has(word.surface));
  const kept = informative.length > 0 ? informative : words;
  const distinct = new Map(kept.map(word => [word.surface, word]));
  return [...distinct.values()].map(word => ({
    surface: word.surface,
    french: word.frenchStem,
    english: word.englishStem,
  }));
}

/** Strength of the match of a word with a term: 1 as it stands, a little less by its stem, 0 otherwise. */
function matchStrength(word: Word, term: Term, language: Language): number {
  if (word.surface === term.surface) return 1;
  const same = language === 'fr' ? word.frenchStem === term.french : word.englishStem === term.english;
  return same ? 0.9 : 0;
}

/** Indexes of the terms found among the words, with the strength of the best match. */
export function findTerms(
  words: readonly Word[],
  terms: readonly Term[],
  language: Language,
): Map<number, number> {
  const found = new Map<number, number>();
  for (const word of words) {
    for (const [index, term] of terms.entries()) {
      const strength = matchStrength(word, term, language);
      if (strength > (found.get(index) ?? 0)) found.set(index, strength);
    }
  }
  return found;
}

/** What a question asks for, and how it looks when it is there. */
export const EXPECTATIONS: readonly (readonly [question: RegExp, answer: RegExp])[] = [
  [
    /\b(combien|quel(le)?s? (est |sont )?(le |la |les )?(montant|prix|tarif|taux|nombre|durée|délai|âge|coût)|how (many|much|long|old|often)|what (percentage|amount|number))/iu,
    /\d|\b(un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|one|two|three|four|five|six|seven|eight|nine|ten|half|moitié|gratuit|free)\b/iu,
  ],
  [
    /\b(quand|à partir de quand|quelle (date|heure|année)|when|what (year|date|time))\b/iu,
    /\d|\b(janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|avant|après|dès|before|after|within)\b/iu,
  ],
  [
    /\b(pourquoi|pour quelle raison|why|what reason)/iu,
    /\b(car|parce|puisque|afin|raison|because|since|due|so that|in order|reason|therefore)\b/iu,
  ],
  [
    /\b(qu['’]est[- ]ce qu|c['’]est quoi|définition|what is an?\b|define|meaning of)/iu,
    /\b(est|sont|désigne|consiste|permet|is|are|means|refers)\b/iu,
  ],
  [/\b(qui|who|whom)\b/iu, /(?<!^)\b\p{Lu}\p{Ll}+/u],
];

/** Pairs of terms that stand side by side in the question and, with at most one word between, in the words; 0 to 1. */
export function countPairs(words: readonly Word[], terms: readonly Term[], language: Language): number {
  if (terms.length < 2) return 0;
  let pairs = 0;
  for (let index = 0; index + 1 < terms.length; index += 1) {
    const [one, other] = [terms[index], terms[index + 1]];
    if (one === undefined || other === undefined) continue;
    const together = words.some(
      (word, at) =>
        matchStrength(word, one, language) > 0 &&
        words.slice(at + 1, at + 4).some(next => matchStrength(next, other, language) > 0),
    );
    if (together) pairs += 1;
  }
  return pairs / (terms.length - 1);
}
