import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPublicServer, type PublicServer } from './public-support.ts';
import { errorCode } from './door-support.ts';

const HEADERS = [
  'x-request-id',
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
];

let server: PublicServer;
beforeAll(async () => {
  server = await startPublicServer();
});
afterAll(() => server.close());

/** As it is written: `fetch` would mend the address. */
function ask(port: number, path: string, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; json: unknown }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, agent: false }, response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', chunk => (text += String(chunk)));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            json: JSON.parse(text) as unknown,
          }),
        );
      });
      sent.on('error', reject);
      sent.end();
    },
  );
}

describe.each([
  '/%',
  '/%ff',
  '/api/chatbots/%',
  '/api/%c3%28',
  '/rpc/%',
  '/v1/%',
  '/widget/%ff.js',
  '/%?a=b',
  '//%',
])('the address %s', path => {
  it.each(['GET', 'POST'])('is refused like any other request on every listener: %s', async method => {
    for (const port of [server.port, server.publicPort]) {
      const { status, headers, json } = await ask(port, path, method);
      expect([status, errorCode({ json, text: '' })]).toEqual([400, 'request.invalid']);
      expect(HEADERS.filter(name => headers[name] === undefined)).toEqual([]);
      expect(json).toMatchObject({ error: { correlationId: headers['x-request-id'] } });
    }
  });
});

it('an address that can be decoded is what it was', async () => {
  expect((await ask(server.port, '/api/chatbots/%C3%A9')).status).toBe(401);
  expect((await ask(server.port, '/health?x=%ff')).status).toBe(200);
});
