import { performance } from 'node:perf_hooks';
import { allClients } from '#main/db/client-scope.ts';
import { compactDatabase } from '#main/db/compact.ts';
import { removeQuarantine } from '#main/db/restore.ts';
import { listSnapshots, removeOldSnapshots } from '#main/db/snapshots.ts';
import type { ClientService, ClientStore } from '#main/features/clients/index.ts';
import type { LiveAnswers } from '#main/features/conversations/index.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import type { Exports } from '#main/features/exports/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import type { StorageCare } from '#main/features/system/index.ts';
import type { KeywordIndexWriter, VectorIndex } from '#main/index/ports.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { createClientRows } from './client-rows.ts';
import { createEraseClientJob, ERASE_CLIENT_JOB } from './erase-client.ts';
import { createErasePersonJob } from './erase-person.ts';
import { createErasureStore } from './erasure-store.ts';
import { createPersonRows, ERASE_PERSON_JOB } from './person-rows.ts';
import { createRetention } from './retention.ts';
import { createRetentionStore } from './retention-store.ts';
import { createPrivacyRoutes } from './routes.ts';
import { createPrivacyService } from './service.ts';
import { createTrustedClock } from './trusted-clock.ts';

const CLOCK_SETTING = 'trusted-clock';

type Needs = {
  clients: ClientService;
  clientStore: ClientStore;
  documents: DocumentService;
  exports: Exports;
  live: LiveAnswers;
  storageCare: StorageCare;
  keywordWriter: KeywordIndexWriter;
  vectors: VectorIndex;
  /** Every store that has files of clients. */
  stores: readonly ContentStore[];
};

/** What is deleted: all of a client or a person when that is asked for, and what is older than a client keeps. */
export function createPrivacy(house: House, needs: Needs) {
  const { database, tables, dataFolder, settings, jobs, clock, log } = house;
  const { clients, clientStore, documents, exports, live, storageCare, vectors, stores } = needs;
  const erasures = createErasureStore(database);
  const people = createPersonRows(database, tables);
  const service = createPrivacyService({
    ...house,
    erasures,
    people,
    clients,
    shutClient: (id, at) =>
      void clientStore.update(allClients, id, { archivedAt: at, active: false, updatedAt: at }),
    /** What was erased may still be in a copy made before an upgrade; daily ones are made anew. */
    listSnapshots: async () => (await listSnapshots(dataFolder)).filter(({ kind }) => kind === 'upgrade'),
  });
  const erasing = {
    ...house,
    erasures,
    stopAnswers: live.stopAll,
    async compact() {
      await compactDatabase(database, dataFolder);
      await storageCare.forget();
    },
    finish: service.finish,
  };
  const retentionStore = createRetentionStore(database, tables);
  const retention = createRetention({
    ...house,
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
    removers: { documents: documents.remove },
    async removeExpired(now) {
      await exports.removeExpired(now);
      const removed = await removeOldSnapshots(dataFolder, now);
      if (removed > 0) log.info({ removed }, 'old copies of the database removed');
      removeQuarantine(dataFolder, now);
    },
  });
  return part({
    routes: { privacy: createPrivacyRoutes(service) },
    jobs: [
      jobWork(
        ERASE_CLIENT_JOB,
        createEraseClientJob({
          ...erasing,
          rows: createClientRows(database, tables, needs.keywordWriter, house.events),
          stores,
          vectors,
          removeExports: exports.removeOfClient,
        }),
      ),
      jobWork(
        ERASE_PERSON_JOB,
        createErasePersonJob({
          ...erasing,
          rows: people,
          cancelJob: jobs.cancel,
          removeExports: exports.removeEvery,
        }),
      ),
      ...retention.jobs,
    ],
    resume: service.resumeUnfinished,
  });
}
