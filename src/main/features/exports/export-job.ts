import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { rename, rm } from 'node:fs/promises';
import type { Language } from '#shared/contract/vocabulary.ts';
import { allClients } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import type { TableRules } from '#main/db/rules/index.ts';
import { clients } from '#main/db/schema/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { isContentLost, requireContent } from '#main/platform/stored-content.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler } from '#main/platform/jobs/ports.ts';
import { archiveEntries } from './archive-entries.ts';
import { writeArchive } from './archive-file.ts';
import { createArchiveRecords } from './archive-records.ts';
import type { ExportFolder } from './export-folder.ts';
import type { ExportRow, ExportStore } from './store.ts';
import { createArchiveWriters } from './writers.ts';

export const EXPORT_JOB = jobKind('client.export', z.object({ exportId: z.string() }), {
  called: { fr: 'Archive\u00a0: {{name}}', en: 'Archive: {{name}}' },
});
export const EXPORT_KEPT_DAYS = 7;
const DAY_MS = 86_400_000;

type StoredFiles = Pick<ContentStore, 'pathOf'>;

type Dependencies = {
  tables: readonly TableRules[];
  store: ExportStore;
  folder: ExportFolder;
  /** The database as it is at that moment; the job closes it. */
  openSnapshot: () => Database;
  files: StoredFiles;
  logos: StoredFiles;
  /** Of visitors. */
  attachments: StoredFiles;
  foyerVersion: string;
  changes: Changes;
  clock: Clock;
};

/** Writes the archive under another name until it is whole; begins anew after a kill. */
export function createExportJob(dependencies: Dependencies): JobHandler<PayloadOf<typeof EXPORT_JOB>> {
  const { tables, store, folder, openSnapshot, files, logos, attachments, foyerVersion } = dependencies;
  const { changes, clock } = dependencies;

  const announce = (row: Pick<ExportRow, 'id' | 'clientId'>) =>
    changes.publish({ topic: 'clients', clientId: row.clientId, id: row.id });

  async function write(row: ExportRow, onProgress: (fraction: number) => void, signal: AbortSignal) {
    const database = openSnapshot();
    try {
      const { clientId } = row;
      const stored = (store: StoredFiles) => wholeFiles(store, clientId);
      const writers = createArchiveWriters(database);
      const entries = archiveEntries({
        tables,
        lists: createArchiveRecords(database, { tables, clientId, writers }),
        clientId,
        language: languageOf(database, clientId),
        foyerVersion,
        exportedAt: clock.now().toISOString(),
        pathOf: { files: stored(files), logos: stored(logos), attachments: stored(attachments) },
        onProgress,
      });
      return await writeArchive(folder.partial(row.id), entries, signal);
    } finally {
      database.$client.close();
    }
  }

  return {
    concurrency: 1,
    async run(job) {
      const row = store.get(allClients, job.payload.exportId);
      if (!row) return; // deleted meanwhile
      await folder.prepare();
      try {
        const written = await write(row, fraction => job.progress(fraction), job.signal);
        job.signal.throwIfAborted();
        await rename(folder.partial(row.id), folder.path(row.id));
        if (store.get(allClients, row.id) === null) await folder.remove(row.id); // deleted in the meantime
        store.update(row.id, {
          ...written,
          state: 'ready',
          expiresAt: new Date(clock.now().getTime() + EXPORT_KEPT_DAYS * DAY_MS).toISOString(),
        });
      } finally {
        await rm(folder.partial(row.id), { force: true });
        announce(row);
      }
    },
    onEnd({ payload }, end) {
      const row = store.get(allClients, payload.exportId);
      if (!row) return;
      if (end === 'cancelled') store.remove(row.id);
      else store.update(row.id, { state: 'failed' });
      announce(row);
    },
  };
}

function languageOf(database: Database, clientId: string): Language {
  const language = { language: clients.language };
  return database.select(language).from(clients).where(eq(clients.id, clientId)).get()?.language ?? 'fr';
}

/** Where the bytes of a hash are; null when they are gone or are others. Each file is read once to find that out. */
function wholeFiles(store: StoredFiles, clientId: string): (hash: string) => Promise<string | null> {
  const known = new Map<string, string | null>();
  return async contentHash => {
    const before = known.get(contentHash);
    if (before !== undefined) return before;
    const path = await requireContent(store, { clientId, contentHash, size: null }).catch(
      (error: unknown) => {
        if (isContentLost(error)) return null;
        throw error;
      },
    );
    known.set(contentHash, path);
    return path;
  };
}
