import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { createCircuitBreakers } from '#main/ai/circuit-breaker.ts';
import type { ChatModel, ModelFiles } from '#main/ai/ports.ts';
import { healthCheck } from '#main/features/health-check.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { thisMachine } from '#main/ai/machine-fit.ts';
import { createModelCatalogue } from './catalogue.ts';
import { createModelDownloads, DOWNLOAD_JOB, type DownloadConnections } from './downloads.ts';
import { createConsentStore } from './consent-store.ts';
import { createConsents } from './consents.ts';
import { createComparingConsents } from './comparing-consents.ts';
import { createFileImports, IMPORT_JOB, type FileConnections } from './imports.ts';
import { createIncludedModel, INCLUDE_JOB } from './included.ts';
import { createInsideModels } from './inside-models.ts';
import { createMeasuring, MEASURE_JOB } from './measuring.ts';
import { createModelPlaces } from './model-places.ts';
import { createOllamaArrivals } from './ollama-arrivals.ts';
import { createOutgoingFiles } from './outgoing-files.ts';
import { createModelPulls, PULL_JOB, type LibraryConnections } from './pulls.ts';
import { createRefusals } from './refusals.ts';
import { createModelRoutes } from './routes.ts';
import { createModelServers, type ServerConnections } from './servers.ts';
import { createServerStates, createTelling } from './server-states.ts';
import { createModelService, type ModelConnections } from './service.ts';
import type { SpendingBounds } from './spending-bounds.ts';
import { createModelStore } from './store.ts';

const DAILY_JOB = jobKind('models.daily', z.object({}), {
  called: { fr: 'Adresses des modèles', en: 'Addresses of models' },
});

type Needs = {
  connect: ModelConnections & ServerConnections & LibraryConnections & DownloadConnections & FileConnections;
  modelFiles: ModelFiles;
  /** The one that is always there. */
  embedded: ChatModel;
  /** What models outside may cost that write nothing. */
  spending: () => SpendingBounds;
  /** The client of what is no client's in particular. */
  usualClient: () => string | null;
  /** Whether search compares by a model now, or keeps what it made. */
  isSearched: (modelId: string) => boolean;
};

