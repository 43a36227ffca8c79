import { documentEvents } from '#main/features/documents/index.ts';
import { healthCheck } from '#main/features/health-check.ts';
import type { House } from '#main/features/house.ts';
import { modelEvents } from '#main/features/models/index.ts';
import { part } from '#main/features/part.ts';
import type { VectorIndex } from '#main/index/ports.ts';
import { eventWork } from '#main/platform/events/index.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { createEmbeddingIndex, EMBED_JOB, type ConfiguredEmbedder } from './embedding-index.ts';
import type { SearchStore } from './store.ts';

type Needs = {
  store: SearchStore;
  vectors: VectorIndex;
  /** The embedding model chosen now, or null when there is none. */
  chosenEmbedder: () => ConfiguredEmbedder | null;
  embedderOf: (modelId: string) => ConfiguredEmbedder | null;
  clientIds: () => string[];
};

/** The vectors of the passages, as the chosen model makes them. */
export function createEmbeddings(house: House, { clientIds, ...needs }: Needs) {
  const index = createEmbeddingIndex({ ...house, ...needs });
  return part({
    jobs: [jobWork(EMBED_JOB, index.handler)],
    on: [
      eventWork({
        name: 'search.embedder',
        called: { fr: 'Index de recherche', en: 'Search index' },
        to: [modelEvents.MODEL_CHANGED],
        from: 'now',
        handle({ payload }) {
          if (payload.purpose === 'embedding') index.embedderChanged(clientIds());
        },
      }),
      eventWork({
        name: 'search.embed',
        called: { fr: 'Index de recherche', en: 'Search index' },
        to: [documentEvents.DOCUMENT_READY, documentEvents.DOCUMENT_MENDED],
        from: 'now',
        handle({ clientId }) {
          if (clientId !== null) index.refresh(clientId);
        },
      }),
    ],
    checks: [
      healthCheck('meaning', async words => {
        const found = await Promise.all(clientIds().map(index.look));
        if (found.includes('rebuilding'))
          return { state: 'warning', detail: words.rebuilding, mending: true };
        return { state: 'ok', detail: found.includes('whole') ? words.whole : words.off };
      }),
    ],
    resume: () => index.refreshAll(clientIds()),
    index,
  });
}
