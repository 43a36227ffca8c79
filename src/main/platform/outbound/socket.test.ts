import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createOutbound } from './outbound.ts';
import type { OutboundEvent, OutboundOptions } from './outbound.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(): Promise<{ port: number; accepted: Socket[] }> {
  const accepted: Socket[] = [];
  const server = createServer(socket => {
    accepted.push(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of accepted) socket.destroy();
    return new Promise(resolve => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, accepted };
}

function outboundWith(options: Partial<OutboundOptions> = {}) {
  const events: OutboundEvent[] = [];
  const outbound = createOutbound({ isOffline: () => false, log: event => events.push(event), ...options });
  closers.push(() => outbound.close());
  return { ...outbound, events };
}

const named = (host: string, port: number) =>
  ({ purpose: 'mail', host, port, allow: `${host}:${port}` }) as const;
const leadingTo =
  (...addresses: string[]) =>
  () =>
    Promise.resolve(addresses.map(address => ({ address, family: 4 as const })));
const blockedFor = (reason: string) =>
  expect.objectContaining({
    code: 'outbound.blocked',
    details: expect.objectContaining({ reason }) as unknown,
  });

describe('a connection that is no HTTP', () => {
  it('reaches what a setting names, and is logged without what is said over it', async () => {
    const { port } = await serve();
    const outbound = outboundWith();
    const { socket, place } = await outbound.connectTo(named('127.0.0.1', port));
    socket.write('EHLO secret');
    expect(place).toBe('local');
    expect(outbound.events).toMatchObject([
      { kind: 'mail', method: 'CONNECT', origin: `127.0.0.1:${port}`, outcome: 'answered', detail: 'local' },
    ]);
    expect(JSON.stringify(outbound.events)).not.toContain('secret');
  });

  it('does not reach this machine or the local network when no setting names them, in any spelling', async () => {
    const { port, accepted } = await serve();
    const outbound = outboundWith();
    for (const host of [
      '127.0.0.1',
      '[::1]',
      '::ffff:127.0.0.1',
      '2130706433',
      '0x7f.1',
      '10.0.0.1',
      '[fd00::1]',
    ]) {
      const target = { purpose: 'mail', host, port, allow: '127.0.0.1:1' } as const;
      await expect(outbound.connectTo(target), host).rejects.toEqual(blockedFor('address'));
    }
    expect(accepted).toEqual([]);
    expect(outbound.events.every(({ outcome }) => outcome === 'blocked')).toBe(true);
  });

  it('is refused when one address of a name is out of reach, and never reaches a metadata service', async () => {
    for (const addresses of [['93.184.216.34', '169.254.169.254'], ['100.100.100.200']]) {
      const outbound = outboundWith({ resolve: leadingTo(...addresses) });
      await expect(outbound.connectTo(named('mail.test', 25))).rejects.toEqual(blockedFor('address'));
    }
    await expect(outboundWith().connectTo(named('169.254.169.254', 25))).rejects.toEqual(
      blockedFor('address'),
    );
  });

  it('is made to the address that was checked: the name is asked once', async () => {
    const { port, accepted } = await serve();
    const answers = ['127.0.0.1', '169.254.169.254'];
    let asked = 0;
    const outbound = outboundWith({ resolve: () => leadingTo(answers[asked++] ?? '169.254.169.254')() });
    const { socket } = await outbound.connectTo(named('changing.test', port));
    expect(asked).toBe(1);
    expect(socket.remoteAddress).toBe('127.0.0.1');
    expect(accepted).toHaveLength(1);
  });

  it('stays on this machine while outgoing connections are switched off, also when that happens meanwhile', async () => {
    const { port } = await serve();
    let offline = true;
    const outbound = outboundWith({ isOffline: () => offline, resolve: leadingTo('192.168.1.9') });
    await outbound.connectTo(named('127.0.0.1', port));
    await expect(outbound.connectTo(named('mail.lan', 25))).rejects.toEqual(blockedFor('offline'));
    await expect(outbound.connectTo({ ...named('127.0.0.1', port), allow: null })).rejects.toEqual(
      blockedFor('offline'),
    );
    offline = false;
    const late = outboundWith({
      isOffline: () => offline,
      resolve: () => {
        offline = true;
        return leadingTo('192.168.1.9')();
      },
    });
    await expect(late.connectTo(named('mail.lan', 25))).rejects.toEqual(blockedFor('offline'));
  });

  it('is given up when the caller leaves, even while a name is looked up', async () => {
    const outbound = outboundWith({ resolve: () => new Promise(() => undefined) });
    const abort = new AbortController();
    const opening = outbound.connectTo({ ...named('slow.test', 25), signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
    expect(outbound.events[0]?.outcome).toBe('aborted');
  });

  it('says what the network said', async () => {
    const { port } = await serve();
    for (const close of closers.splice(0)) await close();
    const outbound = outboundWith();
    await expect(outbound.connectTo(named('127.0.0.1', port))).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    expect(outbound.events[0]).toMatchObject({ outcome: 'failed', detail: 'ECONNREFUSED' });
  });

  it('is closed with everything else', async () => {
    const { port } = await serve();
    const outbound = outboundWith();
    const { socket } = await outbound.connectTo(named('127.0.0.1', port));
    await outbound.close();
    expect(socket.destroyed).toBe(true);
  });
});
