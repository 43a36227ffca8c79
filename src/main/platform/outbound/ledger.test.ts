import { createServer } from 'node:net';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { outboundWith, serve } from '../../../../tests/support/outbound.ts';
import { until } from '../../../../tests/support/until.ts';
import { checkAddress } from './policy.ts';
import { concerning } from './concerning.ts';

const WHOLE = 'x'.repeat(200_000);

describe('the ledger', () => {
  it('counts what went each way over the socket, heads included', async () => {
    const { url, port } = await serve((request, response) => {
      request.resume();
      request.on('end', () => response.end(WHOLE));
    });
    const outbound = outboundWith();
    const fetch = outbound.fetchFor({ kind: 'model', allow: url, modelId: 'm' });
    await (await fetch(`${url}/v1/chat?key=secret`, { method: 'POST', body: 'y'.repeat(100_000) })).text();
    await (await fetch(`${url}/v1/models`)).text();
    const [asked, listed, ...others] = outbound.ledger.takeEnded();
    expect(others).toEqual([]);
    expect(asked).toMatchObject({
      kind: 'model',
      scheme: 'http',
      host: '127.0.0.1',
      port,
      address: '127.0.0.1',
      place: 'machine',
      modelId: 'm',
      chatbotId: null,
      outcome: 'answered',
      detail: '200',
    });
    expect(asked?.sentBytes).toBeGreaterThan(100_000);
    expect(asked?.sentBytes).toBeLessThan(101_000);
    expect(asked?.receivedBytes).toBeGreaterThan(200_000);
    expect(asked?.receivedBytes).toBeLessThan(202_000);
    // The second goes over the same socket and counts its own alone.
    expect(listed?.sentBytes).toBeGreaterThan(50);
    expect(listed?.sentBytes).toBeLessThan(1_000);
    expect(JSON.stringify([asked, listed])).not.toMatch(/\/chat|secret|v1/);
  });

  it('counts bytes as they travel, not as they are unpacked', async () => {
    const { url } = await serve((_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(WHOLE));
    });
    const outbound = outboundWith();
    await (await outbound.fetchFor({ kind: 'model', allow: url })(url)).text();
    expect(outbound.ledger.takeEnded()[0]?.receivedBytes).toBeLessThan(2_000);
  });

  it('shows a stream while it runs, and what came of one that was aborted', async () => {
    const { url } = await serve((_request, response) => {
      response.write('a'.repeat(5_000));
    });
    const outbound = outboundWith();
    const aborting = new AbortController();
    const fetch = outbound.fetchFor({ kind: 'model', allow: url });
    const response = await concerning({ clientId: 'c', chatbotId: 'b' }, () =>
      fetch(url, { signal: aborting.signal }),
    );
    const reader = response.body?.getReader();
    await reader?.read();
    expect(outbound.ledger.running()).toMatchObject([{ outcome: 'running', chatbotId: 'b' }]);
    expect(outbound.ledger.running()[0]?.receivedBytes).toBeGreaterThan(5_000);
    aborting.abort();
    await expect(reader?.read()).rejects.toThrow();
    await until(() => outbound.ledger.running().length === 0);
    const [ended] = outbound.ledger.takeEnded();
    expect(ended).toMatchObject({ outcome: 'aborted' });
    expect(ended?.receivedBytes).toBeGreaterThan(5_000);
  });

  it('knows what a server cut off, and what its reader left', async () => {
    const { url } = await serve((request, response) => {
      response.write('a'.repeat(3_000));
      if (request.url === '/cut') setTimeout(() => response.destroy(), 20);
    });
    const outbound = outboundWith();
    const fetch = outbound.fetchFor({ kind: 'model', allow: url });
    await expect((await fetch(`${url}/cut`)).text()).rejects.toThrow();
    expect(outbound.ledger.takeEnded()).toMatchObject([{ outcome: 'failed', detail: 'UND_ERR_SOCKET' }]);
    await (await fetch(`${url}/left`)).body?.cancel();
    await until(() => outbound.ledger.running().length === 0);
    expect(outbound.ledger.takeEnded()).toMatchObject([{ outcome: 'aborted' }]);
  });

  it('tells what was refused, by reason, and an answer that is too large', async () => {
    const { url, port } = await serve((_request, response) => response.end(WHOLE));
    let offline = false;
    const outbound = outboundWith({ isOffline: () => offline });
    const capped = outbound.fetchFor({ kind: 'probe', allow: url, maxResponseBytes: 1_000 });
    await expect((await capped(url)).text()).rejects.toThrow();
    await expect(outbound.fetchFor({ kind: 'model', allow: null })(url)).rejects.toThrow();
    offline = true;
    await expect(
      outbound.fetchFor({ kind: 'model', allow: null })('https://api.example.org/v1'),
    ).rejects.toThrow();
    await expect(
      outbound.connectTo({ purpose: 'mail', host: 'mail.example.org', port: 587, allow: null }),
    ).rejects.toThrow();
    expect(outbound.ledger.takeEnded()).toMatchObject([
      { outcome: 'blocked', detail: 'too_large', port },
      { outcome: 'blocked', detail: 'address', place: 'machine' },
      { outcome: 'blocked', detail: 'offline', host: 'api.example.org', port: 443, place: 'unknown' },
      { outcome: 'blocked', detail: 'offline', host: 'mail.example.org', scheme: 'smtp', sentBytes: 0 },
    ]);
  });

  it('has one entry for each hop of a redirect', async () => {
    const target = await serve((_request, response) => response.end('there'));
    const { url, port } = await serve((_request, response) => {
      response.writeHead(302, { location: `${target.url}/there` });
      response.end();
    });
    const outbound = outboundWith();
    await expect(outbound.fetchFor({ kind: 'page', allow: url })(url)).rejects.toThrow();
    expect(outbound.ledger.takeEnded()).toMatchObject([
      { port, outcome: 'answered', detail: '302' },
      { port: target.port, outcome: 'blocked', detail: 'address' },
    ]);
  });

  it('has the looking up of a name, and the address that refused', async () => {
    const outbound = outboundWith({
      resolve: name =>
        name === 'gone.test'
          ? Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))
          : Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    });
    const ask = (url: string) => outbound.fetchFor({ kind: 'model', allow: url })(url);
    await expect(ask('http://gone.test:3')).rejects.toThrow();
    expect(outbound.ledger.takeEnded()).toMatchObject([
      { kind: 'name', scheme: 'dns', host: 'gone.test', port: 53, outcome: 'failed', detail: 'ENOTFOUND' },
      { kind: 'model', host: 'gone.test', outcome: 'failed', place: 'unknown', address: null },
    ]);
    await expect(ask('http://closed.test:3')).rejects.toThrow();
    expect(outbound.ledger.takeEnded()).toMatchObject([
      { kind: 'name', outcome: 'answered' },
      { kind: 'model', host: 'closed.test', detail: 'ECONNREFUSED', place: 'machine', address: '127.0.0.1' },
    ]);
  });

  it('follows a connection that is no HTTP to its end', async () => {
    const server = createServer(socket => socket.end('220 bonjour\r\n')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const outbound = outboundWith();
    const { socket } = await outbound.connectTo({
      purpose: 'mail',
      host: '127.0.0.1',
      port,
      allow: `127.0.0.1:${port}`,
    });
    socket.resume().end('QUIT\r\n');
    await once(socket, 'close');
    expect(outbound.ledger.takeEnded()).toMatchObject([
      { kind: 'mail', outcome: 'answered', sentBytes: 6, receivedBytes: 13, place: 'machine' },
    ]);
    server.close();
  });
});

