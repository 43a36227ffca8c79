import type { ChatTurn } from '#main/ai/ports.ts';
import { STOP_WORDS } from '#main/language/stop-words.ts';
import { tokenise } from '#main/language/tokenise.ts';
import type { Language } from '#shared/contract/vocabulary.ts';

const SHORT_QUESTION_WORDS = 3; // informative words: « et pour les enfants ? » has one
const CARRIED_TERMS = 8;
const EARLIER_QUESTIONS = 2;

const opening: Record<Language, RegExp> = {
  fr: /^\s*(et\b|mais\b|ou\b|sinon\b|alors\b|donc\b|aussi\b|même chose|pareil|pourquoi\s*\?|comment\s*\?|combien\s*\?|quand\s*\?|où\s*\?)/iu,
  en: /^\s*(and\b|but\b|or\b|so\b|then\b|what about|how about|same\b|also\b|why\s*\?|how\s*\?|when\s*\?|where\s*\?|how (much|many)\s*\?)/iu,
};
const pronouns: Record<Language, RegExp> = {
  fr: /\b(il|elle|ils|elles|en|y|ça|cela|celui|celle|ceux|celles|ce dernier|cette dernière|lui)\b/iu,
  en: /\b(it|its|they|them|their|that|those|these|this|he|she|his|her|one|ones)\b/iu,
};

/** Whether a question leans on the conversation: it opens like a continuation, or is short and points back. */
export function isFollowUp(question: string, history: readonly ChatTurn[], language: Language): boolean {
  if (history.length === 0) return false;
  if (opening[language].test(question)) return true;
  const informative = informativeWords(question, language);
  return informative.length <= SHORT_QUESTION_WORDS && pronouns[language].test(question);
}

/**
 * Without a model: the question with the informative words of the last questions carried over, rarest
 * vocabulary last asked first.
 */
export function carryTermsOver(question: string, history: readonly ChatTurn[], language: Language): string {
  const present = new Set(informativeWords(question, language).map(({ stem }) => stem));
  const carried: string[] = [];
  const earlier = history
    .filter(turn => turn.role === 'user')
    .slice(-EARLIER_QUESTIONS)
    .toReversed();
  for (const turn of earlier) {
    for (const { spelling, stem } of informativeWords(turn.content, language)) {
      if (present.has(stem) || carried.length >= CARRIED_TERMS) continue;
      present.add(stem);
      carried.push(spelling);
    }
  }
  return carried.length === 0 ? question : `${question} (${carried.join(', ')})`;
}

/** Words that carry meaning, as they are written: what was searched is shown to the person. */
function informativeWords(text: string, language: Language): { spelling: string; stem: string }[] {
  return tokenise(text)
    .filter(({ word }) => !STOP_WORDS[language].has(word.surface))
    .map(({ word, start, end }) => ({
      spelling: text.slice(start, end),
      stem: language === 'fr' ? word.frenchStem : word.englishStem,
    }));
}
