import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Sqlite from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';
import type { Session } from '#shared/contract/sessions.ts';
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

const DAY = 86_400_000;
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0';
const hugo = { email: 'hugo@exemple.fr', password: 'une phrase pour Hugo', fullName: 'Hugo Petit' };

let server: TestServer;
let headers: { authorization: string };
beforeEach(async () => {
  server = await startTestServer();
  headers = await signInAsOwner(server);
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

async function programOf(who: { email: string; password: string } = owner, userAgent = 'curl/8.5.0') {
  const answer = await send(server.address, '/api/auth/token', {
    method: 'POST',
    headers: { 'user-agent': userAgent },
    json: { email: who.email, password: who.password },
  });
  return { authorization: `Bearer ${String(field(answer.json, 'accessToken'))}` };
}

async function browserOf(who: { email: string; password: string } = owner) {
  const answer = await send(server.address, '/api/auth/login', {
    method: 'POST',
    headers: { 'user-agent': FIREFOX },
    json: { email: who.email, password: who.password },
  });
  return { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

const sessionsOf = async (as: Record<string, string>) =>
  (await send(server.address, '/api/auth/sessions', { headers: as })).json as Session[];
const statusOf = async (as: Record<string, string>) =>
  (await send(server.address, '/api/auth/me', { headers: as })).status;
const addHugo = (role: 'member' | 'admin' = 'member') =>
  server.app.client(localContext(server.app)).auth.register({ ...hugo, role });

describe('the list of one’s sessions', () => {
  it('says with what, from where and when, and which one asks', async () => {
    const browser = await browserOf();
    const program = await programOf();
    const list = await sessionsOf(browser);
    expect(list).toHaveLength(4); // with those of set-up and of the test itself
    expect(list.filter(session => session.current)).toMatchObject([
      { kind: 'browser', program: 'Firefox', system: 'Windows', address: '127.0.0.1' },
    ]);
    expect((await sessionsOf(program)).find(session => session.current)).toMatchObject({
      kind: 'api',
      program: 'curl',
      system: null,
    });
    expect(JSON.stringify(list)).not.toMatch(/hash|token|Mozilla/i);
  });

  it('holds nobody else’s', async () => {
    await addHugo();
    const hugos = await programOf(hugo);
    expect(await sessionsOf(hugos)).toHaveLength(1);
  });
});

describe('ending sessions', () => {
  const end = (id: string, as: Record<string, string>) =>
    send(server.address, `/api/auth/sessions/${id}`, { method: 'DELETE', headers: as });

  it('ends one of one’s own, and none of another person', async () => {
    await addHugo();
    const hugos = await programOf(hugo);
    const browser = await browserOf();
    const id = (await sessionsOf(browser)).find(session => session.current)!.id;
    const foreign = await end(id, hugos);
    expect([foreign.status, errorCode(foreign)]).toEqual([404, 'resource.not_found']);
    expect(await statusOf(browser)).toBe(200);
    expect((await end(id, headers)).status).toBe(200);
    expect(await statusOf(browser)).toBe(401);
    expect((await end(id, headers)).status).toBe(404);
    expect((await sessionsOf(headers)).map(session => session.id)).not.toContain(id);
  });

  it('ends all but the one that asks', async () => {
    const [browser, program] = [await browserOf(), await programOf()];
    const ended = await send(server.address, '/api/auth/sessions/revoke-others', {
      method: 'POST',
      headers: browser,
      json: {},
    });
    expect(ended.json).toEqual({ ended: 3 });
    expect([await statusOf(browser), await statusOf(program), await statusOf(headers)]).toEqual([
      200, 401, 401,
    ]);
    expect(await sessionsOf(browser)).toHaveLength(1);
  });

  it('of a person is for administrators', async () => {
    const { id } = await addHugo();
    const hugos = await programOf(hugo);
    const theirs = (as: Record<string, string>) =>
      send(server.address, `/api/security/sessions?userId=${id}`, { headers: as });
    expect((await theirs(hugos)).status).toBe(403);
    expect((await theirs(headers)).json).toMatchObject([{ kind: 'api', program: 'curl', current: false }]);
    const ended = await send(server.address, `/api/security/people/${id}/sessions`, {
      method: 'DELETE',
      headers,
    });
    expect(ended.json).toEqual({ ended: 1 });
    expect(await statusOf(hugos)).toBe(401);
  });

  it('ends what a session was still reading', async () => {
    const browser = await browserOf();
    const stream = await fetch(`${server.address}/api/system/changes`, { headers: browser });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    await send(server.address, '/api/auth/sessions/revoke-others', { method: 'POST', headers, json: {} });
    let heard = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) heard += part.value;
    expect(heard).toContain('auth.session_expired');
  });
});

describe('sessions that are over', () => {
  it('go after thirty days without a visit, with the tokens they remember', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    await server.close();
    server = await startTestServer();
    headers = await signInAsOwner(server);
    const browser = await browserOf();
    const granted = await send(server.address, '/api/auth/token', {
      method: 'POST',
      json: { email: owner.email, password: owner.password },
    });
    const refreshed = await send(server.address, '/api/auth/refresh', {
      method: 'POST',
      json: { refreshToken: field(granted.json, 'refreshToken') },
    });
    expect(refreshed.status).toBe(200);
    expect(countRows()).toEqual({ sessions: 4, rotated: 1 });
    vi.setSystemTime(Date.now() + 20 * DAY);
    expect(await statusOf(browser)).toBe(200);
    vi.setSystemTime(Date.now() + 20 * DAY);
    expect(await statusOf(browser)).toBe(200);
    await server.app.client(localContext(server.app)).jobs.runSchedule({ name: 'accounts.upkeep' });
    await expect.poll(countRows).toEqual({ sessions: 1, rotated: 0 });
    vi.setSystemTime(Date.now() + 31 * DAY);
    expect(await statusOf(browser)).toBe(401);
  });

  function countRows() {
    const database = new Sqlite(databaseFile(server.dataFolder), { readonly: true });
    const count = (table: string) => field(database.prepare(`select count(*) n from ${table}`).get(), 'n');
    const counts = { sessions: count('sessions'), rotated: count('rotated_tokens') };
    database.close();
    return counts;
  }
});
