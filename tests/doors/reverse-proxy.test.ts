import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RATE_LIMITS } from '#main/http/rate-limits.ts';
import { localContext } from '../support/temporary-app.ts';
import { startPathProxy, type PathProxy, type ProxyOptions } from '../support/path-proxy.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  createBot,
  errorCode,
  field,
  owner,
  send,
  sendRaw,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';

const PAGE = '<!doctype html><html><head></head><body><script src="./assets/a-1.js"></script></body></html>';

let server: TestServer;
let headers: { authorization: string };
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(async () => {
  folder = temporaryFolder();
  mkdirSync(join(folder.path, 'assets'));
  writeFileSync(join(folder.path, 'index.html'), PAGE);
  writeFileSync(join(folder.path, 'assets', 'a-1.js'), 'export {};');
  server = await startTestServer({ staticFolder: folder.path, rateLimits: RATE_LIMITS });
  headers = await signInAsOwner(server);
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

const setDoor = async (json: unknown) => {
  const answer = await send(server.address, '/api/network/interface', { method: 'PATCH', headers, json });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json;
};

const kinds: readonly [name: string, options: Partial<ProxyOptions>][] = [
  ['at the root', {}],
  ['at the root, under the upstream’s name', { keepsHost: false }],
  ['under a path it takes off', { prefix: '/foyer' }],
  ['under a path it leaves', { prefix: '/foyer', strips: false }],
  [
    'under a deep path it takes off, under the upstream’s name',
    { prefix: '/outils/foyer', keepsHost: false },
  ],
  [
    'under a path it leaves, under the upstream’s name, telling nothing',
    { prefix: '/foyer', strips: false, keepsHost: false, tells: false },
  ],
];

describe.each(kinds)('behind a proxy %s', (_name, options) => {
  let proxy: PathProxy;
  let path: string;
  /** As the browser on a page of the proxy sends it. */
  const browser = (more: Record<string, string> = {}) => ({
    origin: new URL(proxy.url).origin,
    'sec-fetch-site': 'same-origin',
    ...more,
  });
  const through = (where: string, more: Parameters<typeof sendRaw>[1] = {}) =>
    sendRaw(proxy.port, { ...more, path: `${path}${where}` });
  beforeAll(async () => {
    proxy = await startPathProxy({ upstream: server.port, ...options });
    path = new URL(proxy.url).pathname.replace(/\/$/, '');
    await setDoor({ publicUrl: proxy.url });
  });
  afterAll(async () => {
    await setDoor({ publicUrl: null });
    await proxy.close();
  });

  it('shows the page and its files, named from where it is', async () => {
    const page = await through('/', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    const [, file = ''] = /src="([^"]+)"/.exec(page.text) ?? [];
    expect(new URL(file, `${proxy.url}/`).href).toBe(`${proxy.url}/assets/a-1.js`);
    expect((await through('/assets/a-1.js')).text).toBe('export {};');
    const led = await through('/conversations/12', { headers: { accept: 'text/html' } });
    expect([led.status, led.headers['location']]).toEqual([302, '../#/conversations/12']);
  });

  it('signs in a browser, whose cookie is for that path alone', async () => {
    const login = await through('/rpc/auth/login', {
      method: 'POST',
      headers: browser({ 'content-type': 'application/json' }),
      body: JSON.stringify({ json: { email: owner.email, password: owner.password } }),
    });
    expect(login.status).toBe(200);
    const [cookie = ''] = [login.headers['set-cookie']].flat();
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict$/);
    expect(/Path=([^;]+)/.exec(cookie)?.[1]).toBe(path === '' ? '/' : path);
    const me = await through('/rpc/auth/me', {
      method: 'POST',
      headers: browser({ 'content-type': 'application/json', cookie: cookie.split(';')[0] ?? '' }),
      body: '{"json":{}}',
    });
    expect(me.text).toContain(owner.email);
  });

  it('takes REST, uploads, events and OpenAI’s way of asking', async () => {
    const base = proxy.url;
    const chatbotId = await createBot(base, headers, 'Derrière');
    const form = new FormData();
    form.append('chatbotId', chatbotId);
    form.append('file', new Blob(['Le port ouvre à neuf heures.']), 'port.txt');
    const upload = await send(base, '/api/documents', { method: 'POST', headers, body: form });
    expect(upload.status).toBe(201);
    const asked = await send(base, '/api/conversations/chat', {
      method: 'POST',
      headers,
      json: { chatbotId, message: 'Bonjour' },
    });
    expect(asked.headers.get('content-type')).toContain('text/event-stream');
    expect(asked.text).toContain('"type":"finished"');
    const client = server.app.client(localContext(server.app));
    const [first] = await client.clients.list({});
    const { key } = await client.keys.create({ clientId: first?.id ?? '', name: 'P', scopes: ['chat'] });
    const models = await send(base, '/v1/models', { headers: { authorization: `Bearer ${key}` } });
    expect(models.status).toBe(200);
    const described = await send(base, '/api/openapi.json');
    const servers = field(described.json, 'servers') as { url: string }[];
    expect(servers.map(({ url }) => url)).toContain(`${base}/api`);
    const pages = await send(base, '/api/clients?limit=1', { headers });
    expect(pages.status).toBe(200);
  });

  it('gives links that lead there', async () => {
    const state = await send(proxy.url, '/api/network/interface', { headers });
    expect(field(state.json, 'link')).toEqual({ url: proxy.url, reach: 'here', chosen: true }); // a loopback address, like any here
  });

  it('refuses another site all the same', async () => {
    const from = (origin: string, site = 'cross-site') =>
      through('/rpc/auth/state', {
        method: 'POST',
        headers: { origin, 'sec-fetch-site': site, 'content-type': 'application/json' },
        body: '{}',
      });
    for (const origin of ['https://evil.test', 'null', `${proxy.url}.evil.test`, 'http://127.0.0.1'])
      expect((await from(origin)).status, origin).toBe(403);
    expect((await from(new URL(proxy.url).origin, 'same-site')).status).toBe(403);
  });
});

