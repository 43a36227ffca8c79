import type { ChatTurn } from '#main/ai/ports.ts';
import { analyseQuery } from '#main/language/analyse.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { STOP_WORDS } from '#main/language/stop-words.ts';
import { tokenise } from '#main/language/tokenise.ts';
import type { Language } from '#shared/contract/vocabulary.ts';

const SHORT_QUESTION_WORDS = 3; // informative words: « et pour les enfants ? » has one
const CARRIED_TERMS = 8;
const EARLIER_QUESTIONS = 4; // further back, another subject is likelier than the same

const opening: Record<Language, RegExp> = {
  fr: /^\s*(et|mais|ou|sinon|alors|donc|aussi|même chose|pareil|quoi d['’]autre|pourquoi\s*\?|comment\s*\?|combien\s*\?|quand\s*\?|où\s*\?)(?![\p{L}])/iu,
  en: /^\s*(and|but|or|so|then|what about|how about|same|also|what else|anything else|who else|where else|why\s*\?|how\s*\?|when\s*\?|where\s*\?|how (much|many)\s*\?)(?![\p{L}])/iu,
};
/** Words that stand for what was spoken of. */
const pronouns: Record<Language, RegExp> = {
  fr: /(?<!\p{L})(il|elle|ils|elles|en|y|ça|cela|celui|celle|ceux|celles|ce dernier|cette dernière|lui|son|sa|ses|leurs?|autres?|lequel|laquelle|lesquels|lesquelles|là|la même|le même|les mêmes|ce|cet|cette|ces)(?!\p{L})/iu,
  en: /(?<!\p{L})(it|its|they|them|their|that|those|these|this|he|she|him|his|her|hers|one|ones|others?|another|there|the same|both|either)(?!\p{L})/iu,
};

/** Whether a question leans on the conversation: it opens like a continuation, says nothing alone, or points back. */
export function isFollowUp(question: string, history: readonly ChatTurn[], language: Language): boolean {
  if (history.length === 0) return false;
  if (opening[language].test(question)) return true;
  const informative = informativeWords(question, language);
  return (
    informative.length === 0 ||
    (informative.length <= SHORT_QUESTION_WORDS && pronouns[language].test(question))
  );
}

/**
 * Without a model: what the question may mean by itself, likeliest first. The informative words of the question before
 * are carried over, or those of the last one that stood alone; or none, when it only looked like a follow-up. Words are
 * shown as they were written, whatever the language they were asked in.
 */
export function standaloneWordings(
  question: string,
  history: readonly ChatTurn[],
  language: Language,
): [string, ...string[]] {
  const asked = history.filter(({ role }) => role === 'user').slice(-EARLIER_QUESTIONS);
  const [previous] = asked.slice(-1);
  const standing = asked.findLast(({ content }, index) => {
    const before = asked.slice(0, index);
    return !isFollowUp(content, before, detectLanguage(content) ?? language);
  });
  const wordings = [standing, previous]
    .flatMap(turn => (turn === undefined ? [] : [carryTermsOver(question, turn.content, language)]))
    .concat(question);
  const [first = question, ...others] = new Set(wordings);
  return [first, ...others];
}

/**
 * The question with the informative words of an earlier one in brackets. A year, number or name that the question has
 * itself takes the place of the earlier one ("And in 2023?", "Et Marc Petit ?").
 */
export function carryTermsOver(question: string, earlier: string, language: Language): string {
  const own = analyseQuery(question).terms;
  const numbered = own.some(({ surface }) => /\d/u.test(surface));
  const named = own.some(({ isName }) => isName);
  const names = new Set(
    analyseQuery(earlier)
      .terms.filter(({ isName }) => isName)
      .map(({ surface }) => surface),
  );
  const present = new Set(informativeWords(question, language).map(({ stem }) => stem));
  const carried = informativeWords(earlier, detectLanguage(earlier) ?? language)
    .filter(({ surface }) => !(numbered && /\d/u.test(surface)) && !(named && names.has(surface)))
    .filter(({ stem }) => !present.has(stem) && present.add(stem))
    .slice(0, CARRIED_TERMS);
  return carried.length === 0
    ? question
    : `${question} (${carried.map(({ spelling }) => spelling).join(', ')})`;
}

const asksForMore =
  /(?<!\p{L})(?:others?|another|else|any more|autres?|d['’]autres?|encore|quoi d['’]autre)(?!\p{L})/iu;

/** The last answer, when the question asks for what else there is. */
export function saidBefore(question: string, history: readonly ChatTurn[]): string | undefined {
  if (!asksForMore.test(question)) return undefined;
  return history.findLast(({ role }) => role === 'assistant')?.content;
}

/** Words that carry meaning, as they are written: what was searched is shown to the person. */
function informativeWords(
  text: string,
  language: Language,
): { spelling: string; surface: string; stem: string }[] {
  return tokenise(text)
    .filter(({ word }) => !STOP_WORDS[language].has(word.surface))
    .filter(({ word }) => !/^(?:autres?|others?|another|else|memes?|same)$/u.test(word.surface))
    .map(({ word, start, end }) => ({
      spelling: text.slice(start, end),
      surface: word.surface,
      stem: word.stem(language),
    }));
}
