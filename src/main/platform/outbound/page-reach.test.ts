import { describe, expect, it } from 'vitest';
import { blockedFor, hello, outboundWith, serve } from '../../../../tests/support/outbound.ts';
import { checkAddress } from './policy.ts';
import type { OutboundOptions } from './outbound.ts';

describe('a page that somebody names', () => {
  const named = (url: string, options: Partial<OutboundOptions> = {}) =>
    outboundWith(options).fetchFor({ kind: 'page', allow: new URL(url).origin, butNotHere: true })(url);

  it('is not on this machine, however its address is written, when that is not theirs to look at', async () => {
    const { port, seen } = await serve(hello);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '169.254.1.1'])
      await expect(named(`http://${host}:${port}/`), host).rejects.toEqual(blockedFor('address'));
    const here = () => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }]);
    await expect(named(`http://intranet.exemple:${port}/`, { resolve: here })).rejects.toEqual(
      blockedFor('address'),
    );
    expect(seen).toHaveLength(0);
  });

  it.each(['192.168.1.5', '::ffff:192.168.1.5', '64:ff9b::192.168.1.5', 'FD00:0::5', '[fd00::5]'])(
    'is not on this machine by its own address either, in any spelling: %s',
    address => {
      const mask = { mac: '02:00:00:00:00:01', internal: false };
      const cards = () => ({
        wlan0: [
          { address: '192.168.1.5', netmask: '255.255.255.0', family: 'IPv4' as const, cidr: null, ...mask },
          { address: 'fd00::5', netmask: 'ffff::', family: 'IPv6' as const, cidr: null, scopeid: 0, ...mask },
        ],
      });
      expect(() => checkAddress(address, 'neighbours', 'intranet', cards)).toThrow(/loopback/);
      expect(() => checkAddress(address, 'loopback', 'intranet', cards)).not.toThrow();
      expect(() => checkAddress('192.168.1.6', 'neighbours', 'intranet', cards)).not.toThrow();
    },
  );

  it('is not looked up while nothing may go out', async () => {
    let asked = 0;
    const resolve = () => {
      asked += 1;
      return Promise.resolve([{ address: '127.0.0.1', family: 4 as const }]);
    };
    const outbound = outboundWith({ isOffline: () => true, resolve });
    const page = outbound.fetchFor({ kind: 'page', allow: 'http://intranet.exemple' });
    await expect(page('http://intranet.exemple/')).rejects.toEqual(blockedFor('offline'));
    expect(await outbound.placeOf('intranet.exemple')).toBeNull();
    expect(await outbound.placeOf('192.168.1.4')).toBe('private');
    expect(asked).toBe(0);
  });

  it('says where it answered in the end', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/') return void response.writeHead(302, { location: '/fr' }).end();
      response.end('bonjour');
    });
    const answer = await outboundWith().fetchFor({ kind: 'page', allow: url })(`${url}/`);
    expect(answer.url).toBe(`${url}/fr`);
    await answer.text();
  });

  it('leads to the nearest of its addresses', async () => {
    const of = (...addresses: string[]) =>
      outboundWith({
        resolve: () =>
          Promise.resolve(
            addresses.map(address => ({
              address,
              family: address.includes(':') ? (6 as const) : (4 as const),
            })),
          ),
      }).placeOf('intranet.exemple');
    expect(await of('93.184.216.34')).toBe('public');
    expect(await of('93.184.216.34', '10.0.0.4')).toBe('private');
    expect(await of('10.0.0.4', '::1')).toBe('loopback');
    expect(
      await outboundWith({ resolve: () => Promise.reject(new Error('no')) }).placeOf('x.exemple'),
    ).toBeNull();
  });
});
