import multicastDns from 'multicast-dns';
import type { NetworkState } from '#shared/contract/network.ts';
import type { Log } from '#main/platform/log.ts';

/** Seconds others may remember an address; a laptop moves. */
const TIME_TO_LIVE_SECONDS = 120;
/** How long a name is asked for before it is taken as free (RFC 6762, 8.1: three questions, 250 ms apart). */
const PROBES = 3;
const PROBE_INTERVAL_MS = 250;

type Record = { name: string; type: string; data?: unknown };
type Packet = { questions?: { name: string; type: string }[]; answers?: Record[] };
type Answer = { name: string; type: 'A' | 'AAAA'; ttl: number; flush: true; data: string };

/** The part of a multicast DNS socket that is used here. */
export type MulticastSocket = {
  on(event: 'query' | 'response', listener: (packet: Packet) => void): void;
  on(event: 'error' | 'warning', listener: (error: Error) => void): void;
  /** `networkInterface`: a card took part, told before `ready`. */
  on(event: 'ready' | 'networkInterface', listener: () => void): void;
  respond(answers: Answer[]): void;
  query(questions: { name: string; type: 'A' }[]): void;
  destroy(): void;
};

export type NameState = NetworkState['name']['state'];

export type NameAnnouncer = {
  state(): NameState;
  /** Says goodbye and lets go of the network. */
  close(): void;
};

export type NameOptions = {
  /** `foyer.local`. */
  host: string;
  /** Addresses others may use. */
  addresses: readonly string[];
  log: Log;
  onChanged: () => void;
  /** Only tests give their own. */
  open?: () => MulticastSocket;
  probeIntervalMs?: number;
};

/**
 * Answers for one name on the local network (RFC 6762), after asking whether somebody else has it. A network that
 * carries no such questions makes the state `unavailable`, and nothing else.
 */
export function announceName({
  host,
  addresses,
  log,
  onChanged,
  open = openSocket,
  probeIntervalMs = PROBE_INTERVAL_MS,
}: NameOptions): NameAnnouncer {
  let state: NameState = 'off';
  let timer: NodeJS.Timeout | null = null;
  let joined = false;
  const socket = openedOrNull();

  function become(next: NameState): void {
    if (state === next) return;
    state = next;
    onChanged();
  }

  function openedOrNull(): MulticastSocket | null {
    try {
      return open();
    } catch (error) {
      log.info({ err: error }, 'the local network carries no names');
      state = 'unavailable';
      return null;
    }
  }

  const answers = (ttl: number): Answer[] =>
    addresses.map(data => ({ name: host, type: data.includes(':') ? 'AAAA' : 'A', ttl, flush: true, data }));

  function isAboutUs(record: { name: string }): boolean {
    return record.name.toLowerCase() === host;
  }

  function probe(times: number): void {
    if (times === 0) {
      if (!joined) return become('unavailable');
      become('announced');
      socket?.respond(answers(TIME_TO_LIVE_SECONDS));
      return;
    }
    socket?.query([{ name: host, type: 'A' }]);
    timer = setTimeout(() => probe(times - 1), probeIntervalMs);
    timer.unref();
  }

  function stopProbing(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  socket?.on('networkInterface', () => (joined = true));
  socket?.on('ready', () => probe(PROBES));
  socket?.on('query', packet => {
    if (state !== 'announced') return;
    const wanted = (packet.questions ?? []).filter(isAboutUs).map(({ type }) => type);
    const known = answers(TIME_TO_LIVE_SECONDS).filter(
      ({ type }) => wanted.includes(type) || wanted.includes('ANY'),
    );
    if (known.length > 0) socket.respond(known);
  });
  socket?.on('response', packet => {
    const foreign = (packet.answers ?? []).some(
      record =>
        isAboutUs(record) &&
        (record.type === 'A' || record.type === 'AAAA') &&
        typeof record.data === 'string' &&
        !addresses.includes(record.data),
    );
    if (!foreign || state === 'taken') return;
    stopProbing();
    become('taken');
  });
  socket?.on('error', error => {
    log.info({ err: error }, 'the name cannot be announced');
    stopProbing();
    become('unavailable');
  });
  // One card without multicast among others: nothing to do.
  socket?.on('warning', error => log.debug({ err: error }, 'multicast'));

  return {
    state: () => state,
    close() {
      stopProbing();
      if (socket === null) return;
      if (state === 'announced') socket.respond(answers(0));
      state = 'off';
      socket.destroy();
    },
  };
}

function openSocket(): MulticastSocket {
  return multicastDns() as unknown as MulticastSocket;
}
