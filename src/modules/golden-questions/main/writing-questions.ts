import type { Language } from '#shared/contract/vocabulary.ts';
import { detectLanguage, sentencesThatAnswer } from '../../api.ts';
import { QUESTION_MAX_LENGTH } from '../contract.ts';
import type { Span } from '#shared/lib/find-words.ts';
import type { PassageToAsk } from './document-store.ts';

/** A laptop's model reads 100 to 200 tokens a second: a passage, and as little as possible beside it. */
const PASSAGE_CHARACTERS = 1_500;
/** A question of usual length, twice. */
export const QUESTION_TOKENS = 60;
const SHORTEST_QUESTION = 8; // characters

const INSTRUCTIONS: Record<Language, string> = {
  fr: 'Écrivez une seule question courte, comme un visiteur la poserait, à laquelle ce texte répond. Nommez ce dont il s’agit ; ne parlez ni du texte ni du document. Répondez par la question seule.',
  en: 'Write one short question, as a visitor would ask it, that this text answers. Name what it is about; mention neither the text nor the document. Answer with the question alone.',
};

export function requestFor(passage: PassageToAsk, usual: Language): { system: string; text: string } {
  const { title, heading, text } = passage;
  return {
    system: INSTRUCTIONS[detectLanguage(text) ?? usual],
    text: [title, heading, text.slice(0, PASSAGE_CHARACTERS)].filter(Boolean).join('\n'),
  };
}

/** The question in what a model said; null when there is none. */
export function questionIn(said: string): string | null {
  for (const line of said.split('\n')) {
    const bare = line
      .trim()
      .replace(/^(?:[-*•>#]+|\d+[.)])\s*/u, '')
      .replace(/^\**question\**\s*:\**\s*/iu, '')
      .replaceAll(/^[«“"*\s]+|[»”"*\s]+$/gu, '');
    if (bare.endsWith('?') && bare.length >= SHORTEST_QUESTION && bare.length <= QUESTION_MAX_LENGTH)
      return bare;
  }
  return null;
}

/** The sentences of a passage that answer a question best, as a place in its document; the whole passage where no word tells. */
export function answerIn(passage: PassageToAsk, question: string, usual: Language): Span {
  const { start, end } = passage;
  const found = sentencesThatAnswer(question, detectLanguage(question) ?? usual, passage);
  return found === null ? { start, end } : { start: start + found.start, end: start + found.end };
}

/** So many of the passages, spread over all of them; `turn` begins elsewhere each time. */
export function spread<Passage>(passages: readonly Passage[], count: number, turn: number): Passage[] {
  const step = Math.max(1, passages.length / count);
  const offset = Math.floor(step / 2) + turn;
  const places = Array.from(
    { length: Math.min(count, passages.length) },
    (_, index) => (Math.floor(index * step) + offset) % passages.length,
  );
  return [...new Set(places)].flatMap(place => passages[place] ?? []);
}
