import { request as secureRequest } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp } from '#main/app/create-app.ts';
import { createDesktopHttpDoor } from '#main/http/index.ts';
import type { Card } from '#main/platform/network-cards.ts';
import { localContext } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  errorCode,
  field,
  owner,
  send,
  sendRaw,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';
import { until } from '../support/until.ts';
import { freePort } from '../support/free-port.ts';

const loopback: Card = {
  name: 'lo',
  kind: 'loopback',
  addresses: [{ address: '127.0.0.1', family: 'IPv4' }],
};
/** This machine has no other card the tests may use: another loopback address stands for one. */
const wifi = (address: string): Card => ({
  name: 'wlan0',
  kind: 'wifi',
  addresses: [{ address, family: 'IPv4' }],
});

let server: TestServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

type Open = TestServer & {
  headers: { authorization: string };
  set(json: unknown, at?: string): ReturnType<typeof send>;
};

async function start(cards: () => Card[] = () => [loopback, wifi('127.0.0.2')]): Promise<Open> {
  const started = await startTestServer({ cards, lookEveryMs: 30 });
  server = started;
  const headers = await signInAsOwner(started);
  return {
    ...started,
    headers,
    set: (json, at = started.address) =>
      send(at, '/api/network/interface', { method: 'PATCH', headers, json }),
  };
}

const answers = (host: string, port: number) =>
  send(`http://${host}:${port}`, '/health').then(
    ({ status }) => status,
    () => null,
  );

describe('the interface on the network', () => {
  it('is closed until somebody opens it, and this machine always reaches it', async () => {
    const { port, set, address } = await start();
    expect(await answers('127.0.0.2', port)).toBeNull();
    expect((await set({ open: true })).json).toMatchObject({
      listening: true,
      problem: null,
      local: address,
      settings: { open: true, https: 'off', trustedProxies: [] },
    });
    expect([await answers('127.0.0.2', port), await answers('127.0.0.1', port)]).toEqual([200, 200]);
    // Whoever closes it from there is answered, and then the door is closed.
    const closing = await set({ open: false }, `http://127.0.0.2:${port}`);
    expect([closing.status, field(closing.json, 'listening')]).toEqual([200, false]);
    expect([await answers('127.0.0.2', port), await answers('127.0.0.1', port)]).toEqual([null, 200]);
  });

  it('answers there to its own addresses alone', async () => {
    const { port, set } = await start();
    await set({ open: true });
    const at = (host: string) => sendRaw(port, { path: '/api/auth/state', headers: { host } });
    expect((await at(`127.0.0.2:${port}`)).status).toBe(200);
    expect((await at(`foyer.local:${port}`)).status).toBe(200);
    for (const name of ['evil.test', `127.0.0.3:${port}`, 'foyer.local', `foyer.local.evil.test:${port}`])
      expect((await at(name)).status, name).toBe(403);
    await set({ open: false });
    expect((await at(`127.0.0.2:${port}`)).status).toBe(403);
  });

  it('follows the cards: another Wi-Fi, none, and back', async () => {
    let cards = [loopback, wifi('127.0.0.2')];
    const { port, set, address, headers } = await start(() => cards);
    const state = async () => (await send(address, '/api/network/interface', { headers })).json;
    await set({ open: true, interface: 'wlan0' });
    expect(await answers('127.0.0.2', port)).toBe(200);
    cards = [loopback, wifi('127.0.0.3')];
    await until(async () => (await answers('127.0.0.3', port)) === 200);
    expect(await answers('127.0.0.2', port)).toBeNull();
    cards = [loopback];
    await until(async () => field(await state(), 'problem') === 'no_address');
    expect(await answers('127.0.0.1', port)).toBe(200);
    cards = [loopback, wifi('127.0.0.2')];
    await until(async () => (await answers('127.0.0.2', port)) === 200);
    expect(field(await state(), 'problem')).toBeNull();
  });

  it('says that a port is taken, goes on trying, and locks nobody out', async () => {
    const { set, port, address, headers } = await start();
    const taken = await freePort();
    const other = createServer();
    await new Promise<void>(resolve => other.listen(taken, '127.0.0.2', resolve));
    expect((await set({ open: true, port: taken })).json).toMatchObject({
      listening: false,
      problem: 'port_in_use',
    });
    expect(await answers('127.0.0.1', port)).toBe(200);
    await new Promise<void>(resolve => other.close(() => resolve()));
    await until(async () => (await answers('127.0.0.2', taken)) === 200);
    const state = await send(address, '/api/network/interface', { headers });
    expect(state.json).toMatchObject({ listening: true, problem: null });
  });

  it('never lets the first account be made from there', async () => {
    const fresh = await startTestServer({ cards: () => [loopback, wifi('127.0.0.2')] });
    server = fresh;
    await fresh.app.client(localContext(fresh.app)).webInterface.update({ open: true });
    // The other end of this connection is a loopback address too: a proxy's header says what it stands for.
    const answer = await sendRaw(fresh.port, {
      path: '/api/auth/setup',
      method: 'POST',
      headers: { host: `127.0.0.2:${fresh.port}`, 'content-type': 'application/json', via: '1.1 relais' },
      body: JSON.stringify({ ...owner, language: 'fr', token: fresh.app.setUpToken() }),
    });
    expect([answer.status, errorCode(answer)]).toEqual([403, 'setup.local_only']);
  });

  it('stays open over a restart, and shows what was said at the start', async () => {
    const folder = temporaryFolder();
    const app = await createApp({ dataFolder: folder.path, mode: 'server' });
    await app
      .client(localContext(app))
      .webInterface.update({ open: true, publicUrl: 'https://example.org/foyer' });
    await app.close();
    const again = await createApp({ dataFolder: folder.path, mode: 'server' });
    const state = await again.client(localContext(again)).webInterface.get({});
    expect(state.settings).toMatchObject({ open: true, publicUrl: 'https://example.org/foyer' });
    await again.close();
    folder.remove();
    const given = await startTestServer({
      host: '0.0.0.0',
      publicUrl: 'https://other.example/x',
      trustedProxies: ['192.0.2.1'],
    });
    server = given;
    const shown = await given.app.client(localContext(given.app)).webInterface.get({});
    expect(shown.given).toEqual({
      host: '0.0.0.0',
      publicUrl: 'https://other.example/x',
      trustedProxies: ['192.0.2.1'],
    });
    expect(shown.link).toEqual({ url: 'https://other.example/x', reach: 'public', chosen: true });
  });
});

