import type { ConnectionPurpose } from '#shared/lib/connection-purposes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { newId } from '#main/platform/new-id.ts';
import { plainAddressOf } from './address.ts';
import { concerned } from './concerning.ts';
import { placeOfAddress, type ConnectionPlace } from './place.ts';

/** Ended connections that wait for whoever keeps them; beyond, the oldest are lost. */
const WAITING_MAX = 20_000;

export type ConnectionEnd = 'answered' | 'blocked' | 'failed' | 'aborted';

/** One exchange with one place. Never a path, a query, a header, a key or a body. */
export type Connection = {
  id: string;
  startedAt: string;
  kind: ConnectionPurpose;
  scheme: string;
  host: string;
  port: number;
  /** What it was pinned to; null when it came to none. */
  address: string | null;
  place: ConnectionPlace;
  chatbotId: string | null;
  modelId: string | null;
  /** What went over the socket, heads included. */
  sentBytes: number;
  receivedBytes: number;
  outcome: 'running' | ConnectionEnd;
  /** Status when answered, reason or code otherwise. */
  detail: string;
  durationMs: number;
};

type Opening = Pick<Connection, 'kind' | 'scheme' | 'host' | 'port'> & { modelId?: string | null };

/** What counts what goes over it: a socket. */
export type CountedSocket = { bytesRead: number; bytesWritten: number; remoteAddress?: string | undefined };

export type WatchedConnection = {
  /** It leads to this address, or would. */
  reaches(address: string): void;
  /** It goes over this socket from now on. */
  over(socket: CountedSocket): void;
  /** Only the first end counts. */
  end(outcome: ConnectionEnd, detail: string): void;
};

export type Ledger = {
  open(opening: Opening): WatchedConnection;
  /** One that a rule of ours kept from being tried. */
  refused(opening: Opening, reason: string): void;
  /** Those under way, as far as they are. */
  running(): Connection[];
  /** Those that ended since this was asked last. */
  takeEnded(): Connection[];
  /** Called when there is something to take or to look at. */
  onNews(listener: () => void): void;
};

/** Every connection of this process, while it runs and until somebody keeps it. */
export function createLedger(clock: Clock): Ledger {
  const running = new Map<string, () => Connection>();
  const listeners = new Set<() => void>();
  let ended: Connection[] = [];

  const tell = () => listeners.forEach(listener => listener());

  function open({ modelId = null, ...opening }: Opening): WatchedConnection {
    const begun = performance.now();
    const host = opening.host.replace(/^\[|\]$/g, '');
    const connection: Connection = {
      id: newId(),
      startedAt: clock.now().toISOString(),
      ...opening,
      host,
      address: null,
      place: opening.kind === 'announce' ? 'network' : placeOfAddress(host),
      chatbotId: concerned().chatbotId,
      modelId,
      sentBytes: 0,
      receivedBytes: 0,
      outcome: 'running',
      detail: '',
      durationMs: 0,
    };
    let counted: { socket: CountedSocket; read: number; written: number } | null = null;
    const now = (): Connection => ({
      ...connection,
      sentBytes: counted === null ? 0 : counted.socket.bytesWritten - counted.written,
      receivedBytes: counted === null ? 0 : counted.socket.bytesRead - counted.read,
      durationMs: Math.round(performance.now() - begun),
    });
    const reaches = (address: string) => {
      connection.address = plainAddressOf(address) ?? address;
      const place = placeOfAddress(address);
      // Who is asked for a name asks others in turn.
      connection.place = connection.kind === 'name' && place === 'machine' ? 'network' : place;
    };
    running.set(connection.id, now);
    tell();
    return {
      reaches,
      over(socket) {
        counted = { socket, read: socket.bytesRead, written: socket.bytesWritten };
        if (socket.remoteAddress !== undefined) reaches(socket.remoteAddress);
      },
      end(outcome, detail) {
        if (!running.delete(connection.id)) return;
        ended.push({ ...now(), outcome, detail });
        if (ended.length > WAITING_MAX) ended.shift();
        tell();
      },
    };
  }

  return {
    open,
    refused: (opening, reason) => open(opening).end('blocked', reason),
    running: () => [...running.values()].map(now => now()),
    takeEnded() {
      const taken = ended;
      ended = [];
      return taken;
    },
    onNews: listener => void listeners.add(listener),
  };
}
