import { performance } from 'node:perf_hooks';
import { createRouterClient } from '@orpc/server';
import { megabytes } from '#shared/contract/reading-limits.ts';
import { createIdempotency } from '#main/features/access/idempotency.ts';
import { createIdempotentStore } from '#main/features/access/idempotent-store.ts';
import type { IncomingFiles } from '#main/platform/incoming-files.ts';
import { routesOf } from '#main/features/part.ts';
import { asRefusal } from '#main/platform/storage/index.ts';
import { openAdapters } from './adapters.ts';
import { createCallers } from './callers.ts';
import { createClosing } from './closing.ts';
import { createFileDoor } from './file-door.ts';
import { openHouse } from './house.ts';
import { incomingFolderIn, sweepIncoming } from './incoming-folder.ts';
import { createParts } from './parts.ts';
import type { App, AppOptions } from './ports.ts';
import { createRouter } from './router.ts';
import { startParts } from './starting.ts';
import { createVisitorDoor } from './visitor-door.ts';

/**
 * Opens the core on a data folder and starts its work. The caller holds the folder's instance lock. Throws what
 * `openHouse` throws; what was opened before is closed again.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const startedAt = performance.now();
  const closing = createClosing();
  try {
    const opened = await openHouse(options);
    closing.add(opened.close);
    const { house } = opened;
    const { dataFolder, version, mode, database, conditions, storage, log } = house;
    const adapters = openAdapters(house);
    closing.add(adapters.close);
    const parts = await createParts(house, adapters, opened.vault);
    for (const part of parts.all) if ('close' in part) closing.add(part.close);
    closing.add(house.jobs.close);
    closing.add(house.delivery.close);
    const { accounts, network, storageCare, system } = parts;

    opened.onError(storageCare.report);
    const callers = createCallers(parts);
    const router = createRouter(
      {
        renew: callers.renew,
        clientExists: parts.clients.service.exists,
        clientsWith: parts.modules.service.clientsWith,
        idempotency: createIdempotency({ store: createIdempotentStore(database), clock: house.clock }),
        storage,
        report: storageCare.report,
      },
      routesOf(parts.all),
    );
    if (storage.mayChange()) await sweepIncoming(dataFolder);
    await startParts(house, parts.all);
    log.info({ mode, version, ms: Math.round(performance.now() - startedAt) }, 'started');

    return {
      router,
      log,
      dataFolder,
      incomingFolder: incomingFolderIn(dataFolder),
      storage,
      authenticate: callers.authenticate,
      localPrincipal: accounts.localPrincipal,
      windowPrincipal: accounts.windowPrincipal,
      windowLock: accounts.windowLock,
      setUpToken: accounts.setUpToken,
      files: createFileDoor(router, {
        storage,
        maxFileBytes: () => megabytes(house.settings.get().reading.fileMegabytes),
      }),
      visitors: createVisitorDoor(parts),
      network: network.service,
      webInterface: network.webInterface,
      health: () => ({
        ok: database.$client.prepare('select 1').get() !== undefined,
        storage: storage.state(),
        version,
        uptimeSeconds: Math.round((performance.now() - startedAt) / 1000),
        conditions: conditions.list().map(({ kind }) => kind),
      }),
      client: context =>
        createRouterClient(router, {
          context: (call: { files?: IncomingFiles }) => ({ ...context, ...call }),
        }),
      setAddress: system.setAddress,
      onShutDownRequested: system.onShutDownRequested,
      onFolderUsable: opened.onFolderUsable,
      close: closing.close,
    };
  } catch (error) {
    await closing.close();
    throw asRefusal(error);
  }
}
