import { z } from 'zod';
import { BASE_ADDRESS_MAX_LENGTH } from './limits.ts';

/** Where Foyer's own addresses begin: a path of these names could not be told from them. */
const OWN_PATHS: ReadonlySet<string> = new Set([
  'api',
  'rpc',
  'v1',
  'assets',
  'widget',
  'chat',
  'check',
  'health',
  'trust',
]);

/** Scheme and host with its port, then a path of plain segments; a name or a password before the host is refused. */
const PUBLIC_URL = /^(https?:\/\/[^/?#@\s]+)((?:\/(?!\.{1,2}(?:\/|$|[?#]))[\w.~-]+)*)\/*(?:[?#].*)?$/i;

/**
 * The address under which something of Foyer is opened from elsewhere, `https://example.org/foyer`: without a slash at
 * its end, and without what was pasted behind it (`?…`, `#…`).
 */
export const publicUrl = z
  .url({ protocol: /^https?$/ })
  .max(BASE_ADDRESS_MAX_LENGTH)
  .regex(PUBLIC_URL)
  .refine(value => !OWN_PATHS.has(firstSegment(value)), 'This path is one of Foyer’s own')
  .transform(value => {
    const [, host = '', path = ''] = PUBLIC_URL.exec(value) ?? [];
    return `${withoutUsualPort(host.toLowerCase())}${path}`;
  });

function withoutUsualPort(origin: string): string {
  return origin.replace(/^(http:.*):80$/, '$1').replace(/^(https:.*):443$/, '$1');
}

const WIDEST_RANGE_BITS = 8; // an owner names a proxy, not the world

/** The address of one machine, or of a network written as `172.18.0.0/16`. */
export const machineAddress = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
  .refine(
    value => Number(value.split('/')[1] ?? WIDEST_RANGE_BITS) >= WIDEST_RANGE_BITS,
    'This range is too wide',
  );

function firstSegment(value: string): string {
  return PUBLIC_URL.exec(value)?.[2]?.split('/')[1]?.toLowerCase() ?? '';
}