it('leads to the slash that everything is named from, where a proxy leaves the path', async () => {
  const proxy = await startPathProxy({ upstream: server.port, prefix: '/foyer', strips: false });
  await setDoor({ publicUrl: proxy.url });
  const bare = await sendRaw(proxy.port, { path: '/foyer?x=1', headers: { accept: 'text/html' } });
  expect([bare.status, bare.headers['location']]).toEqual([308, '/foyer/?x=1']);
  // A name that only begins like it is another one.
  expect((await sendRaw(server.port, { path: '/foyerx/' })).status).toBe(404);
  await setDoor({ publicUrl: null });
  await proxy.close();
});

describe('a public address in HTTPS', () => {
  it('makes cookies that travel encrypted alone, and takes its page in the clear for another', async () => {
    await setDoor({ publicUrl: 'https://example.org/foyer' });
    const login = (origin: string, host = 'example.org') =>
      sendRaw(server.port, {
        path: '/foyer/api/auth/login',
        method: 'POST',
        headers: { host, origin, 'content-type': 'application/json' },
        body: JSON.stringify({ email: owner.email, password: owner.password }),
      });
    const cookie = String((await login('https://example.org')).headers['set-cookie']);
    expect(cookie).toMatch(/Path=\/foyer; .*Secure/);
    expect(
      String((await login('https://example.org', `127.0.0.1:${server.port}`)).headers['set-cookie']),
    ).toMatch(/Secure/);
    expect((await login('http://example.org')).status).toBe(403);
    // On the machine itself nothing changes.
    const local = await login(server.address, `127.0.0.1:${server.port}`);
    expect(String(local.headers['set-cookie'])).toMatch(/Path=\/; /);
    expect(String(local.headers['set-cookie'])).not.toMatch(/Secure/);
    await setDoor({ publicUrl: null });
  });

  it.each([
    'example.org/foyer',
    'ftp://example.org',
    'https://example.org/api',
    'https://example.org/widget/x',
    'https://example.org/a/../b',
    'https://example.org/a b',
  ])('is not %s', async publicUrl => {
    const answer = await send(server.address, '/api/network/interface', {
      method: 'PATCH',
      headers,
      json: { publicUrl },
    });
    expect([answer.status, errorCode(answer)]).toEqual([400, 'request.invalid']);
  });

  it('is none with a name and a password in it', async () => {
    const answer = await send(server.address, '/api/network/interface', {
      method: 'PATCH',
      headers,
      json: { publicUrl: 'https://name:word@example.org/' },
    });
    expect([answer.status, errorCode(answer)]).toEqual([400, 'request.account_in_address']);
  });

  it('is kept without what was pasted behind it', async () => {
    const state = await setDoor({ publicUrl: 'HTTPS://Example.org:443/Foyer/#/settings/network' });
    expect(field(field(state, 'settings'), 'publicUrl')).toBe('https://example.org/Foyer');
    await setDoor({ publicUrl: null });
  });
});

describe('a proxy nobody named', () => {
  const remaining = async (forwardedFor: string) =>
    Number(
      (await sendRaw(server.port, { path: '/api/auth/state', headers: { 'x-forwarded-for': forwardedFor } }))
        .headers['ratelimit-remaining'],
    );

  it('is not believed: its callers count as one, and no header makes a local caller', async () => {
    const before = await remaining('203.0.113.1');
    expect(await remaining('203.0.113.2')).toBe(before - 1);
  });

  it('is believed once the owner names it, about the last stranger alone', async () => {
    await setDoor({ trustedProxies: ['127.0.0.0/8', '192.0.2.7'] });
    const fresh = await remaining('203.0.113.10');
    expect(await remaining('203.0.113.11')).toBe(fresh);
    // What a stranger wrote before the proxy added who they are counts for nothing.
    expect(await remaining('198.51.100.1, 203.0.113.11')).toBe(fresh - 1);
    expect(await remaining('203.0.113.11, 192.0.2.7')).toBe(fresh - 2);
    expect(await remaining('not an address, 203.0.113.11')).toBe(fresh - 3);
    await setDoor({ trustedProxies: [] });
    for (const wrong of ['0.0.0.0/0', 'example.org', '::/0', '192.0.2.300']) {
      const answer = await send(server.address, '/api/network/interface', {
        method: 'PATCH',
        headers,
        json: { trustedProxies: [wrong] },
      });
      expect(answer.status, wrong).toBe(400);
    }
  });
});

