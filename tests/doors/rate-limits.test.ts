import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RemoteClient } from '#main/app/ports.ts';
import { createControlDoor } from '#main/http/index.ts';
import {
  controlRequest,
  createBot,
  errorCode,
  field,
  send,
  sendRaw,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';
import { until } from '../support/until.ts';

const limits = { windowSeconds: 60, key: 5, user: 12, anonymous: 4, address: 1_000 };

let server: TestServer;
let headers: { authorization: string };
let key: { authorization: string };
beforeEach(async () => {
  server = await startTestServer({ rateLimits: limits });
  headers = await signInAsOwner(server); // 2 of nobody's 4
  const bot = await createBot(server.address, headers); // 1 of the owner's 12
  const { json } = await send(server.address, `/api/chatbots/${bot}`, { headers });
  const made = await send(server.address, '/api/keys', {
    method: 'POST',
    headers,
    json: { clientId: field(json, 'clientId'), name: 'Essai', scopes: ['read'] },
  });
  key = { authorization: `Bearer ${String(field(made.json, 'key'))}` };
});
afterEach(() => server.close());

/** Asks `times` over. @returns the statuses. */
async function ask(times: number, by: Record<string, string>, path = '/api/chatbots'): Promise<number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1)
    statuses.push((await send(server.address, path, { headers: by })).status);
  return statuses;
}

describe('requests beyond the limit', () => {
  it('of a key are refused in clear words, with when to come back, and disturb nobody else', async () => {
    expect(await ask(5, key)).toEqual([200, 200, 200, 200, 200]);
    const refused = await send(server.address, '/api/chatbots', { headers: key });
    expect([refused.status, errorCode(refused)]).toEqual([429, 'request.rate_limited']);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(field(field(refused.json, 'error'), 'message')).toContain('More than 5 requests with this key');
    expect(await ask(2, headers)).toEqual([200, 200]);
  });

  it('counts what programs of OpenAI’s kind ask, and refuses it in their shape', async () => {
    expect(await ask(5, key, '/v1/models')).toEqual([200, 200, 200, 200, 200]);
    const refused = await send(server.address, '/v1/models', { headers: key });
    expect(refused.status).toBe(429);
    expect(refused.json).toMatchObject({ error: { type: 'rate_limit_error', code: 'rate_limit_exceeded' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('are announced: every answer says how much is left', async () => {
    const read = async () => {
      const answer = await send(server.address, '/api/chatbots', { headers: key });
      return ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'].map(name =>
        Number(answer.headers.get(name)),
      );
    };
    const [limit, remaining, reset] = await read();
    expect([limit, remaining]).toEqual([5, 4]);
    expect(reset).toBeGreaterThan(0);
    expect((await read())[1]).toBe(3);
    await ask(4, key);
    expect(await read()).toEqual([5, 0, expect.any(Number)]);
  });

  it('of a person are counted together, whatever wire and token they use', async () => {
    expect((await ask(9, headers)).every(status => status === 200)).toBe(true);
    const page = createORPCClient<RemoteClient>(new RPCLink({ url: `${server.address}/rpc`, headers }));
    const problem = await page.chatbots.list({}).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ORPCError);
    expect(problem).toMatchObject({
      code: 'request.rate_limited',
      status: 429,
      data: { details: { of: 'user', limit: 12 } },
    });
  });

  it('of nobody are counted by the address of the socket, whatever the headers say', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) {
      const answer = await sendRaw(server.port, {
        path: '/api/auth/state',
        headers: {
          host: `127.0.0.1:${server.port}`,
          'x-forwarded-for': `198.51.100.${time}`,
          forwarded: `for=198.51.100.${time}`,
          authorization: `Bearer foyer_${String(time).repeat(50)}`,
        },
      });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([200, 200, 429, 429]);
    expect(await ask(1, headers)).toEqual([200]);
  });

  it('are served again once the window is over', async () => {
    await server.close();
    server = await startTestServer({ rateLimits: { ...limits, windowSeconds: 1, anonymous: 2 } });
    expect(await ask(3, {}, '/api/auth/state')).toEqual([200, 200, 429]);
    await until(async () => (await ask(1, {}, '/api/auth/state'))[0] === 200);
  });

  it('of all who share an address have a limit, too', async () => {
    await server.close();
    server = await startTestServer({ rateLimits: { ...limits, anonymous: 100, address: 3 } });
    expect(await ask(4, {}, '/api/auth/state')).toEqual([200, 200, 200, 429]);
  });
});

describe('what is never counted', () => {
  it('is health, pages and the command line of this machine', async () => {
    expect(new Set(await ask(20, {}, '/health'))).toEqual(new Set([200]));
    expect(new Set(await ask(20, { accept: 'text/html' }, '/'))).toEqual(new Set([503])); // no interface was built
    const path = join(server.dataFolder, 'c.sock');
    const door = await createControlDoor(server.app, { path, token: 'right' });
    try {
      for (let time = 0; time < 20; time += 1)
        expect(await controlRequest(path, 'right')).toMatchObject({ status: 200, local: true });
    } finally {
      await door.close();
    }
  });
});
