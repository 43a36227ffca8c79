import { openReadSnapshot } from '#main/db/connection.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { createExportFolder } from './export-folder.ts';
import { createExportJob, EXPORT_JOB } from './export-job.ts';
import { createExportRoutes } from './routes.ts';
import { createExportService } from './service.ts';
import { createExportStore } from './store.ts';

type Needs = {
  clients: ClientService;
  files: ContentStore;
  logos: ContentStore;
  /** Of visitors. */
  attachments: ContentStore;
};

/** Archives of all that a client has. */
export function createExports(house: House, { clients, files, logos, attachments }: Needs) {
  const { database, tables, dataFolder, version, changes, lasting } = house;
  const store = createExportStore(database);
  const folder = createExportFolder(dataFolder);
  const service = createExportService({ ...house, store, folder, clients, clock: lasting });
  const writing = createExportJob({
    tables,
    store,
    folder,
    openSnapshot: () => openReadSnapshot(dataFolder),
    files,
    logos,
    attachments,
    foyerVersion: version,
    changes,
    clock: lasting,
  });
  return part({
    routes: { exports: createExportRoutes(service) },
    jobs: [jobWork(EXPORT_JOB, writing)],
    resume: service.clean,
    service,
  });
}

export type Exports = ReturnType<typeof createExports>['service'];
