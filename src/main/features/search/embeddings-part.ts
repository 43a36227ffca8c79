import { documentEvents } from '#main/features/documents/index.ts';
import { healthCheck } from '#main/features/health-check.ts';
import type { House } from '#main/features/house.ts';
import { allClients } from '#main/db/client-scope.ts';
import { modelEvents } from '#main/features/models/index.ts';
import { part } from '#main/features/part.ts';
import type { VectorIndex } from '#main/index/ports.ts';
import { eventWork } from '#main/platform/events/index.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { BESIDE_JOB, createBesideIndex, modelBeside } from './beside-index.ts';
import type { ConfiguredEmbedder } from './configured-embedder.ts';
import { createEmbeddingIndex } from './embedding-index.ts';
import { createProbeStore } from './fingerprints-store.ts';
import { createFingerprints } from './fingerprints.ts';
import { createIndexChange, type SearchModels } from './index-change.ts';
import { createIndexChangeRoutes } from './index-change-routes.ts';
import { createIndexCost, createIndexView } from './index-change-view.ts';
import { createIndexChangeStore, type IndexInUse } from './index-changes-store.ts';
import { createIndexFiles } from './index-files.ts';
import { indexNotifications } from './notifications.ts';
import { createPassageEmbedding } from './passage-embedding.ts';
import type { SearchStore } from './store.ts';

type Needs = {
  store: SearchStore;
  vectors: VectorIndex;
  models: SearchModels & {
    /** The one that questions are compared with: null too where it may cost no more. */
    forQuestions: (modelId: string) => ConfiguredEmbedder | null;
    /** Of 1,000 tokens; null where its settings have none. */
    priceOf: (modelId: string) => number | null;
  };
  clientIds: () => string[];
};

/** The vectors of the passages, as the chosen model makes them, and a change of that model. */
export function createEmbeddings(house: House, { store, vectors, models, clientIds }: Needs) {
  const changeStore = createIndexChangeStore(house.database);
  const fingerprints = createFingerprints(createProbeStore(house.database));
  const embedding = createPassageEmbedding(store, fingerprints);
  const files = createIndexFiles(store, vectors, house.log);
  const index = createEmbeddingIndex({
    ...house,
    store,
    vectors,
    fingerprints,
    embedding,
    files,
    searchingEmbedder: clientId => change.searchingEmbedder(clientId),
    embedderOf: models.forQuestions,
  });
  const asked = { ...models, dimensionOf: index.dimensionOf };
  const costs = createIndexCost({ store, changeStore, models: asked, roomBytes: house.storage.roomBytes });
  const change = createIndexChange({
    ...house,
    store,
    changeStore,
    models,
    index,
    beside: () => beside,
    clientIds,
    bytesFor: costs.bytesFor,
  });
  const beside = createBesideIndex({
    ...house,
    store,
    changeStore,
    vectors,
    embedding,
    files,
    index,
    embedderFor: models.embedder,
    onComplete: change.completed,
    onEnd: change.stopped,
  });
  const look = createIndexView({ store, changeStore, models: asked, costs, change, beside });
  return part({
    routes: { searchIndexes: createIndexChangeRoutes({ change, costs, look }) },
    jobs: [...index.work, jobWork(BESIDE_JOB, beside.handler)],
    on: [
      eventWork({
        name: 'search.embedder',
        called: { fr: 'Index de recherche', en: 'Search index' },
        to: [modelEvents.MODEL_CHANGED],
        from: 'now',
        handle({ payload }) {
          if (payload.purpose === 'embedding') change.modelsChanged();
        },
      }),
      eventWork({
        name: 'search.embed',
        called: { fr: 'Index de recherche', en: 'Search index' },
        to: [documentEvents.DOCUMENT_READY, documentEvents.DOCUMENT_MENDED],
        from: 'now',
        handle({ clientId }) {
          if (clientId === null) return;
          index.refresh(clientId);
          beside.refresh();
        },
      }),
    ],
    notifications: indexNotifications(modelId => models.embedder(modelId)?.name ?? null),
    checks: [
      healthCheck('meaning', async words => {
        const found = await Promise.all(clientIds().map(index.look));
        if (found.includes('rebuilding'))
          return { state: 'warning', detail: words.rebuilding, mending: true };
        return { state: 'ok', detail: found.includes('whole') ? words.whole : words.off };
      }),
    ],
    resume: change.modelsChanged,
    index,
    /** Null while the model is not changed, or the index beside is not complete. */
    indexesNow(): IndexInUse | null {
      const row = changeStore.current();
      if (row === null || row.state === 'building') return null;
      return { changeId: row.id, answering: change.modelInUse(), beside: modelBeside(row) };
    },
    isSearched: (modelId: string) => changeStore.isSearched(allClients, modelId),
  });
}
