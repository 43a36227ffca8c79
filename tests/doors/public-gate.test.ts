import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { errorCode, send, sendBytes, sendRaw } from './door-support.ts';
import {
  asVisitor,
  becomeVisitor,
  exchange,
  PAGE,
  setWidget,
  startPublicServer,
  type PublicServer,
} from './public-support.ts';

let server: PublicServer;
let widgetId: string;
beforeAll(async () => {
  server = await startPublicServer({ network: { allowedHosts: ['chat.exemple.org', 'relais.lan:8443'] } });
  widgetId = await setWidget(server);
});
afterAll(() => server.close());

const toPublic = (options: Parameters<typeof sendRaw>[1]) => sendRaw(server.publicPort, options);

describe('the name a request came under', () => {
  it.each(['evil.test', 'x.local', 'evil.test:80', '127.0.0.1', '127.0.0.1:1', 'foyer.local.evil.test'])(
    'is refused when it is not ours: "%s"',
    async host => {
      const answer = await toPublic({ headers: { host } });
      expect(answer.status).toBe(403);
      expect(errorCode(answer)).toBe('request.forbidden_origin');
    },
  );

  it('is refused when there is none, an empty one, or two', async () => {
    const empty = await sendBytes(
      server.publicPort,
      'GET /health HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n',
    );
    expect(empty).toContain('403 Forbidden');
    const none = await sendBytes(server.publicPort, 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(none).toContain('403 Forbidden');
    const two = await sendBytes(
      server.publicPort,
      `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${server.publicPort}\r\nHost: evil.test\r\nConnection: close\r\n\r\n`,
    );
    expect(two).toContain('403 Forbidden');
  });

  it('may be an address, the name on the local network, and what the settings add', async () => {
    const { publicPort } = server;
    for (const host of [
      `127.0.0.1:${publicPort}`,
      `localhost:${publicPort}`,
      `foyer.local:${publicPort}`,
      `[::1]:${publicPort}`,
      'chat.exemple.org',
      `chat.exemple.org:${publicPort}`,
      'relais.lan:8443',
    ]) {
      expect((await toPublic({ headers: { host } })).status, host).toBe(200);
    }
    expect((await toPublic({ headers: { host: 'relais.lan' } })).status).toBe(403);
  });
});

describe('a page that is not ours', () => {
  const body = JSON.stringify({ message: 'x', clientMessageId: '12345678' });
  const headers = { 'content-type': 'application/json' };

  it.each(['https://evil.test', 'null', 'https://ok.tld.evil.test', PAGE])(
    'from %s calls nothing but the token',
    async origin => {
      for (const [method, path] of [
        ['POST', '/api/visitor/chat'],
        ['GET', '/api/visitor/session'],
        ['GET', '/health'],
        ['OPTIONS', '/api/visitor/chat'],
        ['GET', '/widget/panel/x'],
      ] as const) {
        const sends = method === 'POST' ? { headers: { ...headers, origin }, body } : { headers: { origin } };
        const answer = await toPublic({ path, method, ...sends });
        expect(answer.status, `${method} ${path}`).toBe(403);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
    },
  );

  it('opens no WebSocket, from wherever', async () => {
    const answer = await sendBytes(
      server.publicPort,
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.publicPort}\r\nOrigin: https://evil.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n\r\n`,
    );
    expect(answer).toContain('403 Forbidden');
  });

  it('does not slip a form through with the cookies of the interface', async () => {
    const answer = await toPublic({
      path: '/api/visitor/chat',
      method: 'POST',
      headers: { 'content-type': 'text/plain', cookie: 'foyer_session=x.y' },
      body,
    });
    expect(answer.status).toBe(403);
  });

  it('loads the loader, and pins it', async () => {
    const answer = await toPublic({ path: '/widget/v1.js', headers: { origin: 'https://anywhere.test' } });
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['cross-origin-resource-policy']).toBe('cross-origin');
    for (const path of [`/widget/${widgetId}.js`, `/widget/${widgetId}.json`]) {
      const looks = await toPublic({ path, headers: { origin: 'https://anywhere.test' } });
      expect(looks.status, path).toBe(200);
      expect(looks.headers['access-control-allow-origin']).toBe('*');
    }
  });
});

