import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret, TOTP, URI } from 'otpauth';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import type { User } from '#shared/contract/auth.ts';
import { localContext } from '../support/temporary-app.ts';
import {
  errorCode,
  field,
  owner,
  send,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';

const STEP = 30_000;
const admin = { email: 'hugo@exemple.fr', password: 'une phrase pour Hugo', fullName: 'Hugo Petit' };

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

const post = (path: string, json: object = {}, as = headers) =>
  send(server.address, `/api${path}`, { method: 'POST', headers: as, json });
const remove = (path: string, as = headers) =>
  send(server.address, `/api${path}`, { method: 'DELETE', headers: as });
const read = async (path: string, as = headers) =>
  (await send(server.address, `/api${path}`, { headers: as })).json;
const signIn = (code?: string, who: { email: string; password: string } = owner) =>
  send(server.address, '/api/auth/token', {
    method: 'POST',
    json: { email: who.email, password: who.password, ...(code === undefined ? {} : { code }) },
  });

/** What a telephone shows, `steps` half minutes from now. */
const codeOf = (secret: string, steps = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * STEP });

async function start(password = owner.password, as = headers) {
  return await post('/auth/second-factor/start', { password }, as);
}

async function turnOn(password = owner.password, as = headers): Promise<{ secret: string; codes: string[] }> {
  const secret = String(field((await start(password, as)).json, 'secret'));
  const confirmed = await post('/auth/second-factor/confirm', { code: codeOf(secret) }, as);
  vi.advanceTimersByTime(STEP); // that code is used up
  return { secret, codes: field(confirmed.json, 'recoveryCodes') as string[] };
}

async function headersOf(who: { email: string; password: string }, code?: string) {
  const answer = await signIn(code, who);
  return { authorization: `Bearer ${String(field(answer.json, 'accessToken'))}` };
}

async function addAdministrator(): Promise<User> {
  return await server.app.client(localContext(server.app)).auth.register({ ...admin, role: 'admin' });
}

const outcome = (answer: { status: number; text: string; json: unknown }) => [
  answer.status,
  errorCode(answer),
];
const refused = [401, 'auth.second_factor_wrong'];

describe('setting up a second factor', () => {
  it('gives a key of 160 bits, an address for authenticators and a picture of it', async () => {
    const { status, json } = await start();
    expect(status).toBe(200);
    const secret = String(field(json, 'secret'));
    expect(Secret.fromBase32(secret).bytes).toHaveLength(20);
    const parsed = URI.parse(String(field(json, 'uri')));
    expect(parsed).toMatchObject({
      issuer: 'Foyer',
      label: owner.email,
      digits: 6,
      period: 30,
      algorithm: 'SHA1',
    });
    expect(String(field(json, 'qrCode'))).toMatch(/^<svg .*<\/svg>$/s);
  });

  it('takes the password, and changes nothing until a code is right', async () => {
    expect(outcome(await start('pas le bon'))).toEqual([403, 'auth.password_wrong']);
    const first = String(field((await start()).json, 'secret'));
    expect((await signIn()).status).toBe(200);
    expect(field(await read('/auth/me'), 'secondFactor')).toBe(false);
    expect(outcome(await post('/auth/second-factor/confirm', { code: '000000' }))).toEqual(refused);
    const second = String(field((await start()).json, 'secret'));
    expect(second).not.toBe(first);
    expect(outcome(await post('/auth/second-factor/confirm', { code: codeOf(first) }))).toEqual(refused);
    const confirmed = await post('/auth/second-factor/confirm', { code: codeOf(second) });
    expect(confirmed.status).toBe(200);
    expect(field(await read('/auth/me'), 'secondFactor')).toBe(true);
    expect(await read('/auth/second-factor')).toMatchObject({
      on: true,
      recoveryCodesLeft: 10,
      available: true,
    });
  });

  it('is refused when it is on already, or was not begun', async () => {
    const changed = [409, 'auth.second_factor_changed'];
    expect(outcome(await post('/auth/second-factor/confirm', { code: '123456' }))).toEqual(changed);
    await turnOn();
    expect(outcome(await start())).toEqual(changed);
    expect(outcome(await post('/auth/second-factor/confirm', { code: '123456' }))).toEqual(changed);
  });

  it('ends sessions that never showed a code, but for the one at work', async () => {
    const other = await headersOf(owner);
    await turnOn();
    expect((await send(server.address, '/api/auth/me', { headers: other })).status).toBe(401);
    expect((await send(server.address, '/api/auth/me', { headers })).status).toBe(200);
  });

  it('keeps neither the key nor the recovery codes readable', async () => {
    const { secret, codes } = await turnOn();
    for (const file of [databaseFile(server.dataFolder), join(server.dataFolder, 'logs', 'foyer.log')]) {
      const bytes = `${await readFile(file, 'latin1')}${await readFile(`${file}-wal`, 'latin1').catch(() => '')}`;
      for (const word of [secret, ...codes, codes[0]!.replaceAll('-', '')]) expect(bytes).not.toContain(word);
    }
  });
});

