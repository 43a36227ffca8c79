import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '#shared/contract/index.ts';
import { listenersOf } from '#shared/contract/route.ts';
import {
  createBot,
  errorCode,
  field,
  send,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';

const SOME_ID = '019a9f00-0000-7000-8000-000000000000';

/** What no list ever gives out as a cursor. */
const WRONG = [
  '999999999999999999999',
  '-1',
  '1e9',
  '0x10',
  'Infinity',
  ' 7',
  `2026-11-25T00:00:00.000Z|`,
  `|${SOME_ID}`,
  `${SOME_ID}|${SOME_ID}`,
  '%',
  "' or 1=1 --",
  'x'.repeat(10_000),
];

/** Every list of the contract that is read by pages. */
const lists = Object.values(contract).flatMap(routes =>
  Object.values(routes).flatMap(route => {
    const { inputSchema, meta, route: rest } = route['~orpc'];
    const hasCursor = inputSchema instanceof z.ZodObject && 'cursor' in inputSchema.shape;
    if (!hasCursor || rest.path === undefined || !listenersOf(meta).includes('admin')) return [];
    return [{ path: `/api${rest.path.replaceAll(/\{[^}]+\}/g, SOME_ID)}`, shape: inputSchema.shape }];
  }),
);

let server: TestServer;
let headers: { authorization: string };
let clientId: string;
beforeAll(async () => {
  server = await startTestServer();
  headers = await signInAsOwner(server);
  const bot = await createBot(server.address, headers);
  clientId = String(
    field((await send(server.address, `/api/chatbots/${bot}`, { headers })).json, 'clientId'),
  );
});
afterAll(() => server.close());

describe('a cursor', () => {
  it('is asked for by lists of every kind', () => {
    expect(lists.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/api/audit', '/api/jobs', '/api/documents', '/api/people', '/api/chatbots']),
    );
    expect(lists.length).toBeGreaterThan(12);
  });

  it.each(lists)('that $path never gave is refused by name, at once', async ({ path, shape }) => {
    // What else the list cannot do without.
    const needed = 'q' in shape && !(shape.q as z.ZodType).safeParse(undefined).success ? '&q=congés' : '';
    for (const wrong of WRONG) {
      const query = `?cursor=${encodeURIComponent(wrong)}${'clientId' in shape ? `&clientId=${clientId}` : ''}${needed}`;
      const answer = await send(server.address, `${path}${query}`, { headers });
      expect([wrong.slice(0, 40), answer.status, errorCode(answer)]).toEqual([
        wrong.slice(0, 40),
        400,
        'request.invalid',
      ]);
      expect(JSON.stringify(field(field(answer.json, 'error'), 'fields'))).toContain('cursor');
    }
  });

  it('of the documents is refused in every order they can be listed in', async () => {
    const sorts = ['added', 'title', 'state', 'pages', 'passages', 'size', 'updated'];
    const asCursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const wrong = ['999999999999999999999', asCursor([{}, SOME_ID]), asCursor(['a', 'b']), asCursor(['a'])];
    for (const sort of sorts) {
      for (const cursor of wrong) {
        const answer = await send(server.address, `/api/documents?sort=${sort}&cursor=${cursor}`, {
          headers,
        });
        expect([sort, cursor, answer.status, errorCode(answer)]).toEqual([
          sort,
          cursor,
          400,
          'request.invalid',
        ]);
      }
    }
  });

  it('beyond the end of the audit log is its last page, and costs nothing', async () => {
    const far = await send(server.address, '/api/audit?cursor=999999999999999', { headers });
    const whole = await send(server.address, '/api/audit', { headers });
    expect(far.status).toBe(200);
    expect(field(far.json, 'items')).toEqual(field(whole.json, 'items'));
  });
});
