import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Sqlite from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';
import { localContext } from '../support/temporary-app.ts';
import { openSecrets } from '../support/temporary-secrets.ts';
import {
  errorCode,
  field,
  owner,
  send,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await signInAsOwner(server);
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

type Tokens = { accessToken: string; refreshToken: string };

async function tokensOf(json: object = { email: owner.email, password: owner.password }): Promise<Tokens> {
  const answer = await send(server.address, '/api/auth/token', { method: 'POST', json });
  return answer.json as Tokens;
}

const refresh = (refreshToken: string, headers: Record<string, string> = {}) =>
  send(server.address, '/api/auth/refresh', { method: 'POST', headers, json: { refreshToken } });
const me = (token: string) =>
  send(server.address, '/api/auth/me', { headers: { authorization: `Bearer ${token}` } });

async function expectRefused(token: string): Promise<void> {
  const answer = await me(token);
  expect([answer.status, errorCode(answer)]).toEqual([401, 'auth.session_expired']);
}

type Parts = { header: Record<string, unknown>; payload: Record<string, unknown> };

function partsOf(token: string): Parts {
  const [header = '', payload = ''] = token.split('.');
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { header: read(header), payload: read(payload) };
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token signed with whatever bytes, as an attacker would make it. */
function forged({ header, payload }: Parts, key: string | Buffer): string {
  const text = `${encoded(header)}.${encoded(payload)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

describe('an access token', () => {
  it('names its key, and lets in', async () => {
    const { accessToken } = await tokensOf();
    expect(partsOf(accessToken).header).toEqual({ alg: 'HS256', kid: expect.stringMatching(/^[\w-]{12}$/) });
    expect((await me(accessToken)).status).toBe(200);
  });

  it('without a signature, or with another algorithm, is refused', async () => {
    const { accessToken } = await tokensOf();
    const { header, payload } = partsOf(accessToken);
    const [head, body] = accessToken.split('.');
    await expectRefused(new UnsecuredJWT(payload).encode());
    await expectRefused(`${encoded({ ...header, alg: 'none' })}.${body}.`);
    await expectRefused(`${encoded({ ...header, alg: 'NONE' })}.${body}.`);
    await expectRefused(`${head}.${body}.`);
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rs256 = new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: String(header.kid) });
    await expectRefused(await rs256.sign(privateKey));
    // A public key, known to all, taken for the secret of HS256.
    await expectRefused(
      forged({ header, payload }, publicKey.export({ type: 'spki', format: 'pem' }) as string),
    );
    await expectRefused(forged({ header: { ...header, alg: 'HS512' }, payload }, 'x'));
  });

  it('of another installation is refused, whatever key it names', async () => {
    const other = await startTestServer();
    try {
      const { authorization } = await signInAsOwner(other);
      const foreign = authorization.slice('Bearer '.length);
      await expectRefused(foreign);
      const { header } = partsOf((await tokensOf()).accessToken);
      await expectRefused(forged({ header, payload: partsOf(foreign).payload }, randomBytes(32)));
    } finally {
      await other.close();
    }
  });

  it.each([
    undefined,
    null,
    '',
    0,
    ['x'],
    { a: 1 },
    '../../../../dev/null',
    "' or 1=1 --",
    '__proto__',
    'constructor',
    'https://evil.test/key.json',
  ])('that names the key %j is refused', async kid => {
    const { header, payload } = partsOf((await tokensOf()).accessToken);
    await expectRefused(forged({ header: { ...header, kid }, payload }, ''));
    await expectRefused(
      forged({ header: { ...header, kid, jku: 'https://evil.test', crit: ['x'] }, payload }, '0'),
    );
  });

  it('for another audience, of another issuer, expired, from the future or without its claims is refused', async () => {
    const { accessToken } = await tokensOf();
    const { header, payload } = partsOf(accessToken);
    // Signed with the right key: what only this installation could do, were it to make such tokens.
    const key = await signingKeyOf(server.dataFolder);
    expect((await me(forged({ header, payload }, key))).status).toBe(200);
    const seconds = Math.floor(Date.now() / 1000);
    const changes: Record<string, unknown>[] = [
      { aud: 'other' },
      { aud: undefined },
      { iss: 'evil' },
      { iss: undefined },
      { exp: seconds - 1 },
      { exp: undefined },
      { exp: 'never' },
      { iat: seconds - HOUR },
      { iat: seconds + HOUR, exp: seconds + 2 * HOUR },
      { iat: undefined },
      { sub: undefined },
      { sub: '019a9f00-0000-7000-8000-000000000000' },
      { sid: undefined },
      { sid: 7 },
      { sid: '019a9f00-0000-7000-8000-000000000000' },
    ];
    for (const change of changes)
      await expectRefused(forged({ header, payload: { ...payload, ...change } }, key));
  });

  it('is of no use in the cookie, nor the cookie as a token', async () => {
    const login = await send(server.address, '/api/auth/login', {
      method: 'POST',
      json: { email: owner.email, password: owner.password },
    });
    const cookie = /foyer_session=([^;]+)/.exec(login.headers.get('set-cookie') ?? '')?.[1] ?? '';
    await expectRefused(decodeURIComponent(cookie));
    const { accessToken, refreshToken } = await tokensOf();
    for (const value of [accessToken, refreshToken]) {
      const answer = await send(server.address, '/api/auth/me', {
        headers: { cookie: `foyer_session=${value}` },
      });
      expect(answer.status).toBe(401);
    }
    expect((await refresh(decodeURIComponent(cookie))).status).toBe(401);
  });

  it('is not revived by a clock that is set back, nor is anyone shut out by it', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'], shouldAdvanceTime: true });
    const { accessToken, refreshToken } = await tokensOf();
    vi.advanceTimersByTime(16 * MINUTE);
    await expectRefused(accessToken);
    vi.setSystemTime(Date.now() - 2 * HOUR);
    await expectRefused(accessToken);
    const renewed = await refresh(refreshToken);
    expect(renewed.status).toBe(200);
    expect((await me(String(field(renewed.json, 'accessToken')))).status).toBe(200);
    expect((await me((await tokensOf()).accessToken)).status).toBe(200);
    vi.setSystemTime(Date.now() + 4 * HOUR);
    expect((await me((await tokensOf()).accessToken)).status).toBe(200);
  });
});

describe('a refresh token', () => {
  it('is replaced at each use', async () => {
    const first = await tokensOf();
    const second = (await refresh(first.refreshToken)).json as Tokens;
    const third = (await refresh(second.refreshToken)).json as Tokens;
    expect(new Set([first.refreshToken, second.refreshToken, third.refreshToken]).size).toBe(3);
    expect((await me(third.accessToken)).status).toBe(200);
  });

  it('that was replaced, however long ago, ends the whole session and is logged', async () => {
    const first = await tokensOf();
    let last = first;
    for (let turn = 0; turn < 4; turn += 1) last = (await refresh(last.refreshToken)).json as Tokens;
    const reused = await refresh(first.refreshToken);
    expect([reused.status, errorCode(reused)]).toEqual([401, 'auth.session_expired']);
    expect((await refresh(last.refreshToken)).status).toBe(401);
    await expectRefused(last.accessToken);
    const log = await until(async () => {
      const text = await readFile(join(server.dataFolder, 'logs', 'foyer.log'), 'utf8');
      return text.includes('auth.token_reused') && text;
    });
    expect(log).not.toContain(first.refreshToken.split('.')[1]);
  });

  it('whose answer was lost is given the same answer again, for a moment and until the new one is used', async () => {
    const { refreshToken } = await tokensOf();
    const [first, again] = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(again.json).toEqual(first.json);
    const { refreshToken: next } = first.json as Tokens;
    expect(((await refresh(refreshToken)).json as Tokens).refreshToken).toBe(next);
    expect((await refresh(next)).status).toBe(200);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await refresh(next)).status).toBe(401);
  });

  it('comes back too late after ten seconds, whatever the date says', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const { refreshToken } = await tokensOf();
    const { refreshToken: next } = (await refresh(refreshToken)).json as Tokens;
    vi.setSystemTime(Date.now() + 2 * HOUR);
    expect((await refresh(refreshToken)).status).toBe(200);
    vi.setSystemTime(Date.now() - 2 * HOUR);
    vi.advanceTimersByTime(10_001);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await refresh(next)).status).toBe(401);
  });

  it('is not given the same answer under another name', async () => {
    const { refreshToken } = await tokensOf();
    expect((await refresh(refreshToken)).status).toBe(200);
    expect((await refresh(refreshToken, { 'user-agent': 'thief/1.0' })).status).toBe(401);
  });

  it('that two parties hold is found out, even by a thief who is as quick as its owner', async () => {
    const { refreshToken: stolen } = await tokensOf();
    const mine = (await refresh(stolen)).json as Tokens;
    const thiefs = (await refresh(stolen)).json as Tokens;
    expect(thiefs.refreshToken).toBe(mine.refreshToken);
    const later = (await refresh(thiefs.refreshToken)).json as Tokens;
    await refresh(later.refreshToken);
    expect((await refresh(mine.refreshToken)).status).toBe(401);
    await expectRefused(later.accessToken);
  });

  it.each(['x', '.', 'a.b', `${'a'.repeat(36)}.`, '019a9f00-0000-7000-8000-000000000000.abc'])(
    '%s is refused without harm',
    async token => {
      const { accessToken } = await tokensOf();
      expect((await refresh(token)).status).toBe(401);
      expect((await me(accessToken)).status).toBe(200);
    },
  );

  it('with the right session and a wrong secret does not end that session', async () => {
    const { refreshToken } = await tokensOf();
    const [id] = refreshToken.split('.');
    expect((await refresh(`${id}.${randomBytes(32).toString('base64url')}`)).status).toBe(401);
    expect((await refresh(refreshToken)).status).toBe(200);
  });
});

describe('another signing key', () => {
  const rotate = async (token: string, json: object = {}) =>
    await send(server.address, '/api/security/rotate-signing-key', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      json,
    });

  it('lets the old tokens run out', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const before = (await tokensOf()).accessToken;
    vi.advanceTimersByTime(5 * MINUTE);
    const rotated = await rotate(before);
    expect(rotated.status).toBe(200);
    expect(field(rotated.json, 'previousUntil')).toBe(new Date(Date.now() + 15 * MINUTE).toISOString());
    const { accessToken, refreshToken } = await tokensOf();
    expect(partsOf(accessToken).header.kid).not.toBe(partsOf(before).header.kid);
    await rotate(accessToken);
    expect((await me(before)).status).toBe(200);
    vi.advanceTimersByTime(10 * MINUTE + 1);
    await expectRefused(before);
    expect((await me(accessToken)).status).toBe(200);
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  it('ends the old tokens at once when asked, and never the sessions', async () => {
    const { accessToken, refreshToken } = await tokensOf();
    const rotated = await rotate(accessToken, { endNow: true });
    expect(field(rotated.json, 'previousUntil')).toBeNull();
    await expectRefused(accessToken);
    const renewed = (await refresh(refreshToken)).json as Tokens;
    expect((await me(renewed.accessToken)).status).toBe(200);
  });

  it('is for administrators', async () => {
    const client = server.app.client(localContext(server.app));
    const [first] = await client.clients.list({});
    await client.auth.register({
      email: 'eva@exemple.fr',
      fullName: 'Eva',
      password: 'une autre phrase longue',
      role: 'editor',
      clientIds: [first!.id],
    });
    const { accessToken } = await tokensOf({ email: 'eva@exemple.fr', password: 'une autre phrase longue' });
    expect((await rotate(accessToken)).status).toBe(403);
  });
});

describe('a new password', () => {
  it('ends every session but the one that chose it', async () => {
    const [one, two] = [await tokensOf(), await tokensOf()];
    const changed = await send(server.address, '/api/auth/password', {
      method: 'POST',
      headers: { authorization: `Bearer ${one.accessToken}` },
      json: { currentPassword: owner.password, newPassword: 'encore une autre phrase' },
    });
    expect(changed.status).toBe(200);
    expect((await me(one.accessToken)).status).toBe(200);
    await expectRefused(two.accessToken);
    expect((await refresh(two.refreshToken)).status).toBe(401);
  });
});

/** What only someone with the whole data folder knows. */
async function signingKeyOf(dataFolder: string): Promise<Buffer> {
  const database = new Sqlite(databaseFile(dataFolder), { readonly: true });
  const row = database.prepare("select value from settings where key = 'signing-key'").get();
  database.close();
  const sealed = JSON.parse(String(field(row, 'value'))) as string;
  const secrets = await openSecrets(dataFolder);
  const ring: unknown = JSON.parse(secrets.open(sealed));
  return Buffer.from(String(field(field(ring, 'current'), 'secret')), 'base64');
}