export function createModels(
  house: House,
  { connect, modelFiles, embedded, spending, usualClient, isSearched }: Needs,
) {
  const store = createModelStore(house.database);
  const consentStore = createConsentStore(house.database);
  const serversChanged = createTelling(house.changes);
  const places = createModelPlaces({
    leadsTo: house.outbound.leadsTo,
    onChange: host => service.placeChanged(host),
    log: house.log,
  });
  const refusals = createRefusals({ ledger: house.outbound.ledger, places });
  const embeddingConsents = createComparingConsents({ ...house, store: consentStore, places, refusals });
  const service = createModelService({
    ...house,
    store,
    places,
    refusals,
    consents: embeddingConsents,
    spending,
    usualClient,
    isSearched,
    connect,
    embedded,
    onUse: serversChanged,
  });
  const breakers = createCircuitBreakers({ now: () => performance.now(), onChange: serversChanged });
  const states = createServerStates({ ...house, store, workOf: service.serverUse, breakers });
  const { chain } = service;
  const consents = createConsents({ ...house, store: consentStore, models: store, places, chain });
  const servers = createModelServers({ models: service, connect });
  const measuring = createMeasuring({ ...house, models: service });
  const inside = createInsideModels({
    ...house,
    models: service,
    files: modelFiles,
    measure: measuring.soon,
  });
  const isOffline = () => house.settings.get().offline;
  const included = createIncludedModel({ ...house, inside });
  const machine = () => thisMachine(house.storage.roomBytes());
  const catalogue = createModelCatalogue({ ...house, files: modelFiles, machine, isOffline });
  const arrivals = createOllamaArrivals({ models: service, servers, connect, test: measuring.now });
  const pulls = createModelPulls({
    ...house,
    ...house.outbound,
    models: service,
    arrivals,
    connect,
    isOffline,
  });
  const outgoing = createOutgoingFiles({ ...house, folder: join(house.dataFolder, 'models', 'outgoing') });
  const imports = createFileImports({
    ...house,
    ...house.outbound,
    arrivals,
    servers,
    connect,
    files: outgoing,
    isOffline,
  });
  const downloads = createModelDownloads({
    ...house,
    ...house.outbound,
    catalogue,
    files: modelFiles,
    inside,
    connect,
    test: measuring.now,
    machine,
    isOffline,
  });
  return part({
    routes: {
      models: createModelRoutes({
        models: service,
        measuring,
        servers,
        pulls,
        downloads,
        imports,
        inside,
        catalogue,
        machine,
        states,
        isOffline,
      }),
    },
    // One after the other: two would halve the speed of each.
    jobs: [
      jobWork(
        DAILY_JOB,
        {
          concurrency: 1,
          leavesNoTrace: true,
          async run() {
            await service.lookEverywhere();
            service.compareAgain();
          },
        },
        {
          name: 'models.daily',
          about: {
            fr: 'Regarde de nouveau où mènent les adresses des modèles, et reprend la recherche par le sens arrêtée par le plafond de dépense.',
            en: 'Looks again where the addresses of models lead, and goes on with search by meaning that the spending cap had stopped.',
          },
          when: { dailyAt: '00:10' },
          missed: 'once',
          isWanted: () => service.list().some(({ provider }) => provider !== 'inside'),
          request: () => ({ payload: {} }),
        },
      ),
      jobWork(INCLUDE_JOB, { concurrency: 1, run: included.run }),
      jobWork(MEASURE_JOB, { concurrency: 1, leavesNoTrace: true, run: measuring.run }),
      jobWork(PULL_JOB, { concurrency: 1, run: pulls.run }),
      jobWork(IMPORT_JOB, { concurrency: 1, run: imports.run }),
      jobWork(DOWNLOAD_JOB, {
        concurrency: 1,
        run: downloads.run,
        onDismissed: ({ payload }) => downloads.dismissed(payload),
      }),
    ],
    checks: [
      healthCheck('models', words => {
        const configured = service.list();
        return configured.length === 0
          ? { state: 'warning', detail: words.none }
          : { state: 'ok', detail: configured.map(({ name }) => name).join(', ') };
      }),
      healthCheck('modelFiles', words => {
        const { kept, unused, missing, damaged } = inside.look();
        const wrong = [
          ...missing.map(({ name }) => `${words.missing} ${name}`),
          ...damaged.map(({ name }) => `${words.damaged} ${name}`),
        ];
        if (wrong.length > 0) return { state: 'warning', detail: wrong.join('; ') };
        const all = kept.map(({ name }) => name).join(', ') || words.none;
        const idle = unused.map(({ name }) => name).join(', ');
        return { state: 'ok', detail: idle === '' ? all : `${all}; ${words.unused} ${idle}` };
      }),
      healthCheck('servers', async (words, { signal }) => {
        const found = await servers.detect(signal);
        const named = found.map(({ label, models, isOpen, hole }) =>
          [
            `${label} (${models.length})`,
            isOpen ? words.open : null,
            hole === null ? null : `${words.old} (${hole.name})`,
          ]
            .filter(Boolean)
            .join(', '),
        );
        const isWell = found.every(({ isOpen, hole }) => !isOpen && hole === null);
        return { state: isWell ? 'ok' : 'warning', detail: named.join('; ') || words.none };
      }),
    ],
    sweep: {
      what: 'model files',
      remove: async () => (await modelFiles.clean(downloads.wanted())) + (await imports.clean()),
    },
    resume() {
      consents.carryOver();
      included.begin();
      places.lookSoon(store.list());
    },
    close: places.close,
    service,
    consents,
    breakers,
  });
}
