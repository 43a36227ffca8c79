import { promptTokensWithin } from './reading-pace.ts';

type Speeds = { readTokensPerSecond: number | null; writtenTokensPerSecond: number | null };

export type PeopleServed = {
  /** Who ask once a minute each, and wait little for each other. */
  people: number;
  /** If so many ask at the same moment, the last one waits so long before it is her turn. */
  atOnce: number;
  lastWaitsSeconds: number;
};

const ANSWER_TOKENS = 150; // some 110 words: three or four sentences
/** From the end of an answer to the next question of the same person, who reads it and types. */
const BETWEEN_QUESTIONS_SECONDS = 60;
/** Longer behind somebody else's answer looks like a fault. */
const TOLERABLE_WAIT_SECONDS = 10;
const AT_ONCE_MORE = 2;
export const PEOPLE_MOST = 50; // who has more asks for another machine

/**
 * How many people a model that answers one after the other serves, by how fast it was measured. Mean value analysis of
 * a closed queue (Reiser and Lavenberg, 1980): each asks, waits, reads and asks again.
 *
 * @returns null where its speed was not measured
 */
export function peopleServed(pace: Speeds, readingSeconds: number): PeopleServed | null {
  const { readTokensPerSecond, writtenTokensPerSecond } = pace;
  if (readTokensPerSecond === null || writtenTokensPerSecond === null) return null;
  const answerSeconds =
    promptTokensWithin(readTokensPerSecond, readingSeconds) / readTokensPerSecond +
    ANSWER_TOKENS / writtenTokensPerSecond;
  let people = 1;
  for (let waiting = 0, asking = 1; asking <= PEOPLE_MOST; asking += 1) {
    const wait = answerSeconds * waiting;
    if (wait > TOLERABLE_WAIT_SECONDS) break;
    people = asking;
    const whole = answerSeconds + wait;
    waiting = (asking / (BETWEEN_QUESTIONS_SECONDS + whole)) * whole;
  }
  const atOnce = people + AT_ONCE_MORE;
  return { people, atOnce, lastWaitsSeconds: Math.round((atOnce - 1) * answerSeconds) };
}
