import { describe, expect, it } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { deploy as english } from '#shared/i18n/en/deploy.ts';
import { deploy as french } from '#shared/i18n/fr/deploy.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import { createOutbound } from '#main/platform/outbound/index.ts';
import { fetchPage } from './page-fetch.ts';

const ADDRESS = new URL('https://intranet.exemple.fr:8443/accueil');

/** A network that answers every request with one failure. */
function failing(error: unknown): Outbound {
  return {
    ...createOutbound({ isOffline: () => false }),
    fetchFor: () => () => Promise.reject(error),
    connectTo: () => Promise.reject(error),
    placeOf: () => Promise.resolve(null),
    close: () => Promise.resolve(),
  };
}

const ofNetwork = (code: string) =>
  Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });

async function found(error: unknown) {
  const fetched = await fetchPage(failing(error), ADDRESS, { mayBeHere: true });
  return 'problem' in fetched ? fetched.problem : null;
}

describe('why a page could not be fetched', () => {
  it.each([
    ['ENOTFOUND', 'page_name_unknown'],
    ['EAI_AGAIN', 'page_names_down'],
    ['ECONNREFUSED', 'page_refused'],
    ['EHOSTUNREACH', 'page_unreachable'],
    ['ENETUNREACH', 'page_unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'page_no_answer'],
    ['ETIMEDOUT', 'page_no_answer'],
    ['CERT_HAS_EXPIRED', 'page_certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'page_certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'page_certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'page_tls'],
    ['EPROTO', 'page_tls'],
    ['ECONNRESET', 'page_broken'],
  ])('%s is %s', async (code, expected) => {
    expect((await found(ofNetwork(code)))?.code).toBe(expected);
  });

  it.each([
    ['loopback', 'here'],
    ['link-local', 'link_local'],
    ['metadata', 'metadata'],
    ['reserved', 'reserved'],
  ])('a %s address is refused by Foyer itself, and no firewall', async (kind, range) => {
    const details = { reason: 'address', host: ADDRESS.host, kind };
    expect(await found(new FoyerError('outbound.blocked', 'no', { details }))).toEqual({
      code: 'page_address_refused',
      values: { host: ADDRESS.host, range },
    });
  });

  it.each([
    ['http://169.254.10.20/', 'link_local'],
    ['http://169.254.169.254/', 'metadata'],
    ['http://203.0.113.9/', 'reserved'],
    ['http://224.0.0.1/', 'reserved'],
    ['http://[::1]/', 'here'],
    ['http://127.0.0.1:9/', 'here'],
  ])('%s is refused as what it is, without a connection', async (address, range) => {
    const outbound = createOutbound({ isOffline: () => false });
    const fetched = await fetchPage(outbound, new URL(address), { mayBeHere: false });
    await outbound.close();
    expect(fetched).toMatchObject({ problem: { code: 'page_address_refused', values: { range } } });
  });

  it('a port that browsers refuse is told from one that is closed', async () => {
    const outbound = createOutbound({ isOffline: () => false });
    const fetched = await fetchPage(outbound, new URL('http://127.0.0.1:25/'), { mayBeHere: true });
    await outbound.close();
    expect(fetched).toMatchObject({ problem: { code: 'page_port_refused' } });
  });

  it('has a sentence of its own for each, and what to do, in both languages', () => {
    const codes = [
      'address_refused',
      'name_unknown',
      'names_down',
      'refused',
      'unreachable',
      'no_answer',
      'port_refused',
      'slow',
      'certificate',
      'tls',
      'broken',
    ];
    for (const words of [french, english] as Record<string, string>[]) {
      const said = codes.map(code => words[`finding_page_${code}`]);
      const todo = codes.map(code => words[`finding_page_${code}_advice`]);
      expect(new Set(said).size).toBe(codes.length);
      expect(new Set(todo).size).toBe(codes.length);
      expect([...said, ...todo].every(sentence => (sentence ?? '').length > 10)).toBe(true);
    }
  });
});
