import { getServers } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';

import { Agent, fetch as undiciFetch } from 'undici';
import type { RequestInit as UndiciRequestInit } from 'undici';

import type { ConnectionPurpose } from '#shared/lib/connection-purposes.ts';
import { hostAndPort, portOf } from '#shared/lib/host-and-port.ts';
import { systemClock, type Clock } from '#main/platform/clock.ts';
import { classifyAddress } from './address.ts';
import type { AddressClass } from './address.ts';
import { addressIn, endOf, networkErrorCode, unwrap } from './failures.ts';
import { createLedger, type ConnectionEnd, type Ledger, type WatchedConnection } from './ledger.ts';
import { addressesHere } from './names-here.ts';
import { blocked, checkUrl, resolveChecked, resolveHere, resolveWithSystem } from './policy.ts';
import type { Reach, ResolveName } from './policy.ts';
import { nextHop } from './redirect.ts';
import type { Hop } from './redirect.ts';
import { capResponse } from './response-cap.ts';
import { openSocket, untilAborted } from './socket.ts';
import type { OpenSocket, SocketTarget } from './socket.ts';
import { watchedThrough } from './watched-requests.ts';

/** Connecting to a server that is there takes well under a second, even far away. */
const CONNECT_TIMEOUT_MS = 3_000;

/** Enough for http → https → www → page. */
const MAX_REDIRECTS = 3;

const DNS_PORT = 53;
const SOCKET_SCHEMES = { mail: 'smtp', mailbox: 'imap' } as const satisfies Record<
  SocketTarget['purpose'],
  string
>;

/** Answers time themselves (first token, between tokens): this only frees what everybody forgot. */
const SILENCE_TIMEOUT_MS = 15 * 60_000;

/** A batch of embeddings is under 2 MB, a long streamed answer too. */
const USUAL_MAX_BYTES = 32 * 1024 * 1024;
const MAX_BYTES: Partial<Record<ConnectionPurpose, number>> = {
  probe: 1024 * 1024,
  own: 1024 * 1024,
  /** Whoever looks at a page stops reading before. */
  page: 2 * 1024 * 1024,
  /** Whoever fetches a file says how large it is. */
  download: 0,
};

export type OutboundPurpose = {
  /** What is told of it to people: `connectionPurposes`. */
  kind: Exclude<ConnectionPurpose, 'mail' | 'mailbox' | 'name' | 'announce'>;
  /** Of the model that is asked, where it is one of the settings. */
  modelId?: string | undefined;
  /**
   * Origin a setting names, e.g. `http://127.0.0.1:11434`: it may be on this machine or on the local network.
   * Null for public addresses only.
   */
  allow: string | null;
  /** That origin may not be on this machine. */
  butNotHere?: boolean;
  /** That origin, and wherever it sends on, may only be on this machine and the local network. */
  nearOnly?: boolean;
  /** How long connecting may take, in milliseconds; CONNECT_TIMEOUT_MS when absent. */
  connectMs?: number;
  /** Cap on the decoded bytes of one response. */
  maxResponseBytes?: number;
};

/** One line for the log: where a request went and how it ended. Never a path, a query or a header. */
export type OutboundEvent = {
  kind: ConnectionPurpose;
  method: string;
  origin: string;
  outcome: ConnectionEnd;
  /** Status when answered, code or reason otherwise. */
  detail: string;
  durationMs: number;
};

export type OutboundOptions = {
  log?: (event: OutboundEvent) => void;
  /** The "no outbound" switch, read at every hop. */
  isOffline: () => boolean;
  /** Whether a place of the local network (`192.168.1.4:11434`) was chosen to stay reachable while the switch is on. */
  isChosen?: (place: string) => boolean;
  clock?: Clock;
  /** The system's resolver unless given. */
  resolve?: ResolveName;
  /** What this machine knows by itself, asked while the switch is on; its hosts file unless given. */
  resolveOffline?: ResolveName;
};

export type Outbound = {
  /**
   * A `fetch` for one purpose. It throws FoyerError `outbound.blocked` (details: `reason`, `host`) for what policy
   * refuses, and what undici throws for what the network refuses. With `redirect: 'manual'` a redirect is answered
   * as it is, for those who decide by themselves where to go on.
   */
  fetchFor(purpose: OutboundPurpose): typeof globalThis.fetch;
  /**
   * An open connection for a protocol that is not HTTP, under the same rules: literal and resolved addresses checked,
   * address pinned, "no outbound" obeyed, logged. Throws as `fetchFor`.
   */
  connectTo(target: SocketTarget): Promise<OpenSocket>;
  /**
   * Where a name or an address leads, for those who only want to tell it; a name that leads to several places is the
   * nearest of them. Null when it is not known, and when outgoing connections are switched off.
   */
  placeOf(host: string, signal?: AbortSignal): Promise<'public' | 'private' | 'loopback' | null>;
  /**
   * Whether every place that a name leads to is on this machine or the local network. Null when it is not known; with
   * outgoing connections switched off, what this machine knows by itself is all that is known.
   */
  leadsTo(host: string, signal?: AbortSignal): Promise<'near' | 'outside' | null>;
  /** Every connection, while it runs and once it has ended. */
  ledger: Ledger;
  /** Closes every connection. */
  close(): Promise<void>;
};

