import * as argon2 from '@node-rs/argon2';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { localContext } from '../support/temporary-app.ts';
import {
  errorCode,
  field,
  owner,
  send,
  signInAsOwner,
  startTestServer,
  type Answer,
  type TestServer,
} from './door-support.ts';

// Only counted: every call goes through to the library.
vi.mock('@node-rs/argon2', async original => {
  const library = await original<typeof argon2>();
  return { ...library, hash: vi.fn(library.hash), verify: vi.fn(library.verify) };
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const verifications = () => vi.mocked(argon2.verify).mock.calls;
const hashes = () => vi.mocked(argon2.hash).mock.calls;

let server: TestServer;
let authorization: { authorization: string };
beforeEach(async () => {
  server = await startTestServer();
  authorization = await signInAsOwner(server);
  vi.mocked(argon2.verify).mockClear();
  vi.mocked(argon2.hash).mockClear();
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const signIn = (json: object, headers: Record<string, string> = {}): Promise<Answer> =>
  send(server.address, '/api/auth/token', { method: 'POST', headers, json });
const guess = (email = owner.email, headers: Record<string, string> = {}) =>
  signIn({ email, password: 'devinette' }, headers);
const right = (headers: Record<string, string> = {}) =>
  signIn({ email: owner.email, password: owner.password }, headers);
const lockouts = async () =>
  (await send(server.address, '/api/security/lockouts', { headers: authorization })).json as Record<
    string,
    unknown
  >[];

function countOf(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const key = `${answer.status} ${String(errorCode(answer))}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

describe('a thousand guesses', () => {
  const forwarded = (turn: number) => ({
    'x-forwarded-for': `203.0.113.${turn % 250}`,
    'x-real-ip': `198.51.100.${turn % 250}`,
    forwarded: `for=192.0.2.${turn % 250}`,
  });

  it('at one account get ten tries, whatever address their headers claim', async () => {
    const answers: Answer[] = [];
    for (let turn = 0; turn < 1_000; turn += 1) answers.push(await guess(owner.email, forwarded(turn)));
    expect(countOf(answers)).toEqual({ '401 auth.invalid_credentials': 10, '429 auth.throttled': 990 });
    expect(verifications()).toHaveLength(10);
    expect((await right(forwarded(1))).status).toBe(429);
    expect((await right()).status).toBe(200); // at the machine itself
    expect((await right(forwarded(1))).status).toBe(429);
    expect((await send(server.address, '/health')).status).toBe(200);
  });

  it('all at once get no more', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, turn) => guess(owner.email, forwarded(turn))),
    );
    expect(countOf(answers)['401 auth.invalid_credentials']).toBe(10);
    expect(verifications()).toHaveLength(10);
  });

  it('at a thousand accounts get forty tries from one address', async () => {
    const answers: Answer[] = [];
    for (let turn = 0; turn < 1_000; turn += 1)
      answers.push(await guess(`x${turn}@exemple.fr`, forwarded(turn)));
    expect(countOf(answers)).toEqual({ '401 auth.invalid_credentials': 40, '429 auth.throttled': 960 });
    expect(await lockouts()).toMatchObject([{ kind: 'address', subject: '127.0.0.1', attempts: 40 }]);
  });
});

describe('an unknown account and a wrong password', () => {
  it('get the same words, the same status and the same work, whoever comes first', async () => {
    const client = server.app.client(localContext(server.app));
    const { email } = await client.auth.register({
      email: 'ancienne@exemple.fr',
      fullName: 'Ancienne',
      password: 'une phrase de cette personne',
      role: 'member',
    });
    vi.mocked(argon2.hash).mockClear();
    const answers: Answer[] = [];
    const work: number[][] = [];
    for (const address of ['inconnue@exemple.fr', owner.email, 'AUTRE@exemple.fr', email]) {
      const before = [verifications().length, hashes().length];
      answers.push(await guess(address));
      work.push([verifications().length - (before[0] ?? 0), hashes().length - (before[1] ?? 0)]);
    }
    const plain = answers.map(({ status, json }) => {
      const { correlationId, ...error } = field(json, 'error') as Record<string, unknown>;
      expect(correlationId).toMatch(/^[0-9a-f-]{36}$/);
      return { status, error };
    });
    expect(new Set(plain.map(answer => JSON.stringify(answer))).size).toBe(1);
    expect(work.map(([verified]) => verified)).toEqual([1, 1, 1, 1]);
    // Each against a hash of the same cost: no answer comes quicker for want of one.
    const costs = verifications().map(([hash]) => String(hash).split('$').slice(0, 4).join('$'));
    expect(new Set(costs)).toEqual(new Set(['$argon2id$v=19$m=19456,t=2,p=1']));
    expect(work.map(([, hashed]) => hashed)).toEqual([0, 0, 0, 0]);
  });

  it('are locked out alike', async () => {
    for (const email of ['inconnue@exemple.fr', owner.email]) {
      for (let turn = 0; turn < 10; turn += 1) await guess(email);
    }
    const [unknown, known] = [await guess('inconnue@exemple.fr'), await guess()];
    expect([unknown.status, known.status]).toEqual([429, 429]);
    expect(await lockouts()).toMatchObject([
      { kind: 'account', subject: 'inconnue@exemple.fr', attempts: 10 },
      { kind: 'account', subject: owner.email, attempts: 10 },
    ]);
  });
});

describe('a lock-out', () => {
  const lockOut = async () => {
    for (let turn = 0; turn < 10; turn += 1) await guess();
  };

  it.each([-2, 2])('is neither lifted nor prolonged by a clock that moves %i hours', async hours => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    await lockOut();
    vi.setSystemTime(Date.now() + hours * HOUR);
    const answer = await right();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60']);
    vi.advanceTimersByTime(MINUTE);
    expect((await right()).status).toBe(200);
  });

  it('of a clock that moves is none', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    for (let turn = 0; turn < 9; turn += 1) await guess();
    vi.setSystemTime(Date.now() - 2 * HOUR);
    expect((await right()).status).toBe(200);
  });

  it('is seen by an administrator, who lifts it', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    await lockOut();
    vi.advanceTimersByTime(10_000);
    const [lockout] = await lockouts();
    expect(lockout).toMatchObject({
      since: new Date(Date.now() - 10_000).toISOString(),
      until: new Date(Date.now() + 50_000).toISOString(),
    });
    const lift = () =>
      send(server.address, `/api/security/lockouts/${String(lockout?.id)}`, {
        method: 'DELETE',
        headers: authorization,
      });
    expect((await lift()).status).toBe(200);
    const again = await lift();
    expect([again.status, errorCode(again)]).toEqual([404, 'resource.not_found']);
    expect((await right()).status).toBe(200);
  });

  it('says how long to wait, over REST and over RPC', async () => {
    await lockOut();
    const rest = await guess();
    expect(rest.headers.get('retry-after')).toBe('60');
    expect(field(field(field(rest.json, 'error'), 'details'), 'retryAfterSeconds')).toBe(60);
    const rpc = await send(server.address, '/rpc/auth/login', {
      method: 'POST',
      json: { json: { email: owner.email, password: 'x' } },
    });
    expect(rpc.status).toBe(429);
    expect(rpc.text).toContain('"retryAfterSeconds":60');
  });
});

describe('the password of someone who is signed in', () => {
  it('is not guessed either', async () => {
    const change = () =>
      send(server.address, '/api/auth/password', {
        method: 'POST',
        headers: authorization,
        json: { currentPassword: 'devinette', newPassword: 'une phrase de voleur' },
      });
    const answers: Answer[] = [];
    for (let turn = 0; turn < 12; turn += 1) answers.push(await change());
    expect(countOf(answers)).toEqual({ '403 auth.password_wrong': 10, '429 auth.throttled': 2 });
  });
});

describe('odd credentials', () => {
  it.each([
    { email: null, password: null },
    { email: '', password: '' },
    { email: [], password: [] },
    { email: owner.email, password: { length: 20 } },
    { email: owner.email, password: 'x'.repeat(201) },
    { email: owner.email, password: owner.password, code: null },
    { email: owner.email, password: owner.password, code: [] },
    { email: owner.email, password: owner.password, code: 123456 },
    { email: owner.email, password: owner.password, role: 'owner' },
  ])('%j are refused as such', async json => {
    const answer = await signIn(json);
    expect([answer.status, errorCode(answer)]).toEqual([400, 'request.invalid']);
  });
});
