import { allClients } from '#main/db/client-scope.ts';
import type { Kinds } from './kind-list.ts';
import type { Requesting } from './requesting.ts';
import type { SourceRow, SourceStore } from './store.ts';

type Dependencies = { store: SourceStore; kinds: Kinds; requesting: Requesting };

/** What tells by itself that something of a source may have changed; as long as this process serves the office. */
export function createWatchers({ store, kinds, requesting }: Dependencies) {
  const watched = new Map<string, AbortController>();
  let started = false;

  function end(id: string): void {
    watched.get(id)?.abort();
    watched.delete(id);
  }

  function changed(id: string): void {
    const source = store.get(allClients, id);
    if (source === null || source.paused || source.state === 'removing') return end(id);
    requesting.request(source, { dry: false });
  }

  /** Watches what is to be watched, and nothing twice. */
  function watch(source: SourceRow): void {
    const kind = kinds.of(source.kind);
    if (!started || kind?.watch === undefined || watched.has(source.id) || source.approvedAt === null) return;
    const abort = new AbortController();
    watched.set(source.id, abort);
    kind.watch(source.settings, () => changed(source.id), abort.signal);
  }

  /** Its settings are others, or it may be watched from now on, or no more. */
  function again({ id }: SourceRow): void {
    end(id);
    const source = store.get(allClients, id);
    if (source !== null && !source.paused && source.state !== 'removing') watch(source);
  }

  return {
    start(): void {
      started = true;
      for (const source of store.followed()) watch(source);
    },
    again,
    /**
     * After a look that went well. What watched a drive that was gone meanwhile is dead; any other goes on, since what
     * it noticed during the look is still to be told.
     */
    lookedAt(before: SourceRow): void {
      if (before.failure !== null || !watched.has(before.id)) again(before);
    },
    close(): void {
      for (const id of watched.keys()) end(id);
    },
  };
}