type Wanted = Required<Pick<OutboundPurpose, 'allow' | 'butNotHere' | 'nearOnly' | 'connectMs'>>;

function asHop(
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
): Hop & { signal: AbortSignal | null } {
  const request = input instanceof Request ? input : null;
  return {
    url: new URL(request?.url ?? String(input)),
    method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
    headers: new Headers(init?.headers ?? request?.headers),
    body: init?.body ?? request?.body,
    signal: init?.signal ?? request?.signal ?? null,
  };
}

/**
 * The only place that opens connections. Every hop is checked before it is made; names are resolved once, every
 * address is checked, and the connection is made to the addresses that were checked, so that a name which changes
 * its mind between the check and the connection gains nothing.
 */
export function createOutbound({
  log,
  isOffline,
  isChosen = () => false,
  clock = systemClock,
  resolve: resolveOnline = resolveWithSystem,
  resolveOffline = resolveHere,
}: OutboundOptions): Outbound {
  const ledger = createLedger(clock);

  /** Looking a name up asks somebody, too: not while the switch is on. */
  const resolve: ResolveName = name => (isOffline() ? resolveOffline(name) : resolveListed(name));

  async function resolveListed(name: string): ReturnType<ResolveName> {
    if ((await addressesHere(name)).length > 0) return await resolveOnline(name);
    const watched = ledger.open({ kind: 'name', scheme: 'dns', host: name, port: DNS_PORT });
    const [server] = getServers();
    if (server !== undefined) watched.reaches(server.replace(/^\[|\](?::\d+)?$/g, ''));
    try {
      const addresses = await resolveOnline(name);
      watched.end('answered', '');
      return addresses;
    } catch (error) {
      watched.end(...endOf(error, false));
      throw error;
    }
  }

  /** What the switch leaves of what a setting names. */
  const reachOffline = (place: string): Reach => (isChosen(place) ? 'chosen' : 'loopback');

  // One pool for public addresses and one for each origin a setting names: a connection opened under a wider
  // permission is never reused under a narrower one.
  const pools = new Map<string, Agent>();

  function poolFor(reach: Exclude<Reach, 'loopback' | 'chosen'>, origin: string, connectMs: number): Agent {
    const name = `${reach === 'public' ? 'public' : `${reach} ${origin}`} ${connectMs}`;
    const existing = pools.get(name);
    if (existing !== undefined) return existing;
    const lookup: LookupFunction = (hostname, options, callback) => {
      resolveChecked(hostname, reach, resolve).then(
        addresses => {
          const [first] = addresses;
          if (options.all === true) callback(null, addresses);
          else if (first !== undefined) callback(null, first.address, first.family);
          else callback(Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }), '');
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ''),
      );
    };
    const pool = new Agent({
      connect: { lookup, timeout: connectMs },
      headersTimeout: SILENCE_TIMEOUT_MS,
      bodyTimeout: SILENCE_TIMEOUT_MS,
    });
    pools.set(name, pool);
    return pool;
  }

  async function send(
    hop: Hop,
    { allow, butNotHere, nearOnly, connectMs }: Wanted,
    signal: AbortSignal | null,
    watched: WatchedConnection,
  ): Promise<Response> {
    const explicit = allow !== null && hop.url.origin === allow;
    if (nearOnly && !explicit)
      throw blocked('redirect', `it may not be sent on to another place`, hop.url.host);
    if (isOffline()) {
      if (!explicit) throw blocked('offline', `outgoing connections are switched off`, hop.url.host);
      const left = reachOffline(hostAndPort(hop.url));
      checkUrl(hop.url, left);
      // A pooled connection asks no resolver: the name is checked again while the switch is on.
      if (classifyAddress(hop.url.hostname) === null) await resolveChecked(hop.url.hostname, left, resolve);
    }
    const reach = !explicit ? 'public' : butNotHere ? 'neighbours' : nearOnly ? 'near' : 'explicit';
    checkUrl(hop.url, reach);
    const dispatcher = watchedThrough(poolFor(reach, hop.url.origin, connectMs), watched, {
      complete: status => watched.end('answered', String(status)),
      broken(error) {
        const address = addressIn(error);
        if (address !== null) watched.reaches(address);
        watched.end(...endOf(error, signal?.aborted === true));
      },
    });
    const init: UndiciRequestInit = {
      method: hop.method,
      headers: [...hop.headers],
      redirect: 'manual',
      dispatcher,
      ...(signal === null ? {} : { signal }),
    };
    const body = hop.body ?? null;
    // undici's own types and the platform's name the same things twice.
    const sent = body === null ? init : ({ ...init, body, duplex: 'half' } as UndiciRequestInit);
    return (await undiciFetch(hop.url, sent)) as unknown as Response;
  }

  function fetchFor(purpose: OutboundPurpose): typeof globalThis.fetch {
    const allow = purpose.allow === null ? null : new URL(purpose.allow).origin;
    const { kind, modelId = null, butNotHere = false, nearOnly = false } = purpose;
    const { connectMs = CONNECT_TIMEOUT_MS } = purpose;
    const maxBytes = purpose.maxResponseBytes ?? MAX_BYTES[kind] ?? USUAL_MAX_BYTES;
    return async (input, init) => {
      const { signal, ...first } = asHop(input, init);
      let hop: Hop = first;
      const startedAt = performance.now();
      const note = (outcome: ConnectionEnd, detail: string): void =>
        log?.({
          kind,
          method: hop.method,
          origin: hop.url.origin === 'null' ? hop.url.protocol : hop.url.origin,
          outcome,
          detail,
          durationMs: Math.round(performance.now() - startedAt),
        });
      const watch = ({ url }: Hop) =>
        ledger.open({
          kind,
          modelId,
          scheme: url.protocol.slice(0, -1),
          host: url.hostname,
          port: portOf(url),
        });
      let watched = watch(hop);
      try {
        for (let redirects = 0; ; redirects += 1) {
          const response = await send(hop, { allow, butNotHere, nearOnly, connectMs }, signal, watched);
          const next = init?.redirect === 'manual' ? null : nextHop(hop, response);
          if (next === null) {
            note('answered', String(response.status));
            return capResponse(response, maxBytes, hop.url.href, () => watched.end('blocked', 'too_large'));
          }
          watched.end('answered', String(response.status));
          await response.body?.cancel();
          if (redirects === MAX_REDIRECTS) throw blocked('redirect', 'too many redirects', hop.url.host);
          note('answered', String(response.status));
          hop = next;
          watched = watch(hop);
        }
      } catch (error) {
        const known = unwrap(error);
        const end = endOf(known, signal?.aborted === true);
        watched.end(...end);
        note(...end);
        throw known;
      }
    };
  }

  const sockets = new Set<Socket>();

  async function connectTo(target: SocketTarget): Promise<OpenSocket> {
    const startedAt = performance.now();
    const { purpose: kind, host, port } = target;
    const watched = ledger.open({ kind, scheme: SOCKET_SCHEMES[kind], host, port });
    const note = (outcome: ConnectionEnd, detail: string): void =>
      log?.({
        kind,
        method: 'CONNECT',
        origin: `${host}:${port}`,
        outcome,
        detail,
        durationMs: Math.round(performance.now() - startedAt),
      });
    try {
      const opened = await openSocket(target, { isOffline, reachOffline, resolve });
      const { socket } = opened;
      sockets.add(socket);
      watched.over(socket);
      socket.once('error', error => watched.end(...endOf(error, target.signal?.aborted === true)));
      socket.once('close', () => {
        sockets.delete(socket);
        watched.end(target.signal?.aborted === true ? 'aborted' : 'answered', '');
      });
      note('answered', opened.place);
      return opened;
    } catch (error) {
      const end = endOf(error, target.signal?.aborted === true);
      const address = addressIn(error);
      if (address !== null) watched.reaches(address);
      watched.end(...end);
      note(...end);
      throw error;
    }
  }

  async function placeOf(host: string, signal?: AbortSignal) {
    if (classifyAddress(host) === null && isOffline()) return null;
    const places = await placesOf(host, signal);
    return (['loopback', 'private', 'public'] as const).find(place => places.includes(place)) ?? null;
  }

  async function leadsTo(host: string, signal?: AbortSignal) {
    const places = await placesOf(host, signal);
    if (places.length === 0) return null;
    return places.every(place => place === 'loopback' || place === 'private') ? 'near' : 'outside';
  }

  /** Where each address of a host is; none when they are not known. */
  async function placesOf(host: string, signal: AbortSignal | undefined) {
    const literal = classifyAddress(host);
    if (literal !== null) return [placeOfClass(literal)];
    const limit = AbortSignal.timeout(CONNECT_TIMEOUT_MS);
    try {
      const addresses = await untilAborted(
        resolve(host),
        signal === undefined ? limit : AbortSignal.any([limit, signal]),
      );
      return addresses.map(({ address }) => placeOfClass(classifyAddress(address) ?? 'reserved'));
    } catch (error) {
      log?.({
        kind: 'page',
        method: 'RESOLVE',
        origin: host,
        outcome: 'failed',
        detail: networkErrorCode(error) ?? 'unknown',
        durationMs: 0,
      });
      return [];
    }
  }

  return {
    fetchFor,
    connectTo,
    placeOf,
    leadsTo,
    ledger,
    async close() {
      for (const socket of sockets) socket.destroy();
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map(pool => pool.destroy()));
    },
  };
}

function placeOfClass(kind: AddressClass): 'public' | 'private' | 'loopback' | null {
  if (kind === 'public' || kind === 'loopback') return kind;
  return kind === 'private' || kind === 'link-local' ? 'private' : null;
}
