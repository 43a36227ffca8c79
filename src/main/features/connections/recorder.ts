import { isRoutine } from '#shared/lib/connection-purposes.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Log } from '#main/platform/log.ts';
import type { Connection, Ledger } from '#main/platform/outbound/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { ConnectionRow, ConnectionStore } from './store.ts';

/** What a kill can lose; nothing is written in the turn of a connection itself. */
const SAVE_EVERY_MS = 1_000;
/** Ended connections that wait while the disk takes nothing; beyond, the oldest are lost. */
const WAITING_MAX = 20_000;
/** Rows of routine connections, and of what was blocked, that the next of the same hour may be added to. */
const HOURLY_MAX = 2_000;

type Dependencies = {
  ledger: Ledger;
  store: ConnectionStore;
  storage: Pick<Storage, 'isWritable' | 'failed'>;
  changes: Pick<Changes, 'publish'>;
  log: Pick<Log, 'warn'>;
  /** Called with how many rows were written. */
  onSaved: (rows: number) => void;
};

export type ConnectionRecorder = ReturnType<typeof createConnectionRecorder>;

/** Keeps what the ledger has, a second's worth at a time: what runs longer is kept as far as it is. */
export function createConnectionRecorder(dependencies: Dependencies) {
  const { ledger, store, storage, changes, log, onSaved } = dependencies;
  let waiting: Connection[] = [];
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  /** Rows that show a connection as running. */
  let shownRunning = new Set<string>();
  let hour = '';
  const hourly = new Map<string, string>();

  function later(): void {
    if (closed || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      save(true);
    }, SAVE_EVERY_MS);
    timer.unref();
  }

  /**
   * Writes what there is now; what the disk does not take waits. Pages are told once a second of what runs: they read
   * again, and what is read is saved before.
   */
  function save(isTold = false): void {
    waiting.push(...ledger.takeEnded());
    if (waiting.length > WAITING_MAX) waiting = waiting.slice(-WAITING_MAX);
    const running = ledger.running();
    if (waiting.length > 0 || running.length > 0) write(running, isTold);
    if (waiting.length > 0 || running.length > 0) later();
  }

  function write(running: readonly Connection[], isTold: boolean): void {
    if (!storage.isWritable()) return;
    try {
      store.atOnce(() => {
        for (const connection of waiting) keep(connection);
        for (const connection of running) store.put(asRow(connection));
      });
    } catch (error) {
      log.warn({ err: storage.failed(error), connections: waiting.length }, 'connections not saved');
      hourly.clear(); // what was undone is no row to add to
      return;
    }
    const saved = waiting.length + running.length;
    const isNews = isTold || waiting.length > 0;
    waiting = [];
    shownRunning = new Set(running.map(({ id }) => id));
    if (isNews) changes.publish({ topic: 'connections', clientId: null, id: null });
    onSaved(saved);
  }

  function keep(connection: Connection): void {
    const row = asRow(connection);
    if (!isRoutine(connection.kind) && connection.outcome !== 'blocked') return store.put(row);
    if (row.startedAt.slice(0, 13) !== hour || hourly.size > HOURLY_MAX) {
      hour = row.startedAt.slice(0, 13);
      hourly.clear();
    }
    const { kind, scheme, host, port, address, chatbotId, modelId, outcome, detail } = row;
    const same = JSON.stringify([kind, scheme, host, port, address, chatbotId, modelId, outcome, detail]);
    const first = hourly.get(same);
    if (first !== undefined && store.add(first, row)) {
      if (shownRunning.has(row.id)) store.remove([row.id]);
      return;
    }
    hourly.set(same, row.id);
    store.put(row);
  }

  ledger.onNews(later);

  return {
    save: () => save(),
    close(): void {
      if (timer !== null) clearTimeout(timer);
      closed = true;
      save();
    },
  };
}

function asRow(connection: Connection): ConnectionRow {
  return { ...connection, count: 1, lastAt: connection.startedAt };
}
