import type { Anchor, Measures, Outcome, Result } from '../contract.ts';
import type { Proven } from '../../api.ts';
import type { Span } from '#shared/lib/find-words.ts';
import { coveredBy, holds } from './anchoring.ts';

/** Passages whose words count together: what an answer is usually written from. */
const READ_TOGETHER = 5;

export type Asked = Outcome & { questionId: string; question: string; hasAnswer: boolean };

/** What became of a question, by what answers would read for it. */
export function outcomeOf(
  proven: Pick<Proven, 'passages' | 'answers' | 'certainty'>,
  words: (Span & { documentId: string }) | null,
): Outcome {
  const read = proven.passages.filter(({ relevant }) => relevant);
  const { answers, certainty } = proven;
  const judged = { answers, certainty: rounded(certainty), lost: false };
  if (words === null) return { ...judged, rank: null, covered: null };
  const place = read.findIndex(passage => passage.documentId === words.documentId && holds(passage, words));
  const near = read.slice(0, READ_TOGETHER).filter(({ documentId }) => documentId === words.documentId);
  return { ...judged, rank: place === -1 ? null : place + 1, covered: rounded(coveredBy(near, words)) };
}

/** The office answers it itself, before the documents are looked into. */
export const answeredByOffice: Outcome = { rank: 1, covered: 1, answers: true, certainty: 1, lost: false };

export function isInDocument(anchor: Anchor | null): anchor is Anchor & { documentId: string } {
  return anchor !== null && anchor.documentId !== null;
}

/** A question whose words are lost, or being read. */
export const notAsked: Outcome = { rank: null, covered: null, answers: false, certainty: 0, lost: true };

export function measure(all: readonly Asked[]): Measures {
  const asked = all.filter(({ lost }) => !lost);
  const answerable = asked.filter(({ hasAnswer }) => hasAnswer);
  const unanswerable = asked.filter(({ hasAnswer }) => !hasAnswer);
  const within = (most: number) => answerable.filter(({ rank }) => rank !== null && rank <= most).length;
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
  return {
    answerable: answerable.length,
    first: within(1),
    firstThree: within(3),
    firstFive: within(5),
    mrr: mean(answerable.map(({ rank }) => (rank === null ? 0 : 1 / rank))),
    spanRecall: mean(answerable.map(({ covered }) => covered ?? 0)),
    answered: answerable.filter(({ answers }) => answers).length,
    unanswerable: unanswerable.length,
    refused: unanswerable.filter(({ answers }) => !answers).length,
    lost: all.length - asked.length,
  };
}

/** Better or worse than before: found sooner; where that is the same, answered where there is an answer, refused where there is none. */
export function changeOf(now: Asked, before: Outcome | null): Result['change'] {
  if (before === null || now.lost || before.lost) return before === null ? 'new' : lostChange(now, before);
  const place = ({ rank }: Outcome) => rank ?? Infinity;
  if (now.hasAnswer && place(now) !== place(before)) return place(now) < place(before) ? 'better' : 'worse';
  if (now.answers === before.answers) return 'same';
  return now.answers === now.hasAnswer ? 'better' : 'worse';
}

function lostChange(now: Outcome, before: Outcome): Result['change'] {
  if (now.lost === before.lost) return 'same';
  return now.lost ? 'worse' : 'better';
}

/** Figures are kept with as much as tells. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
