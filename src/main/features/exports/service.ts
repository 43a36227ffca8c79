import type { ClientExport } from '#shared/contract/exports.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Journal } from '#main/db/audit/journal.ts';
import {
  allClients,
  narrowScope,
  scopeHolds,
  wholeClients,
  type ClientScope,
} from '#main/db/client-scope.ts';
import { userIdOf, type Principal } from '#main/features/access/principal.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import { newId } from '#main/platform/new-id.ts';
import type { ExportFolder } from './export-folder.ts';
import { EXPORT_JOB, EXPORT_KEPT_DAYS } from './export-job.ts';
import type { ExportRow, ExportStore } from './store.ts';

const DAY_MS = 86_400_000;

type Dependencies = {
  store: ExportStore;
  folder: ExportFolder;
  clients: Pick<ClientService, 'get'>;
  jobs: Jobs;
  journal: Pick<Journal, 'record'>;
  changes: Changes;
  clock: Clock;
};

type Caller = { scope: ClientScope; principal: Principal };

export type ExportService = ReturnType<typeof createExportService>;

export function createExportService(dependencies: Dependencies) {
  const { store, folder, clients, jobs, journal, changes, clock } = dependencies;
  const keyOf = (exportId: string) => `${EXPORT_JOB.type}:${exportId}`;

  /** Only those who reach the whole client. */
  function clientOf(scope: ClientScope, clientId: string) {
    if (!scopeHolds(scope, clientId)) throw new FoyerError('resource.not_found', `No client ${clientId}`);
    return clients.get(scope, clientId);
  }

  function rowOf(scope: ClientScope, clientId: string, id: string): ExportRow {
    const row = store.get(narrowScope(scope, clientId), id);
    if (!row || isOver(row)) throw new FoyerError('resource.not_found', `No export ${id}`);
    return row;
  }

  const isOver = (row: ExportRow) => row.state !== 'making' && row.expiresAt <= clock.now().toISOString();

  function describe(row: ExportRow): ClientExport {
    const { id, clientId, state, fileName, size, sha256, createdAt, expiresAt } = row;
    const job = state === 'ready' ? null : jobs.latest(EXPORT_JOB, { exportId: id });
    return {
      id,
      clientId,
      state,
      fileName,
      progress: state === 'ready' ? 1 : (job?.progress ?? 0),
      failure: state === 'failed' ? (job?.failure ?? 'internal.unexpected') : null,
      size,
      sha256,
      createdAt,
      expiresAt,
    };
  }

  const clean = (): Promise<void> => folder.clean(id => store.get(allClients, id) !== null);

  async function removeAll(rows: readonly Pick<ExportRow, 'id'>[]): Promise<void> {
    for (const { id } of rows) {
      jobs.cancelByKey(keyOf(id));
      store.remove(id);
      await folder.remove(id);
    }
  }

  return {
    /** Throws `resource.not_found`, `client.erasing`. */
    start({ scope, principal }: Caller, clientId: string): ClientExport {
      const client = clientOf(scope, clientId);
      if (client.erasing) throw new FoyerError('client.erasing', `Client ${clientId} is being erased`);
      const making = store.making(wholeClients([client.id]));
      if (making) return describe(making);
      const now = clock.now();
      const id = newId();
      const fileName = `${client.name} - ${now.toISOString().slice(0, 10)}.zip`;
      store.atOnce(() => {
        store.insert({
          id,
          clientId: client.id,
          state: 'making',
          fileName,
          createdBy: userIdOf(principal),
          createdAt: now.toISOString(),
          expiresAt: new Date(now.getTime() + EXPORT_KEPT_DAYS * DAY_MS).toISOString(),
        });
        jobs.enqueue(EXPORT_JOB, {
          label: fileName,
          clientId,
          payload: { exportId: id },
          idempotencyKey: keyOf(id),
          maxAttempts: 1, // a full disk is told at once; trying again is the person's choice
        });
      });
      changes.publish({ topic: 'clients', clientId, id });
      return describe(rowOf(scope, clientId, id));
    },

    list(scope: ClientScope, clientId: string): ClientExport[] {
      clientOf(scope, clientId);
      return store
        .list(narrowScope(scope, clientId))
        .filter(row => !isOver(row))
        .map(describe);
    },

    get: (scope: ClientScope, clientId: string, id: string): ClientExport =>
      describe(rowOf(scope, clientId, id)),

    async remove(scope: ClientScope, clientId: string, id: string): Promise<void> {
      await removeAll([rowOf(scope, clientId, id)]);
      changes.publish({ topic: 'clients', clientId, id });
    },

    /** The archive, for download. Throws `resource.not_found` until it is ready and once its time is over. */
    file(scope: ClientScope, clientId: string, id: string) {
      const { state, size, fileName } = rowOf(scope, clientId, id);
      if (state !== 'ready') throw new FoyerError('resource.not_found', `Export ${id} is not ready`);
      const { name } = clients.get(scope, clientId);
      journal.record({ action: 'client_exports.downloaded', targetId: id, targetLabel: name, clientId });
      return { path: folder.path(id), fileName, mediaType: 'application/zip', size: size ?? 0 };
    },

    /** Removes archives whose time was over at that instant. */
    removeExpired: (instant: Date): Promise<void> => removeAll(store.expiredBefore(instant.toISOString())),

    /** Removes every archive of a client, before or after its rows are gone. */
    async removeOfClient(clientId: string): Promise<void> {
      await removeAll(store.list(wholeClients([clientId])));
      await clean();
    },

    /** Removes every archive of every client. @returns how many. */
    async removeEvery(): Promise<number> {
      const rows = store.list(allClients);
      await removeAll(rows);
      changes.publish({ topic: 'clients', clientId: null, id: null });
      return rows.length;
    },

    /** Removes files of exports that are no more. Call before the jobs start. */
    clean,
  };
}
