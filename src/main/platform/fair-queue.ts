import { FoyerError } from '#shared/errors.ts';

/** Things of which only so many may be used at once, beside the limit of all: one local model, say. */
export type Lane = { name: string; atOnce: number };

export type QueueLimits = { atOnce: number; waitingAtMost: number };

/** A place in the queue, and then the right to go on until `leave`. */
export type Turn = {
  /** 1 is next; 0 once it is this one's turn. */
  position(): number;
  /** Resolves at the next change of position, at once when it has its turn or left. */
  changed(): Promise<void>;
  /** Gives the place, or the turn, back. A second time does nothing. */
  leave(): void;
};

export type FairQueue = {
  /** Null when too many wait already. */
  enter(who: string, lane: Lane | null): Turn | null;
  state(): { running: number; waiting: number };
  /** How long a newcomer would wait, in seconds: what was measured, never less than one. */
  secondsToWait(): number;
};

type Entry = {
  who: string;
  lane: Lane | null;
  /** Each one's first request goes before anyone's second. */
  round: number;
  state: 'waiting' | 'running' | 'gone';
  startedAt: number;
  wakers: Set<() => void>;
};

/** A new duration counts so much in the average: about the last twenty. */
const WEIGHT = 0.1;
const FIRST_GUESS_MS = 5_000;

/**
 * A bounded queue, fair by asker: rounds as in start-time fair queuing, so that somebody who asks ten things at once
 * stands behind everybody who asks one.
 *
 * @param limits read at each step, so that a setting takes effect at once
 */
export function createFairQueue(
  limits: () => QueueLimits,
  monotonicMs: () => number = () => performance.now(),
): FairQueue {
  let waiting: Entry[] = [];
  let running = 0;
  let currentRound = 0;
  let averageMs = FIRST_GUESS_MS;
  const runningInLane = new Map<string, number>();
  /** Of what each one has in the queue or under way. */
  const roundsOf = new Map<string, Set<number>>();

  const hasRoom = ({ lane }: Entry) => lane === null || (runningInLane.get(lane.name) ?? 0) < lane.atOnce;

  function count(lane: Lane | null, change: 1 | -1): void {
    running += change;
    if (lane === null) return;
    const now = (runningInLane.get(lane.name) ?? 0) + change;
    if (now === 0) runningInLane.delete(lane.name);
    else runningInLane.set(lane.name, now);
  }

  function wake(entry: Entry): void {
    for (const waker of entry.wakers) waker();
    entry.wakers.clear();
  }

  function grant(): void {
    const { atOnce } = limits();
    while (running < atOnce) {
      const next = waiting.find(hasRoom);
      if (next === undefined) break;
      waiting = waiting.filter(entry => entry !== next);
      next.state = 'running';
      next.startedAt = monotonicMs();
      currentRound = Math.max(currentRound, next.round);
      count(next.lane, 1);
      wake(next);
    }
    for (const entry of waiting) wake(entry);
  }

  function leave(entry: Entry): void {
    if (entry.state === 'gone') return;
    if (entry.state === 'running') {
      count(entry.lane, -1);
      averageMs += (monotonicMs() - entry.startedAt - averageMs) * WEIGHT;
    } else waiting = waiting.filter(other => other !== entry);
    entry.state = 'gone';
    // Whoever has nothing left in the queue has no advance on anyone; whoever has goes on behind what is left.
    const rounds = roundsOf.get(entry.who);
    rounds?.delete(entry.round);
    if (rounds?.size === 0) roundsOf.delete(entry.who);
    wake(entry);
    grant();
  }

  return {
    enter(who, lane) {
      const rounds = roundsOf.get(who) ?? new Set();
      const round = Math.max(currentRound, Math.max(-1, ...rounds) + 1);
      const entry: Entry = { who, lane, round, state: 'waiting', startedAt: 0, wakers: new Set() };
      const { atOnce, waitingAtMost } = limits();
      const waits = running >= atOnce || !hasRoom(entry);
      if (waits && waiting.length >= waitingAtMost) return null;
      roundsOf.set(who, rounds.add(round));
      const after = waiting.findIndex(other => other.round > round);
      waiting.splice(after === -1 ? waiting.length : after, 0, entry);
      grant();
      return {
        position() {
          if (entry.state !== 'waiting') return 0;
          // While there is room in all, only those who want the same thing stand before.
          const before = running >= limits().atOnce ? waiting : waiting.filter(isSameLane(entry));
          return before.indexOf(entry) + 1;
        },
        changed: () =>
          entry.state === 'waiting' ? new Promise(resolve => entry.wakers.add(resolve)) : Promise.resolve(),
        leave: () => leave(entry),
      };
    },
    state: () => ({ running, waiting: waiting.length }),
    secondsToWait: () =>
      Math.max(1, Math.ceil(((waiting.length + 1) * averageMs) / Math.max(1, limits().atOnce) / 1000)),
  };
}

function isSameLane(entry: Entry): (other: Entry) => boolean {
  return other => other.lane?.name === entry.lane?.name;
}

/** Until it is this one's turn, or the signal aborts. */
export async function untilTurn(turn: Turn, signal: AbortSignal): Promise<void> {
  if (turn.position() === 0) return;
  let resolveStopped: () => void = () => undefined;
  const stopped = new Promise<void>(resolve => (resolveStopped = resolve));
  signal.addEventListener('abort', resolveStopped, { once: true });
  try {
    while (turn.position() > 0 && !signal.aborted) await Promise.race([turn.changed(), stopped]);
  } finally {
    signal.removeEventListener('abort', resolveStopped);
  }
}

/** The refusal of a queue that is full, with the time to come back. */
export function queueIsFull(queue: FairQueue): FoyerError {
  return new FoyerError('answers.busy', 'Too many questions are waiting', {
    details: { retryAfterSeconds: queue.secondsToWait() },
  });
}
