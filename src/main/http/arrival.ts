import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import ipaddr from 'ipaddr.js';
import { withPort } from './gate.ts';
import { plainAddress } from './request-context.ts';

/** How a request came: from whom, and under which address of ours. */
export type Arrival = {
  /** Of whoever asks: the other end of the socket, or whom a proxy that the owner named speaks for. */
  address: string | null;
  /** The proxy that says it speaks for somebody else, and whether its word is believed; null when none does. */
  proxy: { address: string | null; trusted: boolean } | null;
  /** Our address as whoever asks knows it, `https://example.org/foyer`. */
  base: string;
  /** Under which path of its host that is: `/foyer`, or nothing. */
  path: string;
  /** Whether their browser speaks HTTPS. */
  secure: boolean;
};

export type Place = {
  url: string;
  origin: string;
  /** `/foyer`, or nothing. */
  path: string;
  /** As `Host` headers name it. */
  hosts: readonly string[];
};

export type Arrivals = {
  /** The public address, or null without one. */
  place(): Place | null;
  /**
   * Takes the public path off the address of a request, for a proxy that leaves it there.
   *
   * @returns where to send a request for that path without the slash that relative addresses need, else null
   */
  takeOffPath(request: IncomingMessage): string | null;
  of(request: IncomingMessage): Arrival;
};

/** What proxies add. Without one, a browser sends none of them. */
const PROXY_HEADERS = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-prefix',
  'x-real-ip',
];

/** Reads how requests came, by the settings as they are now. Headers of strangers only ever take rights away. */
export function createArrivals(settings: {
  publicUrl: () => string | null;
  trustedProxies: () => readonly string[];
}): Arrivals {
  let known: Place | null = null;

  function place(): Place | null {
    const url = settings.publicUrl();
    if (url === null) return null;
    if (known?.url !== url) known = placeOf(url);
    return known;
  }

  const isTrusted = (address: string | null): boolean =>
    address !== null && settings.trustedProxies().some(range => isWithin(address, range));

  return {
    place,
    takeOffPath(request) {
      const path = place()?.path ?? '';
      const { url = '' } = request;
      if (path === '' || !url.startsWith(path)) return null;
      const rest = url.slice(path.length);
      if (rest === '' || rest.startsWith('?')) return `${path}/${rest}`;
      if (rest.startsWith('/')) request.url = rest;
      return null;
    },
    of(request) {
      const { headers } = request;
      const socketAddress = plainAddress(request.socket.remoteAddress);
      const trusted = isTrusted(socketAddress);
      const named = place();
      const host = headers.host?.toLowerCase() ?? '';
      // A proxy that writes our own name over `Host` leaves `Origin` as the browser sent it.
      const isPublic = named !== null && (named.hosts.includes(host) || headers.origin === named.origin);
      const encrypted = request.socket instanceof TLSSocket;
      const speaks = PROXY_HEADERS.some(name => headers[name] !== undefined);
      const through = speaks || (isPublic && !isLoopbackHost(new URL(named.url).hostname));
      return {
        address: trusted
          ? (lastStranger(headers['x-forwarded-for'], isTrusted) ?? socketAddress)
          : socketAddress,
        proxy: through ? { address: socketAddress, trusted } : null,
        base: isPublic ? named.url : `${encrypted ? 'https' : 'http'}://${host}`,
        path: isPublic ? named.path : '',
        secure: isPublic
          ? named.url.startsWith('https:') && !(trusted && headers['x-forwarded-proto'] === 'http')
          : encrypted,
      };
    },
  };
}

function placeOf(url: string): Place {
  const { origin, protocol, hostname, port, pathname } = new URL(url);
  const usual = protocol === 'https:' ? 443 : 80;
  return {
    url,
    origin,
    path: pathname === '/' ? '' : pathname,
    hosts: withPort(hostname, port === '' ? usual : Number(port), usual),
  };
}

/** The nearest address in the list that is not itself a trusted proxy: each adds whom it heard at the end. */
function lastStranger(
  header: string | string[] | undefined,
  isTrusted: (address: string) => boolean,
): string | null {
  const heard = String(header ?? '')
    .split(',')
    .map(entry => plainAddress(entry.trim()))
    .filter((entry): entry is string => entry !== null && ipaddr.isValid(entry));
  return heard.findLast(address => !isTrusted(address)) ?? heard[0] ?? null;
}

function isWithin(address: string, range: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const [network, bits] = range.includes('/')
    ? ipaddr.parseCIDR(range)
    : ([ipaddr.process(range), null] as const);
  if (parsed.kind() !== network.kind()) return false;
  return bits === null ? parsed.toString() === network.toString() : parsed.match(network, bits);
}

function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
