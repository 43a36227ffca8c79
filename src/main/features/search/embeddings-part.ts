import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import type { VectorIndex } from '#main/index/ports.ts';
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
    resume: () => index.refreshAll(clientIds()),
    index,
  });
}
