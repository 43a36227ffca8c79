import type { Doubt } from '#shared/contract/messages.ts';
import { CONFIDENCE_HIGH, CONFIDENCE_MEDIUM } from '#shared/lib/confidence.ts';

/** What speaks for an answer and against it. */
export type ForAndAgainst = {
  /** Share (0-1) of the answer's sentences that the passages they cite support. */
  support: number;
  /** Relevance (0-1) to the question of the best passage that is cited. */
  relevance: number;
  /** What the answer says and its sources do not hold, or deny. */
  doubts: readonly Pick<Doubt, 'kind'>[];
  /** Citations of passages that do not exist. */
  missing: number;
  /** All that is cited stands on pages whose words were recognised in a picture, and are uncertain. */
  isBadlyRecognised: boolean;
};

/** An answer with a wrong figure is a wrong answer, whatever else it says. */
const WITH_WRONG_FACT = CONFIDENCE_MEDIUM - 0.05;
/** A name may be written in many ways, a citation mistyped, a word of a scan be another: the answer is to be checked. */
const TO_BE_CHECKED = CONFIDENCE_HIGH - 0.05;

/** An estimate (0-1) that an answer is right. */
export function confidenceIn({
  support,
  relevance,
  doubts,
  missing,
  isBadlyRecognised,
}: ForAndAgainst): number {
  const most = doubts.some(({ kind }) => kind !== 'name')
    ? WITH_WRONG_FACT
    : doubts.length > 0 || missing > 0 || isBadlyRecognised
      ? TO_BE_CHECKED
      : 1;
  return Math.round(Math.min(support * relevance, most) * 100) / 100;
}
