import { answerAttempt, type AnswerAttempt } from '#shared/contract/messages.ts';

/** The attempts of an answer as they are shown: what another version wrote and this one does not know is left out. */
export function attemptsOf(stored: unknown): AnswerAttempt[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap(one => {
    const { success, data } = answerAttempt.safeParse(one);
    return success ? [data] : [];
  });
}
