import ipaddr from 'ipaddr.js';

/**
 * Where an address leads, as far as safety is concerned.
 * `metadata` are the addresses at which clouds hand credentials to their machines; `reserved` is everything no
 * server of ours can live at (multicast, documentation, tunnels…).
 */
export type AddressClass = 'public' | 'loopback' | 'private' | 'link-local' | 'metadata' | 'reserved';

/** AWS and most clouds, AWS containers, Alibaba, Oracle, Azure, AWS over IPv6. */
const METADATA_ADDRESSES = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  'fd00:ec2::254',
]);

/** RFC 6052: what a DNS64 resolver answers on a network without IPv4. The last 32 bits are the real address. */
const NAT64_PREFIX = ipaddr.IPv6.parse('64:ff9b::');

/** IPv4-mapped addresses (`::ffff:127.0.0.1`). */
const MAPPED_PREFIX = ipaddr.IPv6.parse('::ffff:0:0');

/** IPv4-compatible addresses (`::127.0.0.1`), deprecated by RFC 4291 and still accepted by parsers. */
const IPV4_COMPATIBLE_PREFIX = ipaddr.IPv6.parse('::');

function lastFourBytes(address: ipaddr.IPv6): ipaddr.IPv4 {
  return new ipaddr.IPv4(address.toByteArray().slice(-4));
}

/**
 * Classifies a literal address in any spelling ipaddr.js reads, IPv4 inside IPv6 included.
 * Returns null when the text is not an address, so it is a name.
 */
export function classifyAddress(text: string): AddressClass | null {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return null;
  return classify(ipaddr.parse(bare));
}

/** The address that is meant, in one spelling: IPv4 inside IPv6 is IPv4, scopes are left out. Null for a name. */
export function plainAddressOf(text: string): string | null {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  return ipaddr.isValid(bare) ? meant(ipaddr.parse(bare)).toString() : null;
}

function meant(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4) return address;
  if (address.match(MAPPED_PREFIX, 96) || address.match(NAT64_PREFIX, 96)) return lastFourBytes(address);
  return address;
}

function classify(address: ipaddr.IPv4 | ipaddr.IPv6): AddressClass {
  if (METADATA_ADDRESSES.has(address.toString())) return 'metadata';
  const inner = meant(address);
  if (inner !== address) return classify(inner);
  switch (address.range()) {
    case 'loopback':
    case 'unspecified': // 0.0.0.0 and :: reach this machine on most systems
      return 'loopback';
    case 'private':
    case 'uniqueLocal':
    case 'carrierGradeNat': // private overlays such as Tailscale live here
      return 'private';
    case 'linkLocal':
      return 'link-local';
    case 'unicast':
      return address instanceof ipaddr.IPv6 && address.match(IPV4_COMPATIBLE_PREFIX, 96)
        ? 'reserved'
        : 'public';
    default:
      return 'reserved';
  }
}
