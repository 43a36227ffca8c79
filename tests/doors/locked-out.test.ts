import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  field,
  owner,
  send,
  signInAsOwner,
  startTestServer,
  errorCode,
  type TestServer,
} from './door-support.ts';

/** What a proxy adds: whoever comes through one is not at the machine. */
const FROM_AFAR = { 'x-forwarded-for': '203.0.113.7' };
const STEP = 30_000;

let server: TestServer;
let headers: { authorization: string };
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.parse('2026-11-20T10:00:05Z') });
  server = await startTestServer();
  headers = await signInAsOwner(server);
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const post = (path: string, json: object, as: Record<string, string> = {}) =>
  send(server.address, `/api${path}`, { method: 'POST', headers: as, json });
const login = (more: object = {}, as: Record<string, string> = {}) =>
  post('/auth/login', { email: owner.email, password: owner.password, ...more }, { ...FROM_AFAR, ...as });
const cookieOf = (answer: { headers: Headers }, name: string) =>
  answer.headers.getSetCookie().find(cookie => cookie.startsWith(`${name}=`)) ?? '';

async function othersGuess(times = 10): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) await login({ password: 'devinette' });
  expect((await login()).status).toBe(429);
}

async function turnOnSecondFactor(): Promise<{ secret: Secret; recovery: string[] }> {
  const begun = await post('/auth/second-factor/start', { password: owner.password }, headers);
  const secret = Secret.fromBase32(String(field(begun.json, 'secret')));
  const confirmed = await post('/auth/second-factor/confirm', { code: TOTP.generate({ secret }) }, headers);
  vi.advanceTimersByTime(STEP);
  return { secret, recovery: field(confirmed.json, 'recoveryCodes') as string[] };
}

describe('case 42: ten wrong passwords from anywhere', () => {
  it('lock out neither the owner at the machine nor the session that is open', async () => {
    await othersGuess();
    const atTheMachine = await post('/auth/login', { email: owner.email, password: owner.password });
    expect(atTheMachine.status).toBe(200);
    const asked = await post(
      '/auth/second-factor/start',
      { password: owner.password },
      { ...headers, ...FROM_AFAR },
    );
    expect(asked.status).toBe(200);
  });

  it('do not lock out a browser where the person signed in before, which has ten tries of its own', async () => {
    const kept = cookieOf(await login(), 'foyer_device');
    expect(kept).toMatch(/^foyer_device=[\w.~-]+; .*HttpOnly; SameSite=Strict/);
    const cookie = kept.split(';')[0] ?? '';
    await othersGuess();
    expect((await login({}, { cookie })).status).toBe(200);
    for (let turn = 0; turn < 10; turn += 1) await login({ password: 'devinette' }, { cookie });
    expect((await login({}, { cookie })).status).toBe(429);
  });

  it('are not made more by a device that was made up, is another’s, or was given to another account', async () => {
    const cookie = cookieOf(await login(), 'foyer_device').split(';')[0] ?? '';
    await post(
      '/auth/register',
      { email: 'hugo@exemple.fr', password: 'une phrase pour Hugo', fullName: 'Hugo Petit', role: 'member' },
      headers,
    );
    const hugo = { email: 'hugo@exemple.fr', password: 'devinette' };
    for (let turn = 0; turn < 10; turn += 1) await login(hugo);
    expect((await login(hugo, { cookie })).status).toBe(429);
    await othersGuess();
    const madeUp = `foyer_device=${'A'.repeat(22)}.${'B'.repeat(43)}`;
    for (const shown of [madeUp, `${cookie}x`, 'foyer_device=', `foyer_device=${'~'.repeat(2_000)}`])
      expect((await login({}, { cookie: shown })).status).toBe(429);
  });

  it('remember a browser for the people who share it', async () => {
    await post(
      '/auth/register',
      { email: 'hugo@exemple.fr', password: 'une phrase pour Hugo', fullName: 'Hugo Petit', role: 'member' },
      headers,
    );
    const first = cookieOf(await login(), 'foyer_device').split(';')[0] ?? '';
    const both = cookieOf(
      await login({ email: 'hugo@exemple.fr', password: 'une phrase pour Hugo' }, { cookie: first }),
      'foyer_device',
    ).split(';')[0];
    await othersGuess();
    expect((await login({}, { cookie: both ?? '' })).status).toBe(200);
  });

  it('do not lock out who shows password and code at once; each alone tells nothing', async () => {
    const { secret, recovery } = await turnOnSecondFactor();
    await othersGuess();
    const code = () => TOTP.generate({ secret });
    const told = [
      await login({ code: '000000' }),
      await login({ password: 'devinette', code: code() }),
      await login({ password: 'devinette', code: recovery[0] }),
      await login({ email: 'inconnue@exemple.fr', code: code() }),
    ].map(answer => [answer.status, errorCode(answer)]);
    expect(told.slice(0, 3)).toEqual([1, 2, 3].map(() => [429, 'auth.throttled']));
    expect((await login({ code: code() })).status).toBe(200);
    expect((await login({ code: recovery[0] })).status).toBe(200);
    expect((await login({ code: recovery[0] })).status).toBe(429);
  });

  it('leave ten codes to guess, not more, to whoever knows the password', async () => {
    const { secret, recovery } = await turnOnSecondFactor();
    await othersGuess();
    for (let turn = 0; turn < 10; turn += 1) await login({ code: String(turn).padStart(6, '0') });
    expect((await login({ code: TOTP.generate({ secret }) })).status).toBe(429);
    expect((await login({ code: recovery[0] })).status).toBe(200);
    vi.advanceTimersByTime(60_000);
    expect((await login({ code: TOTP.generate({ secret }) })).status).toBe(200);
  });
});

it('a wrong code is in the log, with whose it was', async () => {
  await turnOnSecondFactor();
  expect(errorCode(await login({ code: '000000' }))).toBe('auth.second_factor_wrong');
  const events = await send(server.address, '/api/audit?action=auth.second_factor_failed', { headers });
  expect(field(events.json, 'items')).toMatchObject([
    { action: 'auth.second_factor_failed', targetLabel: 'a•••@exemple.fr' },
  ]);
  const guesses = await send(server.address, '/api/audit?action=auth.sign_in_failed', { headers });
  expect(field(guesses.json, 'items')).toEqual([]);
});
