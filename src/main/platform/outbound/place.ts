import { networkInterfaces } from 'node:os';
import { classifyAddress } from './address.ts';
import { isOwnAddress } from './policy.ts';

/** How far away the other end is; `unknown` is a name that was not looked up, or an address nobody can have. */
export type ConnectionPlace = 'machine' | 'network' | 'internet' | 'unknown';

/** Reading the cards takes the system a good part of a millisecond, and they hardly ever change. */
const CARDS_KEPT_MS = 5_000;
let cards = networkInterfaces();
let readAt = performance.now();

function recentCards(): typeof cards {
  if (performance.now() - readAt > CARDS_KEPT_MS) {
    cards = networkInterfaces();
    readAt = performance.now();
  }
  return cards;
}

/** Where an address leads; a name leads to `unknown` but for this machine's own. */
export function placeOfAddress(host: string): ConnectionPlace {
  const kind = classifyAddress(host);
  if (kind === null) return /^(?:.+\.)?localhost\.?$/i.test(host) ? 'machine' : 'unknown';
  if (kind === 'loopback' || isOwnAddress(host, recentCards)) return 'machine';
  if (kind === 'private' || kind === 'link-local' || kind === 'metadata') return 'network';
  return kind === 'public' ? 'internet' : 'unknown';
}
