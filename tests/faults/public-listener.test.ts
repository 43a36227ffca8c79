import { connect, type Socket } from 'node:net';
import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { listenersOf } from '#shared/contract/route.ts';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { errorCode, field, send, sendBytes } from '../doors/door-support.ts';
import {
  addModel,
  addSample,
  AMPLE_LIMITS,
  ask,
  asVisitor,
  becomeVisitor,
  finishedOf,
  PAGE,
  setWidget,
  startPublicServer,
  type PublicServer,
  type Visitor,
} from '../doors/public-support.ts';

const HEADERS_TIMEOUT_MS = 1_500;
const SOME_ID = '019a9f00-0000-7000-8000-000000000000';

let server: PublicServer;
let model: StandIn;
let port: number;
let widgetId: string;
let visitor: Visitor;
beforeAll(async () => {
  model = await startOpenAiStandIn({
    // Answers that can be told apart: each repeats its own question, in many pieces.
    reply: ({ turns }) => {
      const code = /code-(\d+)/.exec(turns.at(-1)?.content ?? '')?.[1] ?? 'none';
      return { text: Array.from({ length: 40 }, () => `mot-${code}`).join(' ') };
    },
  });
  server = await startPublicServer({
    headersTimeoutMs: HEADERS_TIMEOUT_MS,
    bodyDeadlines: { bodyMs: 1_500, uploadIdleMs: 1_500 },
  });
  port = server.publicPort;
  await addSample(server);
  await addModel(server, model);
  widgetId = await setWidget(server, {
    limits: AMPLE_LIMITS,
    behaviour: { attachments: { enabled: true, maxBytes: 1_000_000, types: ['image', 'pdf', 'text'] } },
  });
});
afterAll(async () => {
  await server.close();
  await model.close();
});
beforeEach(async () => {
  visitor = await becomeVisitor(port, widgetId);
});

