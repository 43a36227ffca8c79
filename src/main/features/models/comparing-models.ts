import type { ModelPace } from '#shared/contract/models.ts';
import type { ModelMemory } from '#main/ai/model-memory.ts';
import { noPace } from '#main/ai/model-pace.ts';
import type { Embedder, ModelEndpoint, Reranker } from '#main/ai/ports.ts';
import type { ComparingConsents } from './comparing-consents.ts';
import type { ComparingUse } from './comparing-use.ts';
import type { ModelPlaces } from './model-places.ts';
import type { createServerUse } from './server-use.ts';
import type { ModelRow } from './store.ts';

type Needs = {
  connect: {
    embedder: (endpoint: ModelEndpoint, memory: ModelMemory, maxTokens: number) => Embedder;
    reranker: (endpoint: ModelEndpoint, memory: ModelMemory, maxTokens: number) => Reranker;
  };
  servers: ReturnType<typeof createServerUse>;
  places: Pick<ModelPlaces, 'comparingPlaceOf'>;
  consents: ComparingConsents;
  use: ComparingUse;
  endpointOf: (row: ModelRow) => ModelEndpoint;
  memoryOf: (row: ModelRow) => ModelMemory;
};

type Kept<Model> = { revision: string; model: Model; memory: ModelMemory };

/** `revision` changes with the settings. */
type Configured = {
  modelId: string;
  name: string;
  revision: string;
  /** The host outside at which it reads; null on this machine and its network. */
  outside: string | null;
  /** Null where it is not planned with: the model is neither of this machine nor of this network. */
  pace: () => ModelPace | null;
  /** Resolves once nobody waits for an answer of its server. */
  whenFree: (signal: AbortSignal) => Promise<void>;
  /** Whether its server holds one model at a time: used, it throws out the one that answers. */
  throwsOut: () => boolean;
};

export type ConfiguredEmbedder = Configured & { embedder: Embedder };
/** `budgetMs`: how long it may take, before the model that answers is asked. */
export type ConfiguredReranker = Configured & { reranker: Reranker; budgetMs: number };

/** The models that write nothing: those that compare, and those that put what was found in order. */
export function createComparingModels({
  connect,
  servers,
  places,
  consents,
  use,
  endpointOf,
  memoryOf,
}: Needs) {
  const embedders = new Map<string, Kept<Embedder>>();
  const rerankers = new Map<string, Kept<Reranker>>();

  function configured(row: ModelRow, { memory }: Kept<unknown>): Configured {
    return {
      modelId: row.id,
      name: row.name,
      revision: row.updatedAt,
      outside: places.comparingPlaceOf(row),
      pace: () => (memory.pace === noPace ? null : memory.pace.read()),
      whenFree: signal => servers.whenFree(row, signal),
      throwsOut: () => servers.throwsOut(row),
    };
  }

  /** One a configuration, made again when it changes. */
  function keptOf<Model>(
    kept: Map<string, Kept<Model>>,
    row: ModelRow,
    make: (endpoint: ModelEndpoint, memory: ModelMemory) => Model,
  ): Kept<Model> {
    const known = kept.get(row.id);
    if (known?.revision === row.updatedAt) return known;
    const memory = memoryOf(row);
    const made = { revision: row.updatedAt, model: make(endpointOf(row), memory), memory };
    kept.set(row.id, made);
    return made;
  }

  /** Null unless it is an active model of this kind, where what it reads may go. */
  function embedder(row: ModelRow | null): ConfiguredEmbedder | null {
    if (!row?.active || row.purpose !== 'embedding' || !consents.mayBeSent(row)) return null;
    const kept = keptOf(embedders, row, (endpoint, memory) =>
      servers.embedder(
        row,
        endpoint,
        consents.guardingEmbedder(
          row,
          use.embedder(row, connect.embedder(endpoint, memory, row.contextTokens)),
        ),
      ),
    );
    return { ...configured(row, kept), embedder: kept.model };
  }

  return {
    embedder,
    /** The one that questions are compared with: null too where it may cost no more. */
    forQuestions(row: ModelRow | null): ConfiguredEmbedder | null {
      const configured = embedder(row);
      return configured === null || row === null || !use.mayBeAsked(row) ? null : configured;
    },
    reranker(row: ModelRow | null): ConfiguredReranker | null {
      if (!row?.active || row.purpose !== 'reranking' || !consents.mayBeSent(row)) return null;
      if (!use.mayBeAsked(row)) return null;
      const kept = keptOf(rerankers, row, (endpoint, memory) =>
        servers.reranker(
          row,
          endpoint,
          consents.guardingReranker(
            row,
            use.reranker(row, connect.reranker(endpoint, memory, row.contextTokens)),
          ),
        ),
      );
      return { ...configured(row, kept), reranker: kept.model, budgetMs: row.readingSeconds * 1_000 };
    },
    forget(id: string): void {
      embedders.delete(id);
      rerankers.delete(id);
    },
  };
}