describe('the first account', () => {
  it('is made on the machine itself, which nobody is who comes through a proxy of it', async () => {
    const fresh = await startTestServer();
    const proxy = await startPathProxy({ upstream: fresh.port, prefix: '/foyer' });
    const quiet = await startPathProxy({
      upstream: fresh.port,
      prefix: '/foyer',
      keepsHost: false,
      tells: false,
    });
    try {
      const setUp = (port: number, path: string, more: Record<string, string> = {}) =>
        sendRaw(port, {
          path,
          method: 'POST',
          headers: { 'content-type': 'application/json', host: `127.0.0.1:${fresh.port}`, ...more },
          body: JSON.stringify({ ...owner, language: 'fr', token: fresh.app.setUpToken() }),
        });
      const local = localContext(fresh.app);
      await fresh.app.client(local).webInterface.update({ publicUrl: 'https://example.org/foyer' });
      for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host']) {
        const answer = await setUp(fresh.port, '/api/auth/setup', { [name]: '203.0.113.1' });
        expect([answer.status, errorCode(answer)], name).toEqual([403, 'setup.local_only']);
      }
      expect(errorCode(await setUp(proxy.port, '/foyer/api/auth/setup'))).toBe('setup.local_only');
      const byOrigin = await setUp(quiet.port, '/foyer/api/auth/setup', { origin: 'https://example.org' });
      expect(errorCode(byOrigin)).toBe('setup.local_only');
      expect((await setUp(fresh.port, '/api/auth/setup')).status).toBe(200);
    } finally {
      await Promise.all([proxy.close(), quiet.close()]);
      await fresh.close();
    }
  });
});

describe('what is missing', () => {
  const visit = (path: string, more: Record<string, string> = {}) =>
    sendRaw(server.port, { path, headers: { accept: 'text/html', ...more } });

  it('is said on a page in both languages: a name that Foyer does not go by', async () => {
    const page = await visit('/foyer/', {
      host: 'chat.example.org',
      'x-forwarded-proto': 'https',
      'x-forwarded-prefix': '/foyer',
      'accept-language': 'en-GB,en;q=0.9',
    });
    expect(page.status).toBe(403);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-language']).toBe('en');
    expect(page.text).toMatch(/<html lang="en">.*<section lang="en">.*<section lang="fr"/s);
    expect(page.text).toContain('https://chat.example.org/foyer');
    expect(page.text).toContain('Adresse publique');
    expect(page.text).toContain('--public-url https://chat.example.org/foyer');
  });

  it('does not repeat what a stranger wrote as markup', async () => {
    const page = await visit('/', { host: '"><script>alert(1)</script>.test' });
    expect(page.status).toBe(403);
    expect(page.text).not.toContain('<script>');
  });

  it('is said on a page: a path that Foyer does not know', async () => {
    const page = await visit('/foyer/');
    expect([page.status, page.headers['content-language']]).toEqual([404, 'fr']);
    expect(page.text).toContain(`${server.address}/foyer`);
    expect(page.text).toContain('href="../"');
    // A program reads JSON.
    const program = await sendRaw(server.port, { path: '/foyer/' });
    expect(errorCode(program)).toBe('resource.not_found');
  });
});

describe('the self-test', () => {
  const test = async () => {
    const answer = await send(server.address, '/api/network/interface/test', {
      method: 'POST',
      headers,
      json: {},
    });
    const checks = field(answer.json, 'checks') as { url: string; ok: boolean; failure: string | null }[];
    return checks.map(({ url, failure }) => [url, failure]);
  };

  it.each([
    ['goes well', { prefix: '/foyer' }, null],
    [
      'tells of a proxy that gathers what should come in pieces',
      { prefix: '/foyer', buffers: true },
      'buffered',
    ],
  ] as const)('%s', async (_name, options, failure) => {
    const proxy = await startPathProxy({ upstream: server.port, ...options });
    await setDoor({ publicUrl: proxy.url });
    expect(await test()).toEqual([
      [server.address, null],
      [proxy.url, failure],
    ]);
    await setDoor({ publicUrl: null });
    await proxy.close();
  });

  it('tells a wrong path, a proxy that does not find Foyer, and one that is not there', async () => {
    const proxy = await startPathProxy({ upstream: server.port, prefix: '/foyer' });
    await setDoor({ publicUrl: `http://127.0.0.1:${proxy.port}/autre` });
    expect((await test())[1]?.[1]).toBe('path');
    const lost = await startPathProxy({ upstream: 1, prefix: '/foyer' });
    await setDoor({ publicUrl: lost.url });
    expect((await test())[1]?.[1]).toBe('no_upstream');
    await Promise.all([proxy.close(), lost.close()]);
    expect((await test())[1]?.[1]).toBe('refused');
    await setDoor({ publicUrl: null });
  });
});
