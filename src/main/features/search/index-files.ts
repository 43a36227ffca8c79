import { wholeClients } from '#main/db/client-scope.ts';
import type { VectorIndex } from '#main/index/ports.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { Log } from '#main/platform/log.ts';
import type { SearchStore } from './store.ts';
import { measureBackground, type Background } from './vector-relevance.ts';

const REBUILD_BATCH = 2_000;
const BACKGROUND_SAMPLE = 120;

export type IndexFiles = ReturnType<typeof createIndexFiles>;

/** The files that are searched, made from the stored vectors. */
export function createIndexFiles(store: SearchStore, vectors: VectorIndex, log: Pick<Log, 'warn'>) {
  return {
    /** Makes them when they are missing, damaged or incomplete. Those of another fingerprint answer meanwhile. */
    async ensure(clientId: HeldId, fingerprint: string, signal: AbortSignal): Promise<void> {
      const scope = wholeClients([clientId]);
      const state = await vectors.state(clientId, fingerprint);
      const expected = store.vectorCount(scope, fingerprint);
      if (state === 'ready' && (await vectors.count(clientId, fingerprint)) === expected) {
        await vectors.optimise(clientId, fingerprint);
        return;
      }
      log.warn({ clientId, state }, 'vector index made from the database');
      await vectors.drop(clientId, fingerprint);
      let after = 0;
      for (;;) {
        signal.throwIfAborted();
        const rows = store.vectors(scope, fingerprint, after, REBUILD_BATCH);
        const last = rows.at(-1);
        if (!last) break;
        await vectors.upsert(clientId, fingerprint, rows);
        after = last.chunkId;
      }
      await vectors.optimise(clientId, fingerprint);
    },
    /** How similar unrelated passages are under the fingerprint. */
    background: (clientId: HeldId, fingerprint: string): Background =>
      measureBackground(store.vectors(wholeClients([clientId]), fingerprint, 0, BACKGROUND_SAMPLE)),
  };
}
