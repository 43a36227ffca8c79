import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { carriesFiles } from '#shared/contract/files.ts';
import { listenersOf } from '#shared/contract/route.ts';
import {
  errorCode,
  field,
  send,
  sendBytes,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';

let server: TestServer;
let headers: { authorization: string };
beforeAll(async () => {
  server = await startTestServer({
    headersTimeoutMs: 1_000,
    bodyDeadlines: { bodyMs: 800, uploadIdleMs: 800 },
  });
  headers = await signInAsOwner(server);
});
afterAll(async () => {
  expect((await send(server.address, '/health')).status).toBe(200);
  await server.close();
});

const SOME_ID = '019a9f00-0000-7000-8000-000000000000';
const routes = Object.entries(contract).flatMap(([feature, all]) =>
  Object.entries(all).flatMap(([name, route]) => {
    const { method = 'POST', path = '/' } = route['~orpc'].route;
    if (!listenersOf(route['~orpc'].meta).includes('admin')) return [];
    return {
      name: `${feature}.${name}`,
      rpc: `/rpc/${feature}/${name}`,
      method,
      carriesFiles: carriesFiles(route['~orpc']),
      path: `/api${path.replace(/\{\w+\}/g, SOME_ID)}`,
    };
  }),
);
const writing = routes.filter(({ method }) => method !== 'GET');

describe.each(writing)('$method $path', ({ method, path }) => {
  it.each([
    'null',
    '[]',
    '[{}]',
    '"text"',
    '7',
    'true',
    '{',
    '{"__proto__": {"role": "owner"}}',
    '{"constructor": {"prototype": {}}}',
  ])('refuses the body %s', async body => {
    const answer = await send(server.address, path, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(400);
    expect(errorCode(answer)).toBe('request.invalid');
  });

  it('survives no body at all, from nobody', async () => {
    const answer = await send(server.address, path, { method });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(typeof errorCode(answer)).toBe('string');
  });
});

const called = routes.filter(({ carriesFiles }) => !carriesFiles);
describe.each(called)('the RPC of $name', ({ rpc }) => {
  it.each([
    'null',
    '[]',
    '{"json": null}',
    '{"json": [], "meta": 5}',
    '{"json": {}, "meta": [[9, "__proto__", "x"]]}',
    '{"meta": [[0]]}',
  ])('survives %s from nobody', async body => {
    const answer = await send(server.address, rpc, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const publicRead = ['/rpc/auth/state', '/rpc/system/storage'].includes(rpc) && answer.status === 200;
    if (!publicRead) expect([400, 401, 403]).toContain(answer.status);
  });
});

describe('bodies made to hurt', () => {
  it('100,000 levels deep are refused before they are parsed', async () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const depth = 100_000;
      const body = `{"email":${open.repeat(depth)}1${close.repeat(depth)}}`;
      const answer = await send(server.address, '/api/auth/token', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(answer.status).toBe(400);
      expect(errorCode(answer)).toBe('request.invalid');
    }
  });

  it('over 1 MB are refused with 413', async () => {
    const answer = await send(server.address, '/api/auth/token', {
      method: 'POST',
      json: { email: 'x'.repeat(1_100_000), password: 'x' },
    });
    expect(answer.status).toBe(413);
    expect(errorCode(answer)).toBe('request.too_large');
  });

  it('of another type than JSON are refused with 415', async () => {
    const answer = await send(server.address, '/api/auth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: '<a/>',
    });
    expect(answer.status).toBe(415);
    expect(errorCode(answer)).toBe('request.invalid');
  });
});

describe('slow senders', () => {
  it('of headers get 408', async () => {
    const bytes = await sendBytes(
      server.port,
      `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX-Slow: `,
    );
    expect(bytes).toContain('408 Request Timeout');
    expect(bytes).toContain('request.timeout');
  });

  it.each(['application/json', 'multipart/form-data; boundary=x'])('of a %s body get 408', async type => {
    const head = [
      'POST /api/documents HTTP/1.1',
      `Host: 127.0.0.1:${server.port}`,
      `Authorization: ${headers.authorization}`,
      `Content-Type: ${type}`,
      'Content-Length: 1000',
      '',
      '--x',
    ].join('\r\n');
    expect(await sendBytes(server.port, head)).toContain('408 Request Timeout');
  });

  it('many at once leave room for others', async () => {
    const slow = Array.from({ length: 500 }, () =>
      sendBytes(server.port, `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX-Slow: `),
    );
    expect((await send(server.address, '/health')).status).toBe(200);
    const answers = await Promise.all(slow);
    expect(answers.filter(answer => answer.includes('408'))).toHaveLength(500);
  });
});

describe('an error', () => {
  it('names the field that was not understood', async () => {
    const answer = await send(server.address, '/api/chatbots', {
      method: 'POST',
      headers,
      json: { name: '' },
    });
    expect(answer.status).toBe(400);
    const error = field(answer.json, 'error');
    expect(field(error, 'message')).toMatch(/^name: /);
    expect(field(error, 'fields')).toMatchObject([{ path: 'name' }]);
  });

  it.each([
    ['GET', '/api/nowhere', 404, 'resource.not_found'],
    ['GET', '/api', 404, 'resource.not_found'],
    ['GET', `/api/chatbots/${SOME_ID}`, 404, 'resource.not_found'],
    ['PATCH', '/api/clients', 405, 'request.invalid'],
    ['DELETE', `/api/documents/${SOME_ID}/file`, 405, 'request.invalid'],
    ['POST', '/rpc/nowhere', 404, 'resource.not_found'],
  ])('of %s %s is %i %s in the one shape', async (method, path, status, code) => {
    const answer = await send(server.address, path, { method, headers });
    expect(answer.status).toBe(status);
    expect(errorCode(answer)).toBe(code);
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('of a wrong token is 401, except where one signs in', async () => {
    const stale = { authorization: 'Bearer not.a.token' };
    const refused = await send(server.address, '/api/auth/me', { headers: stale });
    expect([refused.status, errorCode(refused)]).toEqual([401, 'auth.session_expired']);
    expect((await send(server.address, '/api/auth/state', { headers: stale })).status).toBe(200);
  });

  it('of nobody is 401 before the input is looked at', async () => {
    const answer = await send(server.address, '/api/chatbots', { method: 'POST', json: { nonsense: 1 } });
    expect([answer.status, errorCode(answer)]).toEqual([401, 'auth.required']);
  });
});
