import { FoyerError } from '#shared/errors.ts';
import type { ComparingConsents } from './comparing-consents.ts';
import type { createComparingModels, ConfiguredEmbedder } from './comparing-models.ts';
import type { Refusals } from './refusals.ts';
import type { ModelRow, ModelStore } from './store.ts';

type Needs = {
  store: Pick<ModelStore, 'get' | 'preferred'>;
  consents: Pick<ComparingConsents, 'mayLeave'>;
  refusals: Pick<Refusals, 'tell'>;
  comparing: ReturnType<typeof createComparingModels>;
  prefer: (row: ModelRow) => void;
};

/** The models that passages may be compared with, as search asks for them. */
export function createSearchModels({ store, consents, refusals, comparing, prefer }: Needs) {
  return {
    /** The embedding model that is chosen now, or null when there is none. */
    chosen: (): ConfiguredEmbedder | null => comparing.embedder(store.preferred('embedding')),
    /** Null unless it is an active embedding model that may be sent what it reads. */
    embedder: (modelId: string): ConfiguredEmbedder | null => comparing.embedder(store.get(modelId)),
    /** The one that questions are compared with: null too where it may cost no more. */
    forQuestions: (modelId: string): ConfiguredEmbedder | null => comparing.forQuestions(store.get(modelId)),
    priceOf: (modelId: string): number | null => store.get(modelId)?.inputPrice ?? null,
    /** Within the transaction of what goes with it. */
    choose(modelId: string): void {
      const row = store.get(modelId);
      if (row === null || !row.active || (row.isDefault && store.preferred('embedding')?.id === modelId))
        return;
      prefer(row);
    },
    /** Throws why it cannot compare passages. */
    require(modelId: string): void {
      const row = store.get(modelId);
      if (row === null) throw new FoyerError('resource.not_found', `No model ${modelId}`);
      if (row.purpose !== 'embedding')
        throw new FoyerError('model.not_embedding', `${row.name} does not compare by meaning`);
      if (!row.active) throw new FoyerError('search_index.model_off', `${row.name} is switched off`);
      if (consents.mayLeave(row)) return;
      refusals.tell(row, 'model.no_consent');
      throw new FoyerError('model.no_consent', `Nothing may leave for ${row.name}`);
    },
  };
}