describe('signing in with a second factor', () => {
  it('says nothing of it before the password is right', async () => {
    const { secret } = await turnOn();
    const wrong = { email: owner.email, password: 'devinette' };
    for (const code of [undefined, '000000', codeOf(secret)]) {
      expect(outcome(await signIn(code, wrong))).toEqual([401, 'auth.invalid_credentials']);
    }
    expect(outcome(await signIn())).toEqual([401, 'auth.second_factor_required']);
    expect((await signIn(codeOf(secret))).status).toBe(200);
  });

  it('takes the code of half a minute before or after, and no other', async () => {
    const { secret } = await turnOn();
    vi.advanceTimersByTime(10 * STEP);
    for (const steps of [-2, 2, -20, 20])
      expect(outcome(await signIn(codeOf(secret, steps)))).toEqual(refused);
    for (const steps of [-1, 0, 1]) expect((await signIn(codeOf(secret, steps))).status).toBe(200);
  });

  it('takes a code once, even when it is sent twice at the same moment', async () => {
    const { secret } = await turnOn();
    const code = codeOf(secret);
    const answers = await Promise.all([signIn(code), signIn(code), signIn(code)]);
    expect(answers.map(answer => answer.status).toSorted()).toEqual([200, 401, 401]);
    vi.advanceTimersByTime(STEP);
    expect(outcome(await signIn(code))).toEqual(refused);
    expect((await signIn(codeOf(secret))).status).toBe(200);
    // An earlier step than the last one used is over too, although it is within half a minute.
    expect(outcome(await signIn(codeOf(secret, -1)))).toEqual(refused);
  });

  it('refuses the code it was set up with', async () => {
    const secret = String(field((await start()).json, 'secret'));
    const code = codeOf(secret);
    await post('/auth/second-factor/confirm', { code });
    expect(outcome(await signIn(code))).toEqual(refused);
  });

  it('takes the code as people type it', async () => {
    const { secret } = await turnOn();
    expect((await signIn(codeOf(secret).replace(/^(...)/, ' $1 '))).status).toBe(200);
  });

  it('takes each recovery code once, however it is written', async () => {
    const { codes } = await turnOn();
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    const [first = '', second = ''] = codes;
    expect(first).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    expect((await signIn(first)).status).toBe(200);
    expect(outcome(await signIn(first))).toEqual(refused);
    expect(
      (await signIn(second.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l')))
        .status,
    ).toBe(200);
    expect(field(await read('/auth/second-factor'), 'recoveryCodesLeft')).toBe(8);
  });

  it('in a browser works the same', async () => {
    const { secret } = await turnOn();
    const login = (code?: string) =>
      send(server.address, '/api/auth/login', {
        method: 'POST',
        json: { email: owner.email, password: owner.password, ...(code === undefined ? {} : { code }) },
      });
    const asked = await login();
    expect(outcome(asked)).toEqual([401, 'auth.second_factor_required']);
    expect(asked.headers.get('set-cookie')).toBeNull();
    expect((await login(codeOf(secret))).headers.get('set-cookie')).toContain('foyer_session=');
  });

  it('cannot be guessed: codes are throttled like passwords', async () => {
    const { secret } = await turnOn();
    const outcomes: unknown[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      const wrong = String((Number(codeOf(secret)) + 7 + turn) % 1_000_000).padStart(6, '0');
      outcomes.push(errorCode(await signIn(turn % 2 === 0 ? wrong : 'aaaa-bbbb-cccc-dddd')));
    }
    expect(outcomes.filter(code => code === 'auth.second_factor_wrong')).toHaveLength(10);
    expect(outcomes.filter(code => code === 'auth.throttled')).toHaveLength(2);
    expect(outcome(await signIn(codeOf(secret)))).toEqual([429, 'auth.throttled']);
  });

  it.each([-2, 2])('with a clock that is %i hours wrong takes no code, but a recovery code', async hours => {
    const { secret, codes } = await turnOn();
    const onTelephone = codeOf(secret);
    vi.setSystemTime(Date.now() + hours * 3_600_000);
    expect(outcome(await signIn(onTelephone))).toEqual(refused);
    expect((await signIn(codes[0])).status).toBe(200);
    vi.setSystemTime(Date.now() - hours * 3_600_000);
    expect((await signIn(codeOf(secret))).status).toBe(200);
  });
});

describe('turning the second factor off', () => {
  const turnOff = (json: object) => post('/auth/second-factor/turn-off', json);

  it('takes the password and a code', async () => {
    const { secret } = await turnOn();
    const { password } = owner;
    expect((await turnOff({ password })).status).toBe(400);
    expect(outcome(await turnOff({ password: 'non', code: codeOf(secret) }))).toEqual([
      403,
      'auth.password_wrong',
    ]);
    expect(outcome(await turnOff({ password, code: '000000' }))).toEqual(refused);
    const off = await turnOff({ password, code: codeOf(secret) });
    expect(off.json).toMatchObject({ on: false, since: null, recoveryCodesLeft: 0 });
    expect((await signIn()).status).toBe(200);
  });

  it('takes a recovery code as well', async () => {
    const { codes } = await turnOn();
    expect((await turnOff({ password: owner.password, code: codes[3] })).status).toBe(200);
  });

  it('new recovery codes end the old ones', async () => {
    const { secret, codes } = await turnOn();
    const renewed = await post('/auth/second-factor/recovery-codes', {
      password: owner.password,
      code: codeOf(secret),
    });
    const [fresh] = field(renewed.json, 'recoveryCodes') as string[];
    expect(outcome(await signIn(codes[0]))).toEqual(refused);
    expect((await signIn(fresh)).status).toBe(200);
  });
});

describe('an administrator', () => {
  it('sees who has a second factor and who signed in when, and resets it for someone who lost theirs', async () => {
    const hugo = await addAdministrator();
    const hugos = await headersOf(admin);
    await turnOn(admin.password, hugos);
    const people = (await read('/security/people')) as Record<string, unknown>[];
    expect(people).toMatchObject([
      { email: owner.email, secondFactor: false, lastSignInAt: expect.stringMatching(/^2026-11-20T10:00/) },
      { email: admin.email, secondFactor: true, role: 'admin' },
    ]);
    expect(Object.keys(people[0] ?? {}).toSorted()).toEqual(
      ['email', 'fullName', 'id', 'initials', 'lastSignInAt', 'role', 'secondFactor'].toSorted(),
    );
    expect((await remove(`/security/people/${hugo.id}/second-factor`)).status).toBe(200);
    expect((await send(server.address, '/api/auth/me', { headers: hugos })).status).toBe(401);
    expect((await signIn(undefined, admin)).status).toBe(200);
  });

  it('does not get around their own, nor touch that of an owner', async () => {
    const hugo = await addAdministrator();
    const hugos = await headersOf(admin);
    await turnOn(admin.password, hugos);
    await turnOn();
    const { id } = (await read('/auth/me')) as User;
    const forbidden = [403, 'auth.forbidden'];
    expect(outcome(await remove(`/security/people/${hugo.id}/second-factor`, hugos))).toEqual(forbidden);
    expect(outcome(await remove(`/security/people/${id}/second-factor`, hugos))).toEqual(forbidden);
    expect(outcome(await remove(`/security/people/${id}/sessions`, hugos))).toEqual(forbidden);
    expect(outcome(await remove(`/security/people/${id}/second-factor`))).toEqual(forbidden);
    const unknown = '019a9f00-0000-7000-8000-000000000000';
    expect((await remove(`/security/people/${unknown}/second-factor`)).status).toBe(404);
  });

  it('at the machine itself resets the owner’s, for whom nobody else can', async () => {
    await turnOn();
    const { id } = (await read('/auth/me')) as User;
    await server.app.client(localContext(server.app)).security.resetSecondFactor({ id });
    expect((await signIn()).status).toBe(200);
  });
});

it('a secret that can no longer be read refuses codes, says so in the log, and leaves the recovery codes', async () => {
  const { secret, codes } = await turnOn();
  const database = new Sqlite(databaseFile(server.dataFolder));
  database.prepare("update users set sealed_second_factor = 'v1:AAAA'").run();
  database.close();
  expect(outcome(await signIn(codeOf(secret)))).toEqual(refused);
  expect((await signIn(codes[0])).status).toBe(200);
});