function secure(host: string, port: number, path: string, ca: string, body: object | null = null) {
  return new Promise<{ status: number; text: string; cookie: string }>((resolve, reject) => {
    const options = {
      host,
      port,
      path,
      ca,
      agent: false,
      method: body === null ? 'GET' : 'POST',
      // It stands for the addresses this machine really has, and the test's is not among them.
      checkServerIdentity: () => undefined,
    };
    const headers = body === null ? {} : { 'content-type': 'application/json' };
    const sent = secureRequest({ ...options, headers }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => (text += String(chunk)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, cookie: String(response.headers['set-cookie']) }),
      );
    });
    sent.on('error', reject);
    sent.end(body === null ? undefined : JSON.stringify(body));
  });
}

describe('HTTPS', () => {
  it('encrypts what others reach, with the authority of this Foyer, and leaves this machine as it is', async () => {
    const { port, set, address } = await start();
    const state = await set({ open: true, https: 'generated' });
    expect(state.json).toMatchObject({ listening: true, problem: null });
    const plain = (path: string) => send(`http://127.0.0.2:${port}`, path).catch(() => null);
    const ca = (await plain('/ca.crt'))?.text ?? '';
    expect(ca).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect((await plain('/trust'))?.text).toContain('ca.crt');
    const login = await secure('127.0.0.2', port, '/api/auth/login', ca, {
      email: owner.email,
      password: owner.password,
    });
    expect([login.status, login.cookie]).toEqual([200, expect.stringMatching(/Path=\/; .*Secure/)]);
    const moved = await fetch(`http://127.0.0.2:${port}/x`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([308, `https://127.0.0.2:${port}/x`]);
    expect((await send(address, '/health')).status).toBe(200);
    // Back to none, asked for through the very listener that changes.
    expect((await set({ https: 'off' })).status).toBe(200);
    expect(await answers('127.0.0.2', port)).toBe(200);
  });

  it('is missed where the certificate of one’s own is', async () => {
    const { set, port } = await start();
    expect((await set({ open: true, https: 'own' })).json).toMatchObject({
      listening: false,
      problem: 'certificate_missing',
    });
    expect(await answers('127.0.0.2', port)).toBeNull();
    expect(await answers('127.0.0.1', port)).toBe(200);
  });
});

describe('beside the desktop window', () => {
  it('there is no port until the interface is opened, or a proxy named', async () => {
    const folder = temporaryFolder();
    const app = await createApp({ dataFolder: folder.path, mode: 'desktop' });
    const door = await createDesktopHttpDoor(app, {
      staticFolder: join(folder.path, 'no-interface'),
      cards: () => [loopback, wifi('127.0.0.2')],
    });
    try {
      const { webInterface } = app.client({ ...localContext(app), principal: app.windowPrincipal() });
      const port = await freePort();
      const state = await webInterface.update({ port });
      expect(state).toMatchObject({
        local: null,
        listening: false,
        link: { url: null, reach: 'here', chosen: false },
      });
      expect(await answers('127.0.0.1', port)).toBeNull();
      await webInterface.update({ open: true });
      expect([await answers('127.0.0.1', port), await answers('127.0.0.2', port)]).toEqual([200, 200]);
      await webInterface.update({ open: false, publicUrl: 'https://example.org/foyer' });
      expect([await answers('127.0.0.1', port), await answers('127.0.0.2', port)]).toEqual([200, null]);
      await webInterface.update({ publicUrl: null });
      expect(await answers('127.0.0.1', port)).toBeNull();
    } finally {
      await door.close();
      await app.close();
      folder.remove();
    }
  });
});
