import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localContext } from '../support/temporary-app.ts';
import {
  errorCode,
  owner,
  send,
  sendBytes,
  sendRaw,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await signInAsOwner(server);
});
afterAll(() => server.close());

describe('requests from other pages', () => {
  const names = [
    'evil.test',
    'x.local',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.test:PORT',
    '127.0.0.1:PORT@evil.test',
    'foyer.x.local:PORT',
    'LOCALHOST.:PORT',
    '127.1:PORT',
    '0.0.0.0:PORT',
  ];
  it.each(names)('with Host "%s" are refused', async name => {
    const answer = await sendRaw(server.port, {
      headers: { host: name.replace('PORT', String(server.port)) },
    });
    expect(answer.status).toBe(403);
    expect(errorCode(answer)).toBe('request.forbidden_origin');
  });

  it('without any Host, with an empty one, or with two, are refused', async () => {
    const empty = 'GET /health HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n';
    expect(await sendBytes(server.port, empty)).toContain('403 Forbidden');
    expect(await sendBytes(server.port, 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n')).toContain(
      '403 Forbidden',
    );
    const two = `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nHost: evil.test\r\nConnection: close\r\n\r\n`;
    expect(await sendBytes(server.port, two)).toMatch(/^HTTP\/1.1 40[03]/);
  });

  const origins = [
    'https://evil.test',
    'null',
    'http://127.0.0.1:PORT.evil.test',
    'http://localhost:PORT',
    'file://',
    'http://127.0.0.1',
    'http://127.0.0.1:PORT/',
    'ftp://127.0.0.1:PORT',
    '',
  ];
  it.each(origins)('with Origin "%s" are refused', async name => {
    const answer = await sendRaw(server.port, {
      path: '/api/auth/state',
      headers: { origin: name.replace('PORT', String(server.port)) },
    });
    expect(answer.status).toBe(403);
  });

  it('without an origin of their own reach the files of the widget’s preview and nothing else', async () => {
    const status = async (path: string, method = 'GET') =>
      (await sendRaw(server.port, { path, method, headers: { origin: 'null' } })).status;
    expect(await status('/widget/assets/none.js')).toBe(404);
    for (const path of [
      '/',
      '/assets/a.js',
      '/widget/preview/',
      '/widget/assets/../../api/auth/state',
      '/widget/assets/a?b',
    ])
      expect(await status(path)).toBe(403);
    expect(await status('/widget/assets/none.js', 'POST')).toBe(403);
  });

  it.each(['cross-site', 'same-site'])('that change something and are %s are refused', async site => {
    const answer = await sendRaw(server.port, {
      path: '/api/auth/token',
      method: 'POST',
      headers: { 'sec-fetch-site': site, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(403);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'with a cookie and a %s body are refused',
    async type => {
      const answer = await sendRaw(server.port, {
        path: '/api/clients',
        method: 'POST',
        headers: { cookie: 'foyer_session=anything', 'content-type': type },
        body: '{}',
      });
      expect(answer.status).toBe(403);
    },
  );

  it('under a name of ours that continues elsewhere are refused', async () => {
    const behindProxy = await startTestServer({ allowedHosts: ['ok.tld'] });
    try {
      const from = (origin: string, host = 'ok.tld') =>
        sendRaw(behindProxy.port, { path: '/api/auth/state', headers: { host, origin } });
      expect((await from('https://ok.tld')).status).toBe(200);
      for (const origin of ['https://ok.tld.evil.test', 'https://evil-ok.tld', 'https://evil.test/ok.tld'])
        expect((await from(origin)).status).toBe(403);
      expect((await from('https://ok.tld.evil.test', 'ok.tld.evil.test')).status).toBe(403);
    } finally {
      await behindProxy.close();
    }
  });

  it('to open a WebSocket are refused', async () => {
    const upgrade = [
      'GET /rpc HTTP/1.1',
      `Host: 127.0.0.1:${server.port}`,
      'Origin: https://evil.test',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      '\r\n',
    ].join('\r\n');
    expect(await sendBytes(server.port, upgrade)).toContain('403 Forbidden');
  });

  it('cannot use this as a proxy', async () => {
    const bytes = `GET http://evil.test/ HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`;
    expect(await sendBytes(server.port, bytes)).toContain('400 Bad Request');
  });
});

describe('the cookie of someone who is signed in', () => {
  let cookie: string;
  const clientNames = async () =>
    (await server.app.client(localContext(server.app)).clients.list({})).map(client => client.name);
  beforeAll(async () => {
    const login = await send(server.address, '/api/auth/login', {
      method: 'POST',
      json: { email: owner.email, password: owner.password },
    });
    cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  });

  // What a form or a script of another page can send without asking the browser first.
  it.each([
    [{ 'content-type': 'text/plain' }],
    [{ 'content-type': 'text/plain; charset=utf-8' }],
    [{ 'content-type': 'application/x-www-form-urlencoded' }],
    [{ 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' }],
    [{ 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }],
    [{ 'content-type': 'application/json', 'sec-fetch-site': 'same-site' }],
    [{ 'content-type': 'application/json', origin: 'https://evil.test' }],
    [{ 'content-type': 'application/json', origin: 'null' }],
    [{ 'content-type': 'text/plain', origin: 'https://ok.tld.evil.test' }],
  ])('does nothing for a request with %j', async headers => {
    const before = await clientNames();
    for (const [path, body] of [
      ['/api/clients', '{"name":"Volé"}'],
      ['/rpc/clients/create', '{"json":{"name":"Volé"}}'],
    ] as const) {
      const answer = await sendRaw(server.port, {
        path,
        method: 'POST',
        headers: { ...headers, cookie },
        body,
      });
      expect([answer.status, errorCode(answer)]).toEqual([403, 'request.forbidden_origin']);
    }
    expect(await clientNames()).toEqual(before);
  });

  it('works for our own page', async () => {
    const origin = `http://127.0.0.1:${server.port}`;
    const answer = await sendRaw(server.port, {
      path: '/api/clients',
      method: 'POST',
      headers: { cookie, origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      body: '{"name":"Cabinet Roy"}',
    });
    expect(answer.status).toBe(201);
    expect(await clientNames()).toContain('Cabinet Roy');
  });

  it('is out of reach of scripts, of other sites, and of addresses', async () => {
    const login = await send(server.address, '/api/auth/login', {
      method: 'POST',
      json: { email: owner.email, password: owner.password },
    });
    expect(login.headers.get('set-cookie')).toMatch(/; Path=\/;.*HttpOnly; SameSite=Strict/);
    expect(login.text).not.toContain(cookie.split('=')[1]);
    expect((await send(server.address, `/api/auth/me?${cookie}`)).status).toBe(401);
    // What looks like a secret in an address is refused as such: addresses end up in logs and histories.
    for (const name of ['token', 'access_token'])
      expect((await send(server.address, `/api/auth/me?${name}=${cookie.split('=')[1]}`)).status).toBe(400);
  });
});

describe('our own page', () => {
  it.each(['localhost', '127.0.0.1', '[::1]'])('is served under %s', async name => {
    const host = `${name}:${server.port}`;
    const answer = await sendRaw(server.port, { headers: { host, origin: `http://${host}` } });
    expect(answer.status).toBe(200);
  });

  it('is served under a name it was told about, and no other', async () => {
    const behindProxy = await startTestServer({ allowedHosts: ['foyer.lan'] });
    try {
      expect((await sendRaw(behindProxy.port, { headers: { host: 'foyer.lan' } })).status).toBe(200);
      expect((await sendRaw(behindProxy.port, { headers: { host: 'evil.lan' } })).status).toBe(403);
    } finally {
      await behindProxy.close();
    }
  });

  it('accepts offers of HTTP/2 by answering in HTTP/1.1', async () => {
    const bytes = `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n`;
    expect(await sendBytes(server.port, bytes)).toContain('200 OK');
  });
});
