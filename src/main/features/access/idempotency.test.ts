import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { idempotentAnswers } from '#main/db/schema/index.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { createIdempotency, fingerprintOf, type OnceRequest } from './idempotency.ts';
import { createIdempotentStore } from './idempotent-store.ts';
import type { Principal } from './principal.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';

const HOUR_MS = 3_600_000;
const machine: Principal = { kind: 'local', role: 'owner', userId: null };
const program: Principal = {
  kind: 'key',
  keyId: plantedId('k1'),
  clientId: plantedId('c1'),
  scopes: ['write'],
  chatbotIds: null,
};

let place: ReturnType<typeof open>;
beforeEach(() => {
  place = open();
});
afterEach(() => place.close());

function open() {
  const { database, close } = openTemporaryDatabase();
  let time = new Date('2026-11-25T09:00:00.000Z');
  const start = () =>
    createIdempotency({ store: createIdempotentStore(database), clock: { now: () => time } });
  let made = 0;
  return {
    database,
    close,
    start,
    idempotency: start(),
    later: (ms: number) => (time = new Date(time.getTime() + ms)),
    made: () => made,
    /** A request that makes the next number. */
    request: (change: Partial<OnceRequest<number>> & { input?: string } = {}): OnceRequest<number> => ({
      principal: machine,
      key: 'a',
      secret: false,
      fingerprint: () => change.input ?? 'same',
      work: () => {
        made += 1;
        return Promise.resolve({ answer: made, fingerprint: change.input ?? 'same', clientId: null });
      },
      ...change,
    }),
  };
}

it('gives the same request the same answer, in this run and in the next, for a day', async () => {
  const setHeader = vi.fn();
  expect(await place.idempotency.once(place.request({ setHeader }))).toBe(1);
  expect(setHeader).not.toHaveBeenCalled();
  expect(await place.idempotency.once(place.request({ setHeader }))).toBe(1);
  expect(setHeader).toHaveBeenCalledWith('idempotency-replayed', 'true');
  expect(await place.start().once(place.request())).toBe(1);
  place.later(24 * HOUR_MS - 1);
  expect(await place.idempotency.once(place.request())).toBe(1);
  place.later(1);
  expect(await place.idempotency.once(place.request())).toBe(2);
});

it('keeps the answers of one caller from another, and of one key from another', async () => {
  expect(await place.idempotency.once(place.request())).toBe(1);
  expect(await place.idempotency.once(place.request({ principal: program }))).toBe(2);
  expect(await place.idempotency.once(place.request({ key: 'b' }))).toBe(3);
  const nobody = place.request({ principal: { kind: 'anonymous' } });
  expect([await place.idempotency.once(nobody), await place.idempotency.once(nobody)]).toEqual([4, 5]);
});

it('refuses the key of another request, and keys of a wrong form', async () => {
  await place.idempotency.once(place.request());
  await expect(place.idempotency.once(place.request({ input: 'other' }))).rejects.toMatchObject({
    code: 'request.key_reused',
    status: 422,
  });
  for (const key of ['', 'a b', 'é', 'x'.repeat(256), 'a\n'])
    await expect(place.idempotency.once(place.request({ key }))).rejects.toMatchObject({
      code: 'request.invalid',
    });
  expect(place.made()).toBe(1);
});

it('does once what is asked for at the same time', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = vi.fn(async () => {
    await promise;
    return { answer: 7, fingerprint: 'same', clientId: null };
  });
  const asked = [1, 2, 3].map(() => place.idempotency.once(place.request({ work })));
  resolve();
  expect(await Promise.all(asked)).toEqual([7, 7, 7]);
  expect(work).toHaveBeenCalledTimes(1);
});

it('says so when the first one lasts', async () => {
  vi.useFakeTimers();
  try {
    const { promise, resolve } = Promise.withResolvers<void>();
    const work = async () => {
      await promise;
      return { answer: 7, fingerprint: 'same', clientId: null };
    };
    const first = place.idempotency.once(place.request({ work }));
    const second = place.idempotency.once(place.request({ work })).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await second).toMatchObject({ code: 'request.in_progress', details: { retryAfterSeconds: 5 } });
    resolve();
    expect(await first).toBe(7);
  } finally {
    vi.useRealTimers();
  }
});

it('lets what failed be tried again, by whoever waits for it, too', async () => {
  let fail = true;
  const work = () => {
    if (!fail) return Promise.resolve({ answer: 1, fingerprint: 'same', clientId: null });
    fail = false;
    return Promise.reject(new Error('no luck'));
  };
  const first = place.idempotency.once(place.request({ work }));
  const second = place.idempotency.once(place.request({ work }));
  await expect(first).rejects.toThrow('no luck');
  expect(await second).toBe(1);
});

it('admits that it does not know what became of a request that was cut short', async () => {
  const cut = place.request({ work: () => new Promise(() => undefined) });
  void place.idempotency.once(cut);
  await expect(place.start().once(place.request())).rejects.toMatchObject({
    code: 'request.outcome_unknown',
    status: 409,
  });
});

it('never writes an answer that is shown once', async () => {
  const secret = place.request({
    secret: true,
    work: () => {
      const answer = { key: 'foyer_secret' } as unknown as number;
      return Promise.resolve({ answer, fingerprint: 'same', clientId: null });
    },
  });
  await place.idempotency.once(secret);
  expect(await place.idempotency.once(secret)).toEqual({ key: 'foyer_secret' });
  const other = { ...secret, fingerprint: () => 'other' };
  await expect(place.idempotency.once(other)).rejects.toMatchObject({ code: 'request.key_reused' });
  expect(JSON.stringify(place.database.select().from(idempotentAnswers).all())).not.toContain('foyer_');
  await expect(place.start().once(secret)).rejects.toMatchObject({ code: 'request.outcome_unknown' });
});

it('tells requests apart by what they say, not by the order they say it in', () => {
  expect(fingerprintOf(['a'], { x: 1, y: { b: 2n, a: [1, 2] } })).toBe(
    fingerprintOf(['a'], { y: { a: [1, 2], b: 2n }, x: 1 }),
  );
  const different = [
    fingerprintOf({ x: 1 }),
    fingerprintOf({ x: '1' }),
    fingerprintOf({ x: [1] }),
    fingerprintOf(),
  ];
  expect(new Set(different).size).toBe(4);
});