describe('the token', () => {
  const preflight = (origin: string) =>
    toPublic({
      path: '/api/visitor/token',
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
        'access-control-request-private-network': 'true',
      },
    });

  it('answers to allowed pages alone, and names them', async () => {
    const allowed = await preflight(PAGE);
    expect(allowed.status).toBe(204);
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': PAGE,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-allow-private-network': 'true',
      vary: 'origin',
    });
    expect(allowed.headers['access-control-allow-credentials']).toBeUndefined();
    const refused = await preflight('https://evil.test');
    expect(refused.status).toBe(403);
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();

    const answer = await exchange(server.publicPort, widgetId);
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe(PAGE);
    const foreign = await exchange(server.publicPort, widgetId, { origin: 'https://evil.test' });
    expect(foreign.status).toBe(403);
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('the two listeners', () => {
  const routes = Object.values(contract).flatMap(feature => Object.values(feature));
  const described = routes.map(route => {
    const { meta, route: rest } = route['~orpc'];
    const { access } = meta as { access: readonly string[] };
    return {
      method: rest.method ?? 'GET',
      pattern: new RegExp(`^/api${rest.path?.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
      path: `/api${rest.path?.replaceAll(/\{[^}]+\}/g, '0197f0c2-0000-7000-8000-000000000000')}`,
      forVisitors: access.includes('visitor') || rest.path === '/visitor/token',
      forKeys: access.some(rule => rule.startsWith('key:')),
    };
  });

  it('share nothing but what keys call: everything else does not exist on the other', async () => {
    for (const { method, path, forVisitors } of described) {
      // A fixed address may read as that of a thing (`/clients/erasures`), which exists there.
      const forKeys = described.some(
        other => other.forKeys && other.method === method && other.pattern.test(path),
      );
      const sends =
        method === 'GET' || method === 'DELETE'
          ? { path, method }
          : { path, method, headers: { 'content-type': 'application/json' }, body: '{}' };
      const here = await toPublic(sends);
      const there = await sendRaw(server.port, sends);
      // 404 of a missing address, not of a missing thing: nobody has shown credentials.
      const exists = (answer: typeof here) => answer.status !== 404 && answer.status !== 405;
      expect(exists(here), `public ${method} ${path}: ${here.text}`).toBe(forVisitors || forKeys);
      expect(exists(there), `admin ${method} ${path}: ${there.text}`).toBe(!forVisitors);
    }
  });

  it('have their own doors: no interface, no RPC, no API pages on the public one', async () => {
    for (const path of [
      '/rpc/visitor/session',
      '/rpc/auth/state',
      '/api/auth/login',
      '/api/docs',
      '/api/openapi.json',
      '/index.html',
      '/assets/x.js',
      '/widget/preview.html',
    ]) {
      expect((await toPublic({ path })).status, path).toBe(404);
    }
    expect((await toPublic({ path: '/' })).text).toContain('Foyer');
    expect((await toPublic({ path: '/health' })).text).toBe('{"ok":true}');
    expect((await sendRaw(server.port, { path: `/widget/panel/${widgetId}` })).status).toBe(404);
  });

  it('have their own credentials: a person is nobody here, a visitor nobody there', async () => {
    const person = await send(`http://127.0.0.1:${server.publicPort}`, '/api/chatbots', {
      headers: server.headers,
    });
    expect(person.status).toBe(401);
    const visitor = await becomeVisitor(server.publicPort, widgetId);
    const there = await send(server.address, '/api/chatbots', {
      headers: { authorization: `Bearer ${visitor.token}` },
    });
    expect(there.status).toBe(401);
    // Nor is a visitor a key.
    expect((await asVisitor(server.publicPort, visitor, '/../chatbots')).status).toBe(403);
  });
});
