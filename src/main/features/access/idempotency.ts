import { createHash } from 'node:crypto';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Principal, RequestContext } from './principal.ts';
import type { IdempotentStore, KeptAnswer } from './idempotent-store.ts';
import { digested, digestsOf, type FileDigest, type IncomingFile } from '#main/platform/incoming-files.ts';

const KEPT_MS = 24 * 3_600_000; // a program that failed overnight still repeats safely in the morning
const PURGE_EVERY_MS = 3_600_000;
const WAIT_MS = 20_000; // for the first of two equal requests; shorter than the patience of common clients (30 s)

/** A request that creates something, and what to do when it is the first of its key. */
export type OnceRequest<Answer> = {
  principal: Principal;
  /** The caller's own name for the request, as it was sent. */
  key: string;
  /** True when the answer holds a secret: it is kept in memory and never written. */
  secret: boolean;
  /** Tells this request from another one with the same key. Asked only when there was one before. */
  fingerprint: () => Promise<string> | string;
  work: () => Promise<{ answer: Answer; fingerprint: string; clientId: string | null }>;
  /** Tells the caller when the answer is that of an earlier request. */
  setHeader?: RequestContext['setHeader'];
};

type Secret = { answer: unknown; fingerprint: string; until: number };

export type Idempotency = ReturnType<typeof createIdempotency>;

/**
 * Does each creation once for a key that the caller chose, however often it is asked for: a program that does not
 * know whether its request arrived repeats it. Answers are kept for a day and given to the same caller alone.
 */
export function createIdempotency({ store, clock }: { store: IdempotentStore; clock: Clock }) {
  const underWay = new Map<string, Promise<void>>();
  const secrets = new Map<string, Secret>();
  let purgedAt = Number.NEGATIVE_INFINITY;

  function purge(): void {
    if (performance.now() - purgedAt < PURGE_EVERY_MS) return;
    purgedAt = performance.now();
    store.removeBefore(oldest());
    for (const [id, { until }] of secrets) if (until < performance.now()) secrets.delete(id);
  }

  const oldest = () => new Date(clock.now().getTime() - KEPT_MS).toISOString();

  async function repeat<Answer>(
    kept: KeptAnswer,
    id: string,
    { fingerprint, setHeader }: OnceRequest<Answer>,
  ): Promise<Answer> {
    const secret = secrets.get(id);
    const answer = secret?.answer ?? kept.answer;
    if ((secret?.fingerprint ?? kept.requestHash) !== (await fingerprint()) && answer !== null) {
      throw new FoyerError('request.key_reused', 'This Idempotency-Key was used for another request');
    }
    if (answer === null) {
      throw new FoyerError(
        'request.outcome_unknown',
        'An earlier request with this Idempotency-Key was cut short: look whether it was done',
      );
    }
    setHeader?.('idempotency-replayed', 'true');
    // What a route of this caller answered before, to the same input.
    return answer as Answer;
  }

  async function first<Answer>(caller: string, id: string, request: OnceRequest<Answer>): Promise<Answer> {
    const { key, secret, work } = request;
    store.insert({ caller, key, requestHash: '', answer: null, createdAt: clock.now().toISOString() });
    try {
      const { answer, fingerprint, clientId } = await work();
      if (secret) secrets.set(id, { answer, fingerprint, until: performance.now() + KEPT_MS });
      store.update(caller, key, { answer: secret ? null : answer, requestHash: fingerprint, clientId });
      return answer;
    } catch (error) {
      store.remove(caller, key); // what failed may be tried again
      throw error;
    }
  }

  return {
    /**
     * Throws `request.invalid` for a key of a wrong form, `request.key_reused` for a key of another request, `request.in_progress` when the first one lasts too
     * long, `request.outcome_unknown` when Foyer stopped in the middle of it.
     */
    async once<Answer>(request: OnceRequest<Answer>): Promise<Answer> {
      const caller = callerOf(request.principal);
      if (caller === null) return (await request.work()).answer;
      const key = checkedKey(request.key);
      const id = `${caller} ${key}`;
      purge();
      for (let before = underWay.get(id); before !== undefined; before = underWay.get(id)) {
        await waitFor(before);
      }
      const kept = store.get(caller, key);
      if (kept && kept.createdAt > oldest()) return await repeat(kept, id, request);
      if (kept) store.remove(caller, key);
      const answering = first(caller, id, request);
      const ended = answering.then(
        () => undefined,
        () => undefined, // told to the one who asked first; the next one tries
      );
      underWay.set(id, ended);
      try {
        return await answering;
      } finally {
        if (underWay.get(id) === ended) underWay.delete(id); // the next one may have begun
      }
    },
  };
}

/** A call of a route that creates, as `once` takes it. */
export function creation<Answer>(path: readonly string[], input: unknown, call: () => Promise<Answer>) {
  const fingerprint = fingerprintOf(path, input);
  return {
    fingerprint: () => fingerprint,
    async work() {
      const answer = await call();
      return { answer, fingerprint, clientId: clientIdOf(path, answer) };
    },
  };
}

/**
 * The same of a route that takes files: its fingerprint is known once they were read. A repetition is read to its end and
 * compared, byte for byte by its digests, before it is given the first one's answer.
 */
export function creationWithFiles<Answer>(
  path: readonly string[],
  { input, files }: { input: unknown; files: AsyncGenerator<IncomingFile> },
  call: (read: AsyncGenerator<IncomingFile>) => Promise<Answer>,
) {
  return {
    fingerprint: async () => fingerprintOf(path, input, await digestsOf(files)),
    async work() {
      const digests: FileDigest[] = [];
      const answer = await call(digested(files, digests));
      return {
        answer,
        fingerprint: fingerprintOf(path, input, digests),
        clientId: clientIdOf(path, answer),
      };
    },
  };
}

/** The fingerprint of a call: the route and its input, whatever the order of the fields. */
export function fingerprintOf(...parts: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts, (_name, value: unknown) => sorted(value)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Throws `request.invalid` for a key that is empty, very long, or not of visible ASCII characters. */
function checkedKey(key: string): string {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new FoyerError('request.invalid', 'Idempotency-Key: 1 to 255 visible ASCII characters', {
    details: { field: 'Idempotency-Key' },
  });
}

/** The client that what was made belongs to: its answer is erased with it. */
function clientIdOf(path: readonly string[], answer: unknown): string | null {
  const [first] = Array.isArray(answer) ? (answer as unknown[]) : [answer];
  if (typeof first !== 'object' || first === null) return null;
  const { id, clientId } = first as { id?: unknown; clientId?: unknown };
  const owner = path[0] === 'clients' ? id : clientId;
  return typeof owner === 'string' ? owner : null;
}

/**
 * Null for callers without a name: nobody could tell two of them apart. Visitors send an id with each message, and
 * their answers are not kept for them.
 */
function callerOf(principal: Principal): string | null {
  switch (principal.kind) {
    case 'anonymous':
    case 'visitor':
      return null;
    case 'local':
      return 'local';
    case 'user':
      return `user:${principal.userId}`;
    case 'key':
      return `key:${principal.keyId}`;
  }
}

async function waitFor(before: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), WAIT_MS);
  const outcome = await Promise.race([before, late]);
  clearTimeout(timer);
  if (outcome !== 'late') return;
  throw new FoyerError('request.in_progress', 'The same request is still under way', {
    details: { retryAfterSeconds: 5 },
  });
}
