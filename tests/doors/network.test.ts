import { createServer } from 'node:net';
import { request as secureRequest } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import { createAuthority, issueCertificate } from '#main/platform/certificates/index.ts';
import type { Card } from '#main/platform/network-cards.ts';
import { startTemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { errorCode, field, send, sendRaw } from './door-support.ts';
import { until } from '../support/until.ts';
import { setNetwork, setWidget, startPublicServer, type PublicServer } from './public-support.ts';
import { freePort } from '../support/free-port.ts';

let server: PublicServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

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

async function stateOf({ address, headers }: PublicServer): Promise<Record<string, unknown>> {
  return (await send(address, '/api/network', { headers })).json as Record<string, unknown>;
}

const answers = (host: string, port: number) =>
  send(`http://${host}:${port}`, '/health').then(
    ({ status }) => status,
    () => null,
  );

describe('the switch', () => {
  it('is off until somebody turns it on, and closes the door again', async () => {
    server = await startPublicServer({ network: { enabled: false } });
    expect(await answers('127.0.0.1', server.publicPort)).toBeNull();
    expect(await stateOf(server)).toMatchObject({
      listening: false,
      problem: null,
      settings: { name: 'foyer', https: 'off' },
    });
    await setNetwork(server, { enabled: true });
    expect(await answers('127.0.0.1', server.publicPort)).toBe(200);
    expect(await stateOf(server)).toMatchObject({
      listening: true,
      addresses: [{ url: `http://127.0.0.1:${server.publicPort}`, kind: 'loopback' }],
    });
    await setNetwork(server, { enabled: false });
    expect(await answers('127.0.0.1', server.publicPort)).toBeNull();
  });

  it('moves to another port at once', async () => {
    server = await startPublicServer();
    const former = server.publicPort;
    const port = await freePort();
    await setNetwork(server, { port });
    expect([await answers('127.0.0.1', former), await answers('127.0.0.1', port)]).toEqual([null, 200]);
  });

  it('says that a port is taken, goes on trying, and harms nothing else', async () => {
    server = await startPublicServer({ lookEveryMs: 50 });
    const port = await freePort();
    const other = createServer();
    await new Promise<void>(resolve => other.listen(port, '127.0.0.1', resolve));
    expect(await setNetwork(server, { port })).toMatchObject({ listening: false, problem: 'port_in_use' });
    expect(await answers('127.0.0.1', server.port)).toBe(200);
    await new Promise<void>(resolve => other.close(() => resolve()));
    const { address, headers } = server;
    await until(
      async () => field((await send(address, '/api/network', { headers })).json, 'listening') === true,
    );
    expect(await answers('127.0.0.1', port)).toBe(200);
  });

  it('may be turned by administrators alone, to what makes sense', async () => {
    server = await startPublicServer();
    for (const json of [
      { port: 0 },
      { port: 70_000 },
      { name: 'Foyer.local' },
      { name: '-' },
      { https: 'on' },
      { allowedHosts: ['http://x'] },
      { answersAtOnce: 0 },
      { unknown: true },
    ]) {
      const answer = await send(server.address, '/api/network', {
        method: 'PATCH',
        headers: server.headers,
        json,
      });
      expect(answer.status, JSON.stringify(json)).toBe(400);
    }
    expect((await send(server.address, '/api/network')).status).toBe(401);
  });

  it('stays as it was over a restart', async () => {
    const folder = temporaryFolder();
    for (const expected of [200, 7]) {
      const { client, close } = await startTemporaryApp({ dataFolder: folder.path });
      expect((await client.network.get({})).settings.answersAtOnce).toBe(expected);
      await client.network.update({ answersAtOnce: 7 });
      await close();
    }
    folder.remove();
  });
});

describe('addresses', () => {
  it('are followed: another Wi-Fi, none, and back', async () => {
    let cards: Card[] = [loopback, wifi('127.0.0.2')];
    server = await startPublicServer({
      cards: () => cards,
      lookEveryMs: 30,
      network: { interface: 'wlan0' },
      openName: silentNames,
    });
    const { publicPort, address, headers } = server;
    const listening = async () => field((await send(address, '/api/network', { headers })).json, 'listening');
    expect(await answers('127.0.0.2', publicPort)).toBe(200);
    expect(await answers('127.0.0.1', publicPort)).toBeNull();

    cards = [loopback, wifi('127.0.0.3')];
    await until(async () => (await answers('127.0.0.3', publicPort)) === 200);
    expect(await answers('127.0.0.2', publicPort)).toBeNull();

    cards = [loopback];
    await until(async () => (await listening()) === false);
    expect(await stateOf(server)).toMatchObject({ problem: 'no_address' });

    cards = [loopback, wifi('127.0.0.2')];
    await until(async () => (await answers('127.0.0.2', publicPort)) === 200);
  });
});

describe('our name in the network', () => {
  it('is told nobody while outgoing connections are blocked, and that is listed', async () => {
    let opened = 0;
    let closed = 0;
    server = await startPublicServer({
      cards: () => [loopback, wifi('127.0.0.2')],
      lookEveryMs: 30,
      network: { interface: 'wlan0' },
      openName() {
        opened += 1;
        return { ...silentNames(), destroy: () => void (closed += 1) };
      },
    });
    const { address, headers } = server;
    const block = (offline: boolean) =>
      send(address, '/api/system/settings', { method: 'PATCH', headers, json: { offline } });
    const told = async () => (await send(address, '/api/connections?kind=announce', { headers })).json;
    const first = { host: '224.0.0.251', port: 5353, place: 'network', outcome: 'answered' };
    expect(await told()).toMatchObject({ items: [first] });
    await block(true);
    await until(() => closed === 1);
    expect(await told()).toMatchObject({ items: [{ outcome: 'blocked', detail: 'offline' }, first] });
    expect(opened).toBe(1);
    await block(false);
    await until(() => opened === 2);
  });
});

describe('the test', () => {
  it('calls the listener at its own addresses and says what it found', async () => {
    server = await startPublicServer();
    const test = () =>
      send(server?.address ?? '', '/api/network/test', {
        method: 'POST',
        headers: server?.headers ?? {},
        json: {},
      });
    expect((await test()).json).toMatchObject({
      ok: true,
      checks: [{ url: `http://127.0.0.1:${server.publicPort}`, ok: true, failure: null }],
      hints: ['loopback_only'],
    });
    // The "no outbound" switch is about what leaves this machine.
    await send(server.address, '/api/system/settings', {
      method: 'PATCH',
      headers: server.headers,
      json: { offline: true },
    });
    expect((await test()).json).toMatchObject({ ok: true });
    await setNetwork(server, { enabled: false });
    expect((await test()).json).toEqual({ ok: false, checks: [], hints: ['not_listening'] });
  });

  it('draws an address as a code to be scanned', async () => {
    server = await startPublicServer();
    const code = await send(
      server.address,
      `/api/network/qr-code?text=${encodeURIComponent('http://192.168.1.20:4281/chat/x')}`,
      { headers: server.headers },
    );
    expect(String(field(code.json, 'svg'))).toMatch(/^<svg /);
    const script = await send(server.address, '/api/network/qr-code?text=javascript:alert(1)', {
      headers: server.headers,
    });
    expect(script.status).toBe(400);
  });
});

function secure(port: number, path: string, ca: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = secureRequest({ host: '127.0.0.1', port, path, ca, agent: false }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => (text += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('HTTPS', () => {
  it('with a generated authority: its certificate is there to be had, everything else is encrypted', async () => {
    server = await startPublicServer({ network: { https: 'generated' } });
    const { publicPort } = server;
    const state = await stateOf(server);
    expect(state).toMatchObject({
      listening: true,
      addresses: [{ url: `https://127.0.0.1:${publicPort}` }],
      authority: { url: `http://127.0.0.1:${publicPort}/ca.crt` },
    });
    expect(field(state['certificate'], 'names')).toEqual(
      expect.arrayContaining(['foyer.local', '127.0.0.1']),
    );
    const ca = (await sendRaw(publicPort, { path: '/ca.crt' })).text;
    expect(ca).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect((await sendRaw(publicPort, { path: '/trust' })).text).toContain('/ca.crt');
    expect((await secure(publicPort, '/health', ca)).text).toBe('{"ok":true}');
    const widgetId = await setWidget(server, { behaviour: { fullPage: true } });
    const plain = await sendRaw(publicPort, { path: `/chat/${widgetId}` });
    expect([plain.status, plain.headers['location']]).toEqual([
      308,
      `https://127.0.0.1:${publicPort}/chat/${widgetId}`,
    ]);
    expect((await sendRaw(publicPort, { path: '/ca.crt', headers: { host: 'evil.test' } })).status).toBe(403);
    const test = await send(server.address, '/api/network/test', {
      method: 'POST',
      headers: server.headers,
      json: {},
    });
    expect(test.json).toMatchObject({ ok: true });
    // Another name: another certificate, the same authority, without closing.
    await setNetwork(server, { name: 'accueil' });
    expect(field((await stateOf(server))['certificate'], 'names')).toContain('accueil.local');
    expect((await secure(publicPort, '/health', ca)).status).toBe(200);
    // The key never leaves.
    expect(JSON.stringify(await stateOf(server))).not.toContain('PRIVATE');
  });

  it('with one’s own certificate: checked before it is kept, and missed when it is not there', async () => {
    server = await startPublicServer();
    const { publicPort, address, headers } = server;
    const set = (pair: unknown) =>
      send(address, '/api/network/certificate', { method: 'PUT', headers, json: { pair } });
    expect(await setNetwork(server, { https: 'own' })).toMatchObject({
      listening: false,
      problem: 'certificate_missing',
    });
    const authority = await createAuthority('Étude', new Date());
    const pair = await issueCertificate(authority, ['127.0.0.1'], new Date());
    const other = await issueCertificate(authority, ['127.0.0.1'], new Date());
    const old = await issueCertificate(authority, ['127.0.0.1'], new Date('2020-01-01'));
    for (const [reason, bad] of [
      ['certificate', { certificate: 'x', key: pair.key }],
      ['key', { certificate: pair.certificate, key: 'x' }],
      ['mismatch', { certificate: pair.certificate, key: other.key }],
      ['expired', old],
    ] as const) {
      const answer = await set(bad);
      expect([answer.status, errorCode(answer)], reason).toEqual([422, 'network.certificate_invalid']);
      expect(field(field(field(answer.json, 'error'), 'details'), 'reason')).toBe(reason);
      expect(answer.text).not.toContain('PRIVATE');
    }
    expect((await set(pair)).json).toMatchObject({
      listening: true,
      certificate: { names: ['127.0.0.1'] },
      authority: null,
    });
    expect((await secure(publicPort, '/health', authority.certificate)).status).toBe(200);
    expect((await sendRaw(publicPort, { path: '/ca.crt' })).status).toBe(404);
  });
});

/** A network that carries no names: nothing is sent anywhere. */
function silentNames() {
  return { on: () => undefined, respond: () => undefined, query: () => undefined, destroy: () => undefined };
}
