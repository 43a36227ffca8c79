import { createHash } from 'node:crypto';
import type { Language } from '#shared/contract/vocabulary.ts';
import { QUESTION_MAX_LENGTH, type Proposal } from '../contract.ts';
import { detectLanguage } from '../../api.ts';
import type { AskedOnce } from './asked-questions.ts';
import { readQuestion } from './read-question.ts';

/** Once is chance. */
const ASKED_OFTEN = 2;
const MOST_PROPOSALS = 50;
/** A question without an answer weighs as much as three that have one: that is where an answer helps most. */
const UNANSWERED_WEIGHT = 3;

/** What a question is remembered by: the same for all that ask the same, and its words cannot be read from it. */
export function hashOf(question: string, usual: Language): string | null {
  const read = readQuestion(question, detectLanguage(question) ?? usual);
  if (read.telling.length === 0) return null; // greetings, "and you?"
  const stems = read.telling.map(({ stem }) => stem).join(' ');
  const compared = [stems, read.kinds, read.persons, String(read.negated)].join('\n');
  return createHash('sha256').update(compared).digest('hex');
}

/**
 * Questions that were asked several times, in the latest wording of one of them: those asked most and answered worst
 * come first.
 * @param asked latest first
 * @param leftOut of which nothing is proposed: they have an answer, or somebody said no
 */
export function proposalsOf(
  asked: readonly AskedOnce[],
  usual: Language,
  leftOut: (question: string, hash: string) => boolean,
): Proposal[] {
  const groups = new Map<string, Proposal & { unhappy: number }>();
  for (const { text, at, answer, abstained, rating } of asked) {
    const question = text.trim();
    if (question.length > QUESTION_MAX_LENGTH) continue;
    const hash = hashOf(question, usual);
    if (hash === null) continue;
    const group = groups.get(hash) ?? {
      question,
      asked: 0,
      unanswered: 0,
      unhappy: 0,
      lastAskedAt: at,
      lastAnswer: null,
    };
    groups.set(hash, group);
    const isUnhappy = abstained || rating === 'down';
    group.asked += 1;
    group.unanswered += abstained ? 1 : 0;
    group.unhappy += isUnhappy ? 1 : 0;
    if (!isUnhappy && answer !== null && answer !== '') group.lastAnswer ??= answer;
  }
  const weight = ({ asked: times, unhappy }: { asked: number; unhappy: number }) =>
    times + UNANSWERED_WEIGHT * unhappy;
  return [...groups]
    .filter(([hash, group]) => group.asked >= ASKED_OFTEN && !leftOut(group.question, hash))
    .map(([, group]) => group)
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, MOST_PROPOSALS)
    .map(({ unhappy: _unhappy, ...proposal }) => proposal);
}
