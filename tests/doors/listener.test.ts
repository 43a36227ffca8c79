import { connect } from 'node:net';
import { request as secureRequest } from 'node:https';
import { request } from 'node:http';
import { connect as connectSecurely } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createAuthority, issueCertificate } from '#main/platform/certificates/index.ts';
import { openListener, type Listener } from '#main/http/listener.ts';
import { sendBytes } from './door-support.ts';

const now = new Date();
let listener: Listener | null = null;
afterEach(async () => {
  await listener?.close();
  listener = null;
});

async function openSecured(names = ['localhost', '127.0.0.1']) {
  const authority = await createAuthority('Foyer essai', now);
  const pair = await issueCertificate(authority, names, now);
  listener = await openListener({
    host: '127.0.0.1',
    port: 0,
    headersTimeoutMs: 1_000,
    tls: {
      pair,
      plain: (_request, response) => response.writeHead(308, { location: 'https://elsewhere/' }).end(),
    },
  });
  listener.serve((received, response) => {
    received.resume();
    received.on('end', () => response.end(`safe ${received.method}`));
  });
  return { listener, authority, pair };
}

function ask(
  send: typeof request,
  port: number,
  options: { ca?: string; method?: string; body?: string } = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { ca, method = 'GET', body } = options;
    const sent = send(
      { host: '127.0.0.1', port, method, agent: false, ...(ca === undefined ? {} : { ca }) },
      response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', chunk => (text += String(chunk)));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('a listener with HTTPS', () => {
  it('serves what trusts its authority, and sends plain HTTP of the same port there', async () => {
    const { listener: open, authority } = await openSecured();
    const safe = await ask(secureRequest, open.port, {
      ca: authority.certificate,
      method: 'POST',
      body: 'x'.repeat(100_000),
    });
    expect(safe).toEqual({ status: 200, text: 'safe POST' });
    expect((await ask(request, open.port)).status).toBe(308);
    await expect(ask(secureRequest, open.port)).rejects.toThrow(/self-signed|unable to/);
  });

  it('takes a renewed certificate without being opened again', async () => {
    const { listener: open, authority } = await openSecured(['localhost']);
    await expect(ask(secureRequest, open.port, { ca: authority.certificate })).rejects.toThrow(
      /127\.0\.0\.1/,
    );
    open.renewCertificate(await issueCertificate(authority, ['127.0.0.1'], now));
    expect((await ask(secureRequest, open.port, { ca: authority.certificate })).status).toBe(200);
  });

  it('has an authority that cannot vouch for the world', async () => {
    const { listener: open, authority } = await openSecured(['127.0.0.1', 'example.org']);
    await expect(ask(secureRequest, open.port, { ca: authority.certificate })).rejects.toThrow(
      /permitted subtree/,
    );
  });

  it('ends connections that say nothing, or half a word in either language', async () => {
    const { listener: open } = await openSecured();
    const silent = new Promise<void>(resolve => {
      connect({ host: '127.0.0.1', port: open.port }).on('close', () => resolve());
    });
    const halfHandshake = new Promise<void>(resolve => {
      const socket = connect({ host: '127.0.0.1', port: open.port });
      socket.on('close', () => resolve());
      socket.on('error', () => undefined);
      socket.write(Buffer.from([22, 3, 1]));
    });
    expect(await sendBytes(open.port, 'GET / HTTP/1.1\r\nHost:')).toContain('408 Request Timeout');
    await Promise.all([silent, halfHandshake]);
    expect(open.connections()).toBe(0);
  });

  it('closes what is open when it closes', async () => {
    const { listener: open, authority } = await openSecured();
    const socket = connectSecurely({ host: '127.0.0.1', port: open.port, ca: authority.certificate });
    const closed = new Promise<void>(resolve => socket.once('close', () => resolve()));
    await new Promise<void>(resolve => socket.once('secureConnect', () => resolve()));
    await open.close();
    listener = null;
    await closed;
  });
});

describe('places', () => {
  it('are shared: one address does not get all of them', async () => {
    listener = await openListener({
      host: '127.0.0.1',
      port: 0,
      connections: { most: 10, perAddress: 2 },
    });
    const { port } = listener;
    const held = [1, 2].map(() => connect({ host: '127.0.0.1', port }));
    await Promise.all(
      held.map(socket => new Promise<void>(resolve => socket.once('connect', () => resolve()))),
    );
    await expect(sendBytes(port, 'GET / HTTP/1.1\r\n\r\n')).rejects.toThrow('ECONNRESET');
    const other = connect({ host: '127.0.0.1', port, localAddress: '127.0.0.2' });
    const answer = new Promise<string>(resolve => other.once('data', data => resolve(data.toString())));
    other.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await answer).toContain('503');
    for (const socket of [...held, other]) socket.destroy();
  });
});
