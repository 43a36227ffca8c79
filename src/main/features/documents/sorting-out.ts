import { z } from 'zod';
import { isFoyerError } from '#shared/errors.ts';
import type { Extraction } from '#main/ingest/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, Jobs } from '#main/platform/jobs/ports.ts';
import type { SettingsStore } from '#main/features/system/index.ts';
import type { Readers } from './outdated.ts';
import type { DocumentStore } from './store.ts';

export const SORT_OUT_JOB = jobKind('document.sort_out', z.object({}), {
  called: { fr: 'Recherche d’images dans les documents', en: 'Search for pictures in documents' },
});

/** The version of the readers for which it was done. */
const DONE_SETTING = 'documents.sorted_out';

type Dependencies = {
  store: Pick<DocumentStore, 'readBefore' | 'update'>;
  settings: Pick<SettingsStore, 'store' | 'stored'>;
  files: Pick<ContentStore, 'pathOf'>;
  extraction: Pick<Extraction, 'showsPictures'>;
  readers: Readers;
  jobs: Pick<Jobs, 'enqueue'>;
  changes: Pick<Changes, 'publish'>;
};

/** What is read better for its pictures alone is not offered to be read again where it has none. */
export function createSortingOut({
  store,
  settings,
  files,
  extraction,
  readers,
  jobs,
  changes,
}: Dependencies) {
  const handler: JobHandler<PayloadOf<typeof SORT_OUT_JOB>> = {
    concurrency: 1,
    leavesNoTrace: true,
    async run({ signal }) {
      for (const { id, clientId, contentHash } of store.readBefore(readers)) {
        signal.throwIfAborted();
        try {
          const shows = await extraction.showsPictures({ path: files.pathOf(clientId, contentHash), signal });
          if (!shows) store.update(id, { readerVersion: readers.version });
        } catch (error) {
          // Its file is gone or cannot be opened: reading it says so.
          if (signal.aborted || !isFoyerError(error)) throw error;
        }
      }
      settings.store(DONE_SETTING, readers.version);
      changes.publish({ topic: 'documents', clientId: null, id: null });
    },
  };
  return {
    handler,
    resume(): void {
      if (settings.stored(DONE_SETTING) !== readers.version && store.readBefore(readers).length > 0)
        jobs.enqueue(SORT_OUT_JOB, { clientId: null, payload: {}, idempotencyKey: SORT_OUT_JOB.type });
    },
  };
}
