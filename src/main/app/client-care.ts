import { performance } from 'node:perf_hooks';
import type { Journal } from '#main/db/audit/journal.ts';
import { allClients } from '#main/db/client-scope.ts';
import { compactDatabase } from '#main/db/compact.ts';
import { openReadSnapshot, type Database } from '#main/db/connection.ts';
import { removeQuarantine } from '#main/db/restore.ts';
import { listSnapshots, removeOldSnapshots } from '#main/db/snapshots.ts';
import type { ClientService, ClientStore } from '#main/features/clients/index.ts';
import type { LiveAnswers } from '#main/features/conversations/index.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import {
  createExportFolder,
  createExportJob,
  createExportRoutes,
  createExportService,
  createExportStore,
  EXPORT_JOB,
} from '#main/features/exports/index.ts';
import {
  createClientRows,
  createEraseClientJob,
  createErasePersonJob,
  createErasureStore,
  createPersonRows,
  createPrivacyRoutes,
  createPrivacyService,
  createRetention,
  createRetentionStore,
  createTrustedClock,
  ERASE_CLIENT_JOB,
  ERASE_PERSON_JOB,
} from '#main/features/privacy/index.ts';
import type { createSettingsStore, StorageCare } from '#main/features/system/index.ts';
import type { KeywordIndexWriter, VectorIndex } from '#main/index/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { Scheduler } from '#main/platform/schedules/index.ts';

const CLOCK_SETTING = 'trusted-clock';

type Dependencies = {
  database: Database;
  dataFolder: string;
  version: string;
  clock: Clock;
  /** Never goes back, not even over a restart: what is over by it stays over. */
  lasting: Clock;
  log: Log;
  flushLog: () => Promise<void>;
  changes: Changes;
  settings: ReturnType<typeof createSettingsStore>;
  journal: Journal;
  jobs: Jobs;
  schedules: Pick<Scheduler, 'register'>;
  files: ContentStore;
  logos: ContentStore;
  visitorFiles: ContentStore;
  vectors: VectorIndex;
  keywordWriter: KeywordIndexWriter;
  clients: ClientService;
  clientStore: ClientStore;
  documents: DocumentService;
  live: LiveAnswers;
  storageCare: StorageCare;
};

/** What is done with all the data of one client or person: taken along, deleted when old, erased. */
export function createClientCare(dependencies: Dependencies) {
  const { database, dataFolder, version, clock, lasting, log, flushLog, changes, settings, journal } =
    dependencies;
  const {
    jobs,
    schedules,
    files,
    logos,
    visitorFiles,
    vectors,
    keywordWriter,
    clients,
    clientStore,
    documents,
    live,
    storageCare,
  } = dependencies;

  const exportStore = createExportStore(database);
  const folder = createExportFolder(dataFolder);
  const exports = createExportService({
    store: exportStore,
    folder,
    clients,
    jobs,
    journal,
    changes,
    clock: lasting,
  });
  jobs.register(
    EXPORT_JOB,
    createExportJob({
      store: exportStore,
      folder,
      openSnapshot: () => openReadSnapshot(dataFolder),
      files,
      logos,
      attachments: visitorFiles,
      foyerVersion: version,
      changes,
      clock: lasting,
    }),
  );

  const erasures = createErasureStore(database);
  const people = createPersonRows(database);
  const privacy = createPrivacyService({
    erasures,
    people,
    clients,
    shutClient: (id, at) =>
      void clientStore.update(allClients, id, { archivedAt: at, active: false, updatedAt: at }),
    jobs,
    /** What was erased may still be in a copy made before an upgrade; daily ones are made anew. */
    listSnapshots: async () => (await listSnapshots(dataFolder)).filter(({ kind }) => kind === 'upgrade'),
    changes,
    clock,
  });
  const shared = {
    erasures,
    dataFolder,
    stopAnswers: live.stopAll,
    flushLog,
    async compact() {
      await compactDatabase(database, dataFolder);
      await storageCare.forget();
    },
    finish: privacy.finish,
    journal,
    changes,
  };
  const rows = createClientRows(database, keywordWriter);
  jobs.register(
    ERASE_CLIENT_JOB,
    createEraseClientJob({
      ...shared,
      rows,
      stores: [files, logos, visitorFiles],
      vectors,
      jobs,
      removeExports: exports.removeOfClient,
    }),
  );
  jobs.register(
    ERASE_PERSON_JOB,
    createErasePersonJob({
      ...shared,
      rows: people,
      cancelJob: jobs.cancel,
      removeExports: exports.removeEvery,
    }),
  );

  const retentionStore = createRetentionStore(database);
  createRetention({
    store: retentionStore,
    clients: {
      list: () => clients.list(allClients, { archived: 'with' }),
      find: id => clientStore.get(allClients, id),
    },
    trustedClock: createTrustedClock({
      clock,
      monotonic: () => performance.now(),
      load: () => settings.stored(CLOCK_SETTING),
      save: state => settings.store(CLOCK_SETTING, state),
      newestRecord: retentionStore.newestRecord,
    }),
    clock,
    jobs,
    removeDocument: documents.remove,
    onRemoved: storageCare.outdate,
    onConversationsRemoved: clientId => changes.publish({ topic: 'conversations', clientId, id: null }),
    async removeExpired(now) {
      await exports.removeExpired(now);
      const removed = await removeOldSnapshots(dataFolder, now);
      if (removed > 0) log.info({ removed }, 'old copies of the database removed');
      removeQuarantine(dataFolder, now);
    },
    dataFolder,
    flushLog,
    journal,
    schedules,
    log,
  });

  return {
    exports,
    routes: { exports: createExportRoutes(exports), privacy: createPrivacyRoutes(privacy) },
    /** Goes on with what an earlier process left. */
    async resume(): Promise<void> {
      await exports.clean();
      privacy.resumeUnfinished();
    },
  };
}
