import type { IndexChange as ChangeSeen, IndexCost, SearchIndex } from '#shared/contract/search-index.ts';
import { FoyerError, isErrorCode } from '#shared/errors.ts';
import { allClients } from '#main/db/client-scope.ts';
import type { BesideIndex } from './beside-index.ts';
import { tokensOf } from './embedded-passages.ts';
import type { IndexChange, SearchModels } from './index-change.ts';
import type { IndexChangeRow, IndexChangeStore } from './index-changes-store.ts';
import type { SearchStore } from './store.ts';

const TOKENS_PRICED = 1_000;
const SAMPLED_TEXTS = 40; // their mean is that of thousands within a tenth
/** Each number of a vector is kept twice, as 32 bits; keys and pages beside it. */
const BYTES_A_NUMBER = 8;
const BYTES_A_PASSAGE = 160;
/** Of a model that was never asked: what common ones give. */
const USUAL_DIMENSION = 1_024;

type Dependencies = {
  store: SearchStore;
  changeStore: IndexChangeStore;
  models: SearchModels & {
    priceOf: (modelId: string) => number | null;
    dimensionOf: (modelId: string) => number | null;
  };
  roomBytes: () => number | null;
};

/** What an index of all passages costs, counted and estimated. */
export function createIndexCost({ store, changeStore, models, roomBytes }: Dependencies) {
  const named = (modelId: string | null) => {
    const name = modelId === null ? null : changeStore.nameOf(modelId);
    return modelId === null || name === null ? null : { id: modelId, name };
  };
  /** Of all passages together, by some of them. */
  const tokens = (): number => {
    const passages = store.passageCount(allClients);
    return Math.round(passages * tokensOf(store.someTexts(allClients, SAMPLED_TEXTS)));
  };
  const bytesFor = (modelId: string): number =>
    store.passageCount(allClients) *
    ((models.dimensionOf(modelId) ?? USUAL_DIMENSION) * BYTES_A_NUMBER + BYTES_A_PASSAGE);

  function speedOf(modelId: string): number | null {
    return models.embedder(modelId)?.pace()?.readTokensPerSecond ?? null;
  }

  return {
    named,
    bytesFor,
    /** Throws why the model cannot compare passages. */
    costOf(modelId: string, inUse: string | null): IndexCost {
      models.require(modelId);
      const model = named(modelId);
      const configured = models.embedder(modelId);
      if (model === null || configured === null)
        throw new FoyerError('resource.not_found', `No model ${modelId}`);
      const all = tokens();
      const speed = speedOf(modelId);
      const price = configured.outside === null ? null : models.priceOf(modelId);
      return {
        model,
        inUse: named(inUse),
        passages: store.passageCount(allClients),
        tokens: all,
        seconds: speed === null ? null : Math.ceil(all / speed),
        outside: configured.outside,
        price: price === null ? null : (all * price) / TOKENS_PRICED,
        bytes: bytesFor(modelId),
        freeBytes: roomBytes(),
        throwsOut: configured.throwsOut(),
      };
    },
    /** Seconds for so many of the passages. */
    secondsFor(modelId: string, passages: number): number | null {
      const speed = speedOf(modelId);
      const all = store.passageCount(allClients);
      if (speed === null || passages <= 0 || all === 0) return null;
      return Math.ceil((tokens() * passages) / all / speed);
    },
  };
}

export type IndexCosts = ReturnType<typeof createIndexCost>;

/** A change as people and programs see it. */
export function createIndexView({
  store,
  changeStore,
  models,
  costs,
  change,
  beside,
}: Pick<Dependencies, 'store' | 'changeStore' | 'models'> & {
  costs: IndexCosts;
  change: Pick<IndexChange, 'modelInUse'>;
  beside: Pick<BesideIndex, 'waitsFor'>;
}) {
  function seen(row: IndexChangeRow): ChangeSeen | null {
    const { id, state, modelId, formerModelId, paused, swapsByItself, failure } = row;
    const to = costs.named(modelId);
    if (to === null) return null;
    const from = costs.named(formerModelId);
    const passages = store.passageCount(allClients);
    const isBuilding = state === 'building';
    const done = store.vectorsStanding(state === 'swapped' ? 'active' : 'beside');
    const { cut, failed } = store.problemsBeside();
    const other = state === 'swapped' ? formerModelId : modelId;
    return {
      id,
      state,
      to,
      from,
      fromAnswers: formerModelId !== null && models.embedder(formerModelId) !== null,
      paused,
      swapsByItself,
      failure: isErrorCode(failure) ? failure : null,
      waitsFor: isBuilding ? beside.waitsFor() : null,
      passages,
      donePassages: done,
      failedPassages: failed,
      cutPassages: cut,
      secondsLeft: isBuilding ? costs.secondsFor(modelId, passages - done - failed) : null,
      besideBytes: other === null ? 0 : costs.bytesFor(other),
      createdAt: row.createdAt,
      readyAt: row.readyAt,
      swappedAt: row.swappedAt,
    };
  }

  return (): SearchIndex => {
    const row = changeStore.current();
    return { inUse: costs.named(change.modelInUse()), change: row === null ? null : seen(row) };
  };
}
