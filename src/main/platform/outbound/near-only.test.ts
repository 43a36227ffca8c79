import { expect, it } from 'vitest';
import { blockedFor, hello, outboundWith, serve } from '../../../../tests/support/outbound.ts';
import type { OutboundOptions } from './outbound.ts';

const at = (...addresses: string[]) => ({
  resolve: () =>
    Promise.resolve(
      addresses.map(address => ({ address, family: address.includes(':') ? (6 as const) : (4 as const) })),
    ),
});
const near = (url: string, options: Partial<OutboundOptions> = {}) =>
  outboundWith(options).fetchFor({ kind: 'model', allow: new URL(url).origin, nearOnly: true })(url);

it('what was taken for near reaches this machine, and nothing where its name leads beyond by now', async () => {
  const { port, seen } = await serve(hello);
  const named = `http://ia.bureau.lan:${port}/`;
  expect(await (await near(named, at('127.0.0.1'))).text()).toBe('bonjour');
  await expect(near(named, at('93.184.216.34'))).rejects.toEqual(blockedFor('outside'));
  await expect(near(named, at('127.0.0.1', '93.184.216.34'))).rejects.toEqual(blockedFor('outside'));
  await expect(near('http://93.184.216.34/')).rejects.toEqual(blockedFor('outside'));
  expect(seen).toHaveLength(1);
});

it('what was taken for near is sent on to no other place', async () => {
  const { url } = await serve((_request, response) =>
    response.writeHead(307, { location: 'https://exemple.org/' }).end(),
  );
  await expect(near(url, at('93.184.216.34'))).rejects.toEqual(blockedFor('redirect'));
});

it('a name leads near where all its addresses are, and nowhere that is known while nothing may be asked', async () => {
  const leads = (options: Partial<OutboundOptions>) => outboundWith(options).leadsTo('ia.bureau.lan');
  expect(await leads(at('127.0.0.1', '10.0.0.4', 'fe80::1'))).toBe('near');
  expect(await leads(at('10.0.0.4', '93.184.216.34'))).toBe('outside');
  expect(await leads(at('169.254.169.254'))).toBe('outside');
  expect(await leads({ resolve: () => Promise.reject(new Error('no')) })).toBeNull();
  expect(await leads({ ...at('10.0.0.4'), isOffline: () => true })).toBeNull();
  const here = at('10.0.0.4').resolve;
  expect(await leads({ isOffline: () => true, resolveOffline: here })).toBe('near');
});
