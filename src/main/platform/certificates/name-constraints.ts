/**
 * What an authority of ours may vouch for: names and addresses of a local network, and nothing of the world. Whoever
 * steals its key cannot pass for a bank. DER of RFC 5280, 4.2.1.10: the library has no class for it.
 */

/** Endings that no public name has (RFC 6762, 8375, 2606; ICANN's `internal`) and what routers give out. */
export const localEndings = ['local', 'localhost', 'lan', 'home.arpa', 'internal', 'intranet'] as const;

export const NAME_CONSTRAINTS_OID = '2.5.29.30';

/** Address and mask of the ranges that are never routed on the Internet (RFC 1918, 3927, 4193, 4291, 1122). */
const localRanges: readonly (readonly [string, string])[] = [
  ['0a000000', 'ff000000'],
  ['ac100000', 'fff00000'],
  ['c0a80000', 'ffff0000'],
  ['a9fe0000', 'ffff0000'],
  ['7f000000', 'ff000000'],
  [`fc${'00'.repeat(15)}`, `fe${'00'.repeat(15)}`],
  [`fe80${'00'.repeat(14)}`, `ffc0${'00'.repeat(14)}`],
  [`${'00'.repeat(15)}01`, 'ff'.repeat(16)],
];

const SEQUENCE = 0x30;
const PERMITTED = 0xa0;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/** The value of the extension. */
export function localNameConstraints(): Uint8Array<ArrayBuffer> {
  const names = localEndings.map(ending => subtree(DNS_NAME, Buffer.from(ending, 'ascii')));
  const ranges = localRanges.map(([address, mask]) =>
    subtree(IP_ADDRESS, Buffer.from(address + mask, 'hex')),
  );
  return new Uint8Array(encoded(SEQUENCE, encoded(PERMITTED, Buffer.concat([...names, ...ranges]))));
}

function subtree(tag: number, value: Buffer): Buffer {
  return encoded(SEQUENCE, encoded(tag, value));
}

function encoded(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}
