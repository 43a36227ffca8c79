import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';

import { FoyerError } from '#shared/errors.ts';
import { classifyAddress, plainAddressOf } from './address.ts';
import { addressesHere } from './names-here.ts';
import type { AddressClass } from './address.ts';

/** An address as the system's resolver gives it. */
export type ResolvedAddress = { address: string; family: 4 | 6 };

/** Resolves a name to every address it has. Rejects as `node:dns` does. */
export type ResolveName = (name: string) => Promise<ResolvedAddress[]>;

/** What one request may reach. */
export type Reach =
  /** Public addresses only. */
  | 'public'
  /** The origin a setting names: this machine and the local network too. */
  | 'explicit'
  /** The same, but nothing beyond the local network. */
  | 'near'
  /** As `explicit` without this machine: for those who may not look at what else runs on it. */
  | 'neighbours'
  /** The "no outbound" switch is on: the origin a setting names, and only on this machine. */
  | 'loopback'
  /** The same, of a place that was chosen to stay reachable: this machine and the local network. */
  | 'chosen';

export type BlockReason =
  'scheme' | 'credentials' | 'address' | 'outside' | 'offline' | 'redirect' | 'too_large';

const ALLOWED: Record<Reach, ReadonlySet<AddressClass>> = {
  public: new Set(['public']),
  explicit: new Set(['public', 'loopback', 'private', 'link-local']),
  near: new Set(['loopback', 'private', 'link-local']),
  neighbours: new Set(['public', 'private']),
  loopback: new Set(['loopback']),
  chosen: new Set(['loopback', 'private', 'link-local']),
};

/** The system's resolver: hosts file, then DNS. */
export const resolveWithSystem: ResolveName = async name =>
  (await lookup(name, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

/** What this machine knows by itself. Throws `outbound.blocked` for a name that would have to be asked for. */
export const resolveHere: ResolveName = async name => {
  const addresses = await addressesHere(name);
  if (addresses.length === 0) throw blocked('offline', `${name} would have to be looked up`, name);
  return addresses;
};

/** @param kind what the refused address is, where it is one */
export function blocked(
  reason: BlockReason,
  message: string,
  host: string,
  kind: AddressClass | null = null,
): FoyerError {
  const details = { reason, host, ...(kind === null ? {} : { kind }) };
  return new FoyerError('outbound.blocked', message, { details });
}

/** Throws `outbound.blocked` when the address is beyond reach. */
export function checkAddress(
  address: string,
  reach: Reach,
  host: string,
  cards: typeof networkInterfaces = networkInterfaces,
): void {
  const kind = classifyAddress(address) ?? 'reserved';
  const isOurs = reach === 'neighbours' && isOwnAddress(address, cards);
  if (ALLOWED[reach].has(kind) && !isOurs) return;
  // This machine by its own address: nothing leaves it.
  if (reach === 'loopback' && isOwnAddress(address, cards)) return;
  // With the switch on, an address that would be fine without it is the switch's doing.
  const isSwitch = (reach === 'loopback' || reach === 'chosen') && ALLOWED.explicit.has(kind);
  const reason = isSwitch ? 'offline' : reach === 'near' && kind === 'public' ? 'outside' : 'address';
  const shown = isOurs ? 'loopback' : kind;
  throw blocked(reason, `${host} is a ${shown} address, which this request may not reach`, host, shown);
}

/**
 * Checks what can be known before connecting: the scheme, credentials in the address, and a literal host, which no
 * resolver will ever see. The URL parser has already turned decimal, octal and hexadecimal spellings into one.
 */
export function checkUrl(url: URL, reach: Reach): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw blocked('scheme', `${url.protocol} addresses are not opened`, url.host);
  }
  if (url.username !== '' || url.password !== '') {
    throw blocked('credentials', 'the address carries a name or a password', url.host);
  }
  if (classifyAddress(url.hostname) !== null) checkAddress(url.hostname, reach, url.host);
}

/** Resolves a name and checks every address it has: one forbidden address refuses the name. */
export async function resolveChecked(
  name: string,
  reach: Reach,
  resolve: ResolveName,
): Promise<ResolvedAddress[]> {
  const addresses = await resolve(name);
  for (const { address } of addresses) checkAddress(address, reach, name);
  return addresses;
}

/** Whether an address is one of this machine's, in any spelling that leads to it. */
export function isOwnAddress(text: string, cards: typeof networkInterfaces = networkInterfaces): boolean {
  const wanted = plainAddressOf(text);
  return Object.values(cards()).some(entries =>
    entries?.some(({ address }) => plainAddressOf(address) === wanted),
  );
}
