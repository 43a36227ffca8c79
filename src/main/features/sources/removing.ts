import { z } from 'zod';
import { allClients, wholeClients } from '#main/db/client-scope.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler } from '#main/platform/jobs/ports.ts';
import type { ItemStore } from './item-store.ts';
import type { SourceStore } from './store.ts';

export const REMOVE_JOB = jobKind('source.remove', z.object({ sourceId: z.string() }), {
  called: { fr: 'Retrait de « {{name}} »', en: 'Removal of “{{name}}”' },
});

type Dependencies = {
  store: SourceStore;
  items: ItemStore;
  documents: Pick<DocumentService, 'items' | 'remove'>;
  changes: Changes;
};

/** Removes a source with its documents, one by one: after a kill it goes on with those that are left. */
export function createRemoving(dependencies: Dependencies): JobHandler<PayloadOf<typeof REMOVE_JOB>> {
  const { store, items, documents, changes } = dependencies;
  return {
    concurrency: 1,
    mustEnd: true,
    async run({ payload, signal, progress }) {
      const source = store.get(allClients, payload.sourceId);
      if (source === null) return;
      const having = items.withDocument(source.id);
      for (const [index, { documentId }] of having.entries()) {
        signal.throwIfAborted();
        const row = documents.items.current(source.clientId, documentId);
        if (row !== null) await documents.remove(wholeClients([source.clientId]), row.id);
        progress(index / having.length);
      }
      store.remove(source.id);
      changes.publish({ topic: 'sources', clientId: source.clientId, id: source.id });
    },
  };
}