describe('a chosen place', () => {
  it('is of this machine or the local network', () => {
    for (const address of ['127.0.0.1', '192.168.1.9', '10.0.0.2', 'fd00::9', '::ffff:192.168.1.9'])
      expect(() => checkAddress(address, 'chosen', address), address).not.toThrow();
    for (const address of ['93.184.216.34', '2606:2800:220:1::1', '169.254.169.254', '224.0.0.251'])
      expect(() => checkAddress(address, 'chosen', address), address).toThrow();
  });

  it('stays reachable while outgoing connections are off, its names without asking anybody', async () => {
    const { port } = await serve((_request, response) => response.end('bonjour'));
    const asked: string[] = [];
    const outbound = outboundWith({
      isOffline: () => true,
      isChosen: place => place === `nas.test:${port}`,
      resolve: name => Promise.reject(new Error(`${name} was asked for`)),
      resolveOffline: name => {
        asked.push(name);
        return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
      },
    });
    const ask = (url: string) => outbound.fetchFor({ kind: 'model', allow: url, connectMs: 50 })(url);
    expect(await (await ask(`http://nas.test:${port}`)).text()).toBe('bonjour');
    expect(asked).toContain('nas.test');
    const others = ['http://192.168.1.9', 'http://[::ffff:192.168.1.9]', 'http://[fd00::9]'];
    for (const other of others)
      await expect(ask(other), other).rejects.toMatchObject({
        code: 'outbound.blocked',
        details: { reason: 'offline' },
      });
  });

  it('is never on the Internet', async () => {
    const outbound = outboundWith({
      isOffline: () => true,
      isChosen: () => true,
      resolveOffline: () => Promise.resolve([{ address: '93.184.216.34', family: 4 }]),
    });
    for (const url of ['http://93.184.216.34', 'http://[2606:2800:220:1::1]', 'http://inside.test'])
      await expect(outbound.fetchFor({ kind: 'model', allow: url })(url), url).rejects.toMatchObject({
        code: 'outbound.blocked',
      });
    await expect(
      outbound.connectTo({ purpose: 'mail', host: '93.184.216.34', port: 25, allow: '93.184.216.34:25' }),
    ).rejects.toMatchObject({ code: 'outbound.blocked' });
    expect(outbound.ledger.takeEnded().every(({ outcome }) => outcome === 'blocked')).toBe(true);
  });
});
