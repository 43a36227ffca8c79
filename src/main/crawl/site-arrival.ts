import { FoyerError } from '#shared/errors.ts';
import type { KnownItem, SkipReason, Waiting } from '#main/features/sources/kinds.ts';
import { addressKey } from './address.ts';
import type { HostPace } from './host-pace.ts';
import type { Answer, PageRequest } from './page-request.ts';
import type { Robots, RobotsRules } from './robots.ts';
import type { Scope } from './scope.ts';

const MAX_HOPS = 6;
/** A busy host is asked so often, and not waited for longer than this at once. */
const TRIES = 3;
const LONGEST_WAIT_MS = 10 * 60_000;
/** Waited for where a busy host does not say how long, longer each time. */
const USUAL_WAIT_MS = 5_000;

/** Where an address led in the end. */
export type Arrival =
  | {
      type: 'there';
      key: string;
      hops: readonly string[];
      answer: Exclude<Answer, { type: 'moved' | 'busy' }>;
    }
  | { type: 'stopped'; reason: SkipReason; detail: string };

type Way = {
  /** Whether a redirect may go on there; it is asked once for each. */
  stopsAt(key: string): SkipReason | null;
  known: KnownItem | null;
  /** What is known of where a redirect leads. */
  knownAt?: (key: string) => KnownItem | null;
};

/** Goes to addresses: as robots.txt allows, at the pace of their host, through redirects that stay within the site. */
export function createArrivals(options: {
  request: PageRequest;
  robots: Robots;
  pace: HostPace;
  scope: Pick<Scope, 'refusalOf'>;
  signal: AbortSignal;
}) {
  const { request, robots, pace, scope, signal } = options;

  /** Throws `source.unreachable`, and `source.robots_unreachable` where the host cannot say what may be read. */
  async function rulesOf(address: string): Promise<RobotsRules> {
    const rules = await robots.rulesOf(address, signal);
    const { host } = new URL(address);
    if (rules === 'no_answer')
      throw new FoyerError('source.unreachable', `${host} does not answer`, { details: { host } });
    if (rules === 'unsaid') {
      throw new FoyerError('source.robots_unreachable', `${host} does not say what may be read`, {
        details: { host },
      });
    }
    if (rules.delayMs !== null) pace.atLeast(address, rules.delayMs);
    return rules;
  }

  async function ask(address: string, known: KnownItem | null): Promise<Exclude<Answer, { type: 'busy' }>> {
    for (let attempt = 1; ; attempt += 1) {
      await pace.turn(address, signal);
      const answer = await request.get(address, known?.validators ?? null, signal);
      pace.ended(address);
      if (answer.type !== 'busy') return answer;
      const waitMs = answer.retryAfterMs ?? USUAL_WAIT_MS * 2 ** (attempt - 1);
      pace.busy(address, Math.min(waitMs, LONGEST_WAIT_MS));
      if (attempt === TRIES || waitMs > LONGEST_WAIT_MS)
        return { type: 'failed', isNetwork: true, detail: String(answer.status) };
    }
  }

  async function goTo({ key }: Pick<Waiting, 'key'>, { stopsAt, known, knownAt }: Way): Promise<Arrival> {
    const hops = [key];
    let address = key;
    for (let hop = 0; hop < MAX_HOPS; hop += 1) {
      const at = hops.at(-1) ?? key;
      const rules = await rulesOf(address);
      if (!rules.allows(address)) return { type: 'stopped', reason: 'disallowed', detail: at };
      const answer = await ask(address, hops.length === 1 ? known : (knownAt?.(at) ?? null));
      if (answer.type !== 'moved') return { type: 'there', key: at, hops, answer };
      const next = addressKey(answer.to);
      const isStepDown = address.startsWith('https:') && answer.to.startsWith('http:');
      if (next === null || isStepDown || scope.refusalOf(next) !== null)
        return { type: 'stopped', reason: 'elsewhere', detail: answer.to };
      address = next;
      // The same page under an address with a session, which it asked for.
      if (next === at) address = answer.to;
      else if (hops.includes(next)) break;
      else {
        const stop = stopsAt(next);
        if (stop !== null) return { type: 'stopped', reason: stop, detail: next };
        hops.push(next);
      }
    }
    const answer = { type: 'failed', isNetwork: false, detail: 'redirects' } as const;
    return { type: 'there', key, hops: [key], answer };
  }

  return { goTo, rulesOf };
}

export type Arrivals = ReturnType<typeof createArrivals>;
