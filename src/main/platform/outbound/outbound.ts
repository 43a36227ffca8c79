import type { LookupFunction, Socket } from 'node:net';

import { Agent, fetch as undiciFetch } from 'undici';
import type { RequestInit as UndiciRequestInit } from 'undici';

import { FoyerError } from '#shared/errors.ts';
import { classifyAddress } from './address.ts';
import type { AddressClass } from './address.ts';
import { blocked, checkUrl, resolveChecked, resolveHere, resolveWithSystem } from './policy.ts';
import type { Reach, ResolveName } from './policy.ts';
import { nextHop } from './redirect.ts';
import type { Hop } from './redirect.ts';
import { capResponse } from './response-cap.ts';
import { openSocket, untilAborted } from './socket.ts';
import type { OpenSocket, SocketTarget } from './socket.ts';

/** Connecting to a server that is there takes well under a second, even far away. */
const CONNECT_TIMEOUT_MS = 3_000;

/** Enough for http → https → www → page. */
const MAX_REDIRECTS = 3;

/** Answers time themselves (first token, between tokens): this only frees what everybody forgot. */
const SILENCE_TIMEOUT_MS = 15 * 60_000;

const DEFAULT_MAX_BYTES: Record<OutboundPurpose['kind'], number> = {
  /** A batch of embeddings is under 2 MB, a long streamed answer too. */
  model: 32 * 1024 * 1024,
  probe: 1024 * 1024,
  /** Whoever looks at a page stops reading before. */
  page: 2 * 1024 * 1024,
  /** Whoever fetches a file says how large it is. */
  download: 0,
};

export type OutboundPurpose = {
  /** `page`: what an owner wants to show a widget on. `download`: a file that a person asked for. */
  kind: 'model' | 'probe' | 'page' | 'download';
  /**
   * Origin a setting names, e.g. `http://127.0.0.1:11434`: it may be on this machine or on the local network.
   * Null for public addresses only.
   */
  allow: string | null;
  /** That origin may not be on this machine. */
  butNotHere?: boolean;
  /** How long connecting may take, in milliseconds; CONNECT_TIMEOUT_MS when absent. */
  connectMs?: number;
  /** Cap on the decoded bytes of one response. */
  maxResponseBytes?: number;
};

/** One line for the log: where a request went and how it ended. Never a path, a query or a header. */
export type OutboundEvent = {
  kind: OutboundPurpose['kind'] | SocketTarget['purpose'];
  method: string;
  origin: string;
  outcome: 'answered' | 'blocked' | 'failed' | 'aborted';
  /** Status when answered, code or reason otherwise. */
  detail: string;
  durationMs: number;
};

export type OutboundOptions = {
  log?: (event: OutboundEvent) => void;
  /** The "no outbound" switch, read at every hop. */
  isOffline: () => boolean;
  /** The system's resolver unless given. */
  resolve?: ResolveName;
  /** What this machine knows by itself, asked while the switch is on; its hosts file unless given. */
  resolveOffline?: ResolveName;
};

export type Outbound = {
  /**
   * A `fetch` for one purpose. It throws FoyerError `outbound.blocked` (details: `reason`, `host`) for what policy
   * refuses, and what undici throws for what the network refuses.
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
  /** Closes every connection. */
  close(): Promise<void>;
};

