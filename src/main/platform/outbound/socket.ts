import { once } from 'node:events';
import { connect } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';

import { FoyerError } from '#shared/errors.ts';
import { classifyAddress } from './address.ts';
import { blocked, checkAddress, resolveChecked } from './policy.ts';
import type { Reach, ResolvedAddress, ResolveName } from './policy.ts';

/** Name, route and handshake together; mail servers far away and busy still take less. */
const CONNECT_TIMEOUT_MS = 10_000;

export type SocketTarget = {
  purpose: 'mail' | 'mailbox';
  /** A name or a literal address, IPv6 with or without brackets. */
  host: string;
  port: number;
  /**
   * `host:port` a setting names, e.g. `192.168.1.4:587`: it may be on this machine or on the local network. Null
   * for public addresses only.
   */
  allow: string | null;
  signal?: AbortSignal;
};

export type OpenSocket = {
  socket: Socket;
  /** Where the other end is: `local` is this machine and the local network. */
  place: 'public' | 'local';
};

type Surroundings = {
  isOffline: () => boolean;
  /** What the switch leaves of a place that a setting names. */
  reachOffline: (place: string) => Reach;
  resolve: ResolveName;
};

/**
 * Opens a connection that is no HTTP, under the rules of every other: the name is resolved once, every address of it
 * is checked, and the connection is made to the addresses that were checked. Throws `outbound.blocked`, or what the
 * network says (`ECONNREFUSED`, `ENOTFOUND`, `ETIMEDOUT`…).
 */
export async function openSocket(
  target: SocketTarget,
  { isOffline, reachOffline, resolve }: Surroundings,
): Promise<OpenSocket> {
  const host = target.host.replace(/^\[|\]$/g, '');
  const explicit = target.allow === `${target.host}:${target.port}`;
  if (isOffline() && !explicit) throw blocked('offline', 'outgoing connections are switched off', host);
  const left = reachOffline(`${target.host.includes(':') ? `[${host}]` : host}:${target.port}`);
  const reach: Reach = isOffline() ? left : explicit ? 'explicit' : 'public';
  const deadline = AbortSignal.timeout(CONNECT_TIMEOUT_MS);
  const signal = target.signal === undefined ? deadline : AbortSignal.any([deadline, target.signal]);
  try {
    const addresses = await untilAborted(checkedAddresses(host, reach, resolve), signal);
    // The switch may have been turned on while the name was resolved.
    if (isOffline()) for (const { address } of addresses) checkAddress(address, left, host);
    const socket = await connected(host, target.port, addresses, signal);
    return { socket, place: placeReached(socket, reach, host) };
  } catch (error) {
    if (!deadline.aborted || target.signal?.aborted === true || error instanceof FoyerError) throw error;
    throw Object.assign(new Error(`no connection after ${CONNECT_TIMEOUT_MS} ms`, { cause: error }), {
      code: 'ETIMEDOUT',
    });
  }
}

async function connected(
  host: string,
  port: number,
  addresses: readonly ResolvedAddress[],
  signal: AbortSignal,
): Promise<Socket> {
  const socket = connect({ host, port, lookup: answering(addresses), autoSelectFamily: true });
  try {
    await once(socket, 'connect', { signal });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  // Whoever is given the socket listens too; an error that comes before must not end the process.
  socket.on('error', () => undefined);
  return socket;
}

/** What was reached is what was checked, whatever the system did in between. */
function placeReached(socket: Socket, reach: Reach, host: string): OpenSocket['place'] {
  const address = socket.remoteAddress ?? '';
  try {
    checkAddress(address, reach, host);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return classifyAddress(address) === 'public' ? 'public' : 'local';
}

/** Resolvers cannot be told to stop: their answer is no longer waited for. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

async function checkedAddresses(
  host: string,
  reach: Reach,
  resolve: ResolveName,
): Promise<ResolvedAddress[]> {
  if (classifyAddress(host) === null) return await resolveChecked(host, reach, resolve);
  checkAddress(host, reach, host);
  return [{ address: host, family: host.includes(':') ? 6 : 4 }];
}

/** A resolver that knows only what was checked. */
function answering(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else if (first !== undefined) callback(null, first.address, first.family);
    else callback(Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }), '');
  };
}