/** After every case: healthy, the same process, nothing broken on disk, and others are served. */
afterEach(async () => {
  expect((await send(`http://127.0.0.1:${port}`, '/health')).text).toBe('{"ok":true}');
  expect((await send(server.address, '/health')).status).toBe(200);
  expect((await asVisitor(port, visitor, '/session')).status).toBe(200);
  const database = new Sqlite(join(server.dataFolder, 'foyer.db'), { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  database.close();
});

describe('many visitors at once (case 17)', () => {
  it('have each their own answer, and nothing of another’s', async () => {
    const visitors = await Promise.all(Array.from({ length: 60 }, () => becomeVisitor(port, widgetId)));
    const answers = await Promise.all(
      visitors.map((one, index) => ask(port, one, `Quels sont les délais de livraison ? code-${index}`)),
    );
    for (const [index, { status, events, text }] of answers.entries()) {
      expect(status).toBe(200);
      const pieces = events.map(event => (event.type === 'delta' ? event.text : '')).join('');
      const expected = Array.from({ length: 40 }, () => `mot-${index}`).join(' ');
      expect(pieces.trim()).toBe(expected);
      expect(finishedOf(events).content).toBe(expected);
      expect(new Set([...text.matchAll(/mot-(\d+)/g)].map(([, code]) => code))).toEqual(
        new Set([String(index)]),
      );
    }
  });
});

describe('slow sockets (case 18)', () => {
  it('five hundred of them end with 408, and visitors are answered meanwhile', async () => {
    const head = `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `;
    const slow = Array.from({ length: 500 }, () => sendBytes(port, head));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => ask(port, visitor, `Délais de livraison ? code-${index}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect((await Promise.all(slow)).filter(answer => answer.includes('408'))).toHaveLength(500);
  });

  it('bodies that never come end too, for JSON and for files', async () => {
    for (const type of ['application/json', 'multipart/form-data; boundary=x']) {
      const head = [
        `POST /api/visitor/${type.startsWith('multipart') ? 'attachments' : 'chat'} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        `Authorization: Bearer ${visitor.token}`,
        `Content-Type: ${type}`,
        'Content-Length: 100000',
        '',
        '--x',
      ].join('\r\n');
      expect(await sendBytes(port, head)).toContain('408 Request Timeout');
    }
  });
});

describe('endless bodies (case 19)', () => {
  // Made once: what the sender leaves behind would count as memory of the server, which is the same process.
  const chunk = Buffer.from(`${(64 * 1024).toString(16)}\r\n${'a'.repeat(64 * 1024)}\r\n`);

  /** Sends chunks without end until the other side has had enough. @returns what it said, and what it had taken. */
  function sendWithoutEnd(head: string[], begin = ''): Promise<{ answer: string; taken: number }> {
    return new Promise((resolve, reject) => {
      const socket: Socket = connect({ host: '127.0.0.1', port });
      let answer = '';
      let taken = 0;
      let ended = false;
      const more = () => {
        while (!ended && socket.writable && taken < 5 * 1024 ** 3) {
          taken += chunk.length;
          if (!socket.write(chunk)) break;
        }
      };
      socket.on('connect', () => {
        socket.write([...head, 'Transfer-Encoding: chunked', '', ''].join('\r\n'));
        if (begin !== '') socket.write(`${begin.length.toString(16)}\r\n${begin}\r\n`);
        more();
      });
      socket.on('drain', more);
      socket.on('data', data => (answer += data.toString()));
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
      });
      socket.on('close', () => {
        ended = true;
        resolve({ answer, taken });
      });
    });
  }

  it.each([
    ['a question', '/api/visitor/chat', 'application/json', '{"message":"'],
    ['a token', '/api/visitor/token', 'application/json', '{"widgetId":"'],
    [
      'a file',
      '/api/visitor/attachments',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n',
    ],
    [
      'a field of a form',
      '/api/visitor/attachments',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n',
    ],
    ['another type', '/api/visitor/chat', 'application/xml', '<a>'],
    ['nothing that exists', '/api/visitor/nothing', 'application/json', '{"a":"'],
  ])('as %s are refused early, and cost no memory', async (_name, path, type, begin) => {
    global.gc?.();
    const before = process.memoryUsage().rss;
    const { answer, taken } = await sendWithoutEnd(
      [
        `POST ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        `Origin: ${path.endsWith('token') ? PAGE : `http://127.0.0.1:${port}`}`,
        `Authorization: Bearer ${visitor.token}`,
        `Content-Type: ${type}`,
      ],
      begin,
    );
    if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(taken).toBeLessThan(256 * 1024 ** 2);
    // Sender and server are one process here: both are in the figure.
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 ** 2);
  });
});

describe('bodies that make no sense (cases 20 and 21)', () => {
  const routes = Object.values(contract)
    .flatMap(feature => Object.values(feature))
    .filter(route => listenersOf(route['~orpc'].meta).includes('public'))
    .map(route => ({
      method: route['~orpc'].route.method ?? 'POST',
      path: `/api${(route['~orpc'].route.path ?? '').replaceAll(/\{\w+\}/g, SOME_ID)}`,
      isForOthers: !(route['~orpc'].meta.access as readonly string[]).includes('visitor'),
    }));
  const writing = routes.filter(({ method }) => method !== 'GET');

  it.each(writing)('are refused by $method $path', async ({ method, path, isForOthers }) => {
    const depth = 100_000;
    for (const body of [
      'null',
      '[]',
      '"x"',
      '7',
      '{',
      `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`,
      '{"__proto__":{"x":1}}',
    ]) {
      const answer = await send(`http://127.0.0.1:${port}`, path, {
        method,
        headers: { authorization: `Bearer ${visitor.token}`, 'content-type': 'application/json' },
        body,
      });
      // Whoever may send no files here is told so before anything of them is looked at.
      const refusals = [[400, 'request.invalid'], ...(isForOthers ? [[403, 'auth.forbidden']] : [])];
      expect(refusals, body.slice(0, 20)).toContainEqual([answer.status, errorCode(answer)]);
    }
    // DELETE /visitor/me needs no body, and would erase whoever the later cases are.
    if (method === 'DELETE') return;
    const none = await send(`http://127.0.0.1:${port}`, path, { method });
    expect(none.status).toBeGreaterThanOrEqual(400);
    expect(none.status).toBeLessThan(500);
  });
});

it('patterns made to hurt are rules like others, or none (case 22)', async () => {
  const before = performance.now();
  const answer = await send(server.address, `/api/chatbots/${server.chatbotId}/widget`, {
    method: 'PATCH',
    headers: server.headers,
    json: { allowedDomains: [`${'a.'.repeat(100_000)}!`] },
  });
  expect(answer.status).toBe(400);
  expect(field(field(answer.json, 'error'), 'code')).toBe('request.invalid');
  expect(performance.now() - before).toBeLessThan(2_000);
});