/** The first error of ours in a chain of causes, or the error itself. */
function unwrap(error: unknown): unknown {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof FoyerError) return at;
  return error;
}

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
  resolve: resolveOnline = resolveWithSystem,
  resolveOffline = resolveHere,
}: OutboundOptions): Outbound {
  /** Looking a name up asks somebody, too: not while the switch is on. */
  const resolve: ResolveName = name => (isOffline() ? resolveOffline(name) : resolveOnline(name));

  // One pool for public addresses and one for each origin a setting names: a connection opened under a wider
  // permission is never reused under a narrower one.
  const pools = new Map<string, Agent>();

  function poolFor(reach: Exclude<Reach, 'loopback'>, origin: string, connectMs: number): Agent {
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
    { allow, butNotHere, connectMs }: { allow: string | null; butNotHere: boolean; connectMs: number },
    signal: AbortSignal | null,
  ): Promise<Response> {
    const explicit = allow !== null && hop.url.origin === allow;
    if (isOffline()) {
      if (!explicit) throw blocked('offline', `outgoing connections are switched off`, hop.url.host);
      checkUrl(hop.url, 'loopback');
      // A pooled connection asks no resolver: the name is checked again while the switch is on.
      if (classifyAddress(hop.url.hostname) === null)
        await resolveChecked(hop.url.hostname, 'loopback', resolve);
    }
    const reach = !explicit ? 'public' : butNotHere ? 'neighbours' : 'explicit';
    checkUrl(hop.url, reach);
    const init: UndiciRequestInit = {
      method: hop.method,
      headers: [...hop.headers],
      redirect: 'manual',
      dispatcher: poolFor(reach, hop.url.origin, connectMs),
      ...(signal === null ? {} : { signal }),
    };
    const body = hop.body ?? null;
    // undici's own types and the platform's name the same things twice.
    const sent = body === null ? init : ({ ...init, body, duplex: 'half' } as UndiciRequestInit);
    return (await undiciFetch(hop.url, sent)) as unknown as Response;
  }

  function fetchFor(purpose: OutboundPurpose): typeof globalThis.fetch {
    const allow = purpose.allow === null ? null : new URL(purpose.allow).origin;
    const { butNotHere = false, connectMs = CONNECT_TIMEOUT_MS } = purpose;
    const maxBytes = purpose.maxResponseBytes ?? DEFAULT_MAX_BYTES[purpose.kind];
    return async (input, init) => {
      const { signal, ...first } = asHop(input, init);
      let hop: Hop = first;
      const startedAt = performance.now();
      const note = (outcome: OutboundEvent['outcome'], detail: string): void =>
        log?.({
          kind: purpose.kind,
          method: hop.method,
          origin: hop.url.origin === 'null' ? hop.url.protocol : hop.url.origin,
          outcome,
          detail,
          durationMs: Math.round(performance.now() - startedAt),
        });
      try {
        for (let redirects = 0; ; redirects += 1) {
          const response = await send(hop, { allow, butNotHere, connectMs }, signal);
          const next = nextHop(hop, response);
          if (next === null) {
            note('answered', String(response.status));
            return capResponse(response, maxBytes, hop.url.href);
          }
          await response.body?.cancel();
          if (redirects === MAX_REDIRECTS) throw blocked('redirect', 'too many redirects', hop.url.host);
          note('answered', String(response.status));
          hop = next;
        }
      } catch (error) {
        const known = unwrap(error);
        if (signal?.aborted === true) note('aborted', '');
        else if (known instanceof FoyerError) note('blocked', String(known.details['reason'] ?? known.code));
        else note('failed', networkErrorCode(known) ?? 'unknown');
        throw known;
      }
    };
  }

  const sockets = new Set<Socket>();

  async function connectTo(target: SocketTarget): Promise<OpenSocket> {
    const startedAt = performance.now();
    const note = (outcome: OutboundEvent['outcome'], detail: string): void =>
      log?.({
        kind: target.purpose,
        method: 'CONNECT',
        origin: `${target.host}:${target.port}`,
        outcome,
        detail,
        durationMs: Math.round(performance.now() - startedAt),
      });
    try {
      const opened = await openSocket(target, { isOffline, resolve });
      sockets.add(opened.socket);
      opened.socket.once('close', () => sockets.delete(opened.socket));
      note('answered', opened.place);
      return opened;
    } catch (error) {
      if (target.signal?.aborted === true) note('aborted', '');
      else if (error instanceof FoyerError) note('blocked', String(error.details['reason'] ?? error.code));
      else note('failed', networkErrorCode(error) ?? 'unknown');
      throw error;
    }
  }

  async function placeOf(host: string, signal?: AbortSignal) {
    const literal = classifyAddress(host);
    if (literal !== null) return placeOfClass(literal);
    if (isOffline()) return null;
    const limit = AbortSignal.timeout(CONNECT_TIMEOUT_MS);
    try {
      const addresses = await untilAborted(
        resolve(host),
        signal === undefined ? limit : AbortSignal.any([limit, signal]),
      );
      const places = addresses.map(({ address }) => placeOfClass(classifyAddress(address) ?? 'reserved'));
      return (['loopback', 'private', 'public'] as const).find(place => places.includes(place)) ?? null;
    } catch (error) {
      log?.({
        kind: 'page',
        method: 'RESOLVE',
        origin: host,
        outcome: 'failed',
        detail: networkErrorCode(error) ?? 'unknown',
        durationMs: 0,
      });
      return null;
    }
  }

  return {
    fetchFor,
    connectTo,
    placeOf,
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

/** The system's code of a network failure (`ECONNREFUSED`, `ENOTFOUND`, `UND_ERR_SOCKET`…) anywhere in its causes, or null. */
export function networkErrorCode(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at.message === 'bad port') return 'BAD_PORT'; // fetch refuses the ports of other services, without a code
    if (at instanceof AggregateError) {
      for (const inner of at.errors) {
        const code = networkErrorCode(inner);
        if (code !== null) return code;
      }
    }
  }
  return null;
}
