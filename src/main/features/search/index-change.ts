import { FoyerError, type ErrorCode } from '#shared/errors.ts';
import { allClients, wholeClients } from '#main/db/client-scope.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { Log } from '#main/platform/log.ts';
import { newId } from '#main/platform/new-id.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { modelBeside, type BesideIndex } from './beside-index.ts';
import type { ConfiguredEmbedder } from './configured-embedder.ts';
import type { EmbeddingIndex } from './embedding-index.ts';
import { INDEX_READY } from './events.ts';
import type { IndexChangeRow, IndexChangeStore } from './index-changes-store.ts';
import type { SearchStore } from './store.ts';

/** An index of so much less than the one that answers is not put in its place without a person. */
const SWAPS_BY_ITSELF_FROM = 0.99;

export type SearchModels = {
  /** The embedding model that is chosen now, or null when there is none. */
  chosen: () => ConfiguredEmbedder | null;
  /** A model by its id; null unless it is an active embedding model that may be sent what it reads. */
  embedder: (modelId: string) => ConfiguredEmbedder | null;
  /** Chooses it. Within the transaction of what goes with it. */
  choose: (modelId: string) => void;
  /** Throws why a model cannot compare passages. */
  require: (modelId: string) => void;
};

type Dependencies = {
  store: SearchStore;
  changeStore: IndexChangeStore;
  models: SearchModels;
  index: Pick<EmbeddingIndex, 'embedderChanged' | 'forgetSoon'>;
  beside: () => BesideIndex;
  events: Pick<Events, 'atOnce' | 'record'>;
  changes: Pick<Changes, 'publish'>;
  storage: Pick<Storage, 'requireRoom'>;
  clock: Clock;
  log: Pick<Log, 'info'>;
  clientIds: () => string[];
  /** What the index of a model takes of the disk, in bytes. */
  bytesFor: (modelId: string) => number;
};

export type IndexChange = ReturnType<typeof createIndexChange>;

/**
 * A change of the model that compares by meaning. The index of the other model is built beside the one that answers; a
 * person, or it by itself, swaps them in one transaction, and goes back the same way until one of them is confirmed.
 * The chosen model is always the one that the change leads to: whoever chooses another begins, ends or turns one.
 */
export function createIndexChange(needs: Dependencies) {
  const {
    store,
    changeStore,
    models,
    index,
    beside,
    events,
    changes,
    storage,
    clock,
    log,
    clientIds,
    bytesFor,
  } = needs;
  const now = () => clock.now().toISOString();

  function current(): IndexChangeRow {
    const change = changeStore.current();
    if (change === null)
      throw new FoyerError('search_index.none', 'The model that compares is not being changed');
    return change;
  }

  /** The model whose index answers; null where none does, or it was removed. */
  function modelInUse(): string | null {
    const change = changeStore.current();
    if (change !== null) return change.state === 'swapped' ? change.modelId : change.formerModelId;
    const used = changeStore.modelsInUse(allClients);
    const chosen = models.chosen()?.modelId;
    // Where an earlier version was changing it, some clients have the one and some the other.
    return used.find(id => id !== null && id !== chosen) ?? used.find(id => id !== null) ?? null;
  }

  /** Everybody is told, and what is to be built is built. */
  function follow(): void {
    index.embedderChanged(clientIds());
    beside().interrupt();
    beside().forgetWaiting();
    beside().refresh();
    changes.publish({ topic: 'index', clientId: null, id: null });
  }

  function begin(modelId: string, formerModelId: string, swapsByItself: boolean): void {
    changeStore.begin({
      id: newId(),
      modelId,
      formerModelId,
      state: 'building',
      paused: false,
      swapsByItself,
      failure: null,
      createdAt: now(),
      readyAt: null,
      swappedAt: null,
    });
  }

  /** What stands beside goes, from the disk too. */
  function end({ id }: IndexChangeRow): void {
    for (const { clientId, fingerprint } of changeStore.clearBeside(allClients))
      index.forgetSoon(clientId, fingerprint);
    changeStore.end(id);
  }

  function exchange(change: IndexChangeRow): void {
    const isBack = change.state === 'swapped';
    changeStore.exchange(allClients, now());
    const inUse = isBack ? change.formerModelId : change.modelId;
    if (inUse === null) throw new FoyerError('search_index.former_gone', 'The model before was removed');
    changeStore.update(change.id, {
      modelId: inUse,
      formerModelId: isBack ? change.modelId : change.formerModelId,
      state: 'swapped',
      paused: false,
      failure: null,
      swappedAt: now(),
    });
    models.choose(inUse);
    log.info({ modelId: inUse }, 'another vector index answers now');
  }

  /** The model that a change led to, or came from, was removed, and the change with it. */
  function tidy(chosen: string): void {
    if (changeStore.standsBeside(allClients, chosen)) changeStore.exchange(allClients, now());
    for (const { clientId, fingerprint } of changeStore.clearBeside(allClients))
      index.forgetSoon(clientId, fingerprint);
  }

  return {
    modelInUse,

    /** The model that the passages of a client are kept in step with. */
    searchingEmbedder(clientId: string): ConfiguredEmbedder | null {
      const change = changeStore.current();
      if (change === null) return models.chosen();
      const own = store.embeddingState(wholeClients([clientId]))?.activeModelId ?? null;
      const isOfChange = own !== null && (own === change.modelId || own === change.formerModelId);
      const modelId = isOfChange ? own : modelInUse();
      return modelId === null ? null : models.embedder(modelId);
    },

    /** Has the index of another model built beside; where none answers yet, the first one is. */
    start(modelId: string, swapsByItself: boolean): void {
      models.require(modelId);
      if (changeStore.current() !== null)
        throw new FoyerError('search_index.under_way', 'The model that compares is being changed already');
      const inUse = modelInUse();
      if (inUse === modelId)
        throw new FoyerError('search_index.same_model', 'This model compares the passages already');
      storage.requireRoom(bytesFor(modelId));
      events.atOnce(() => {
        if (inUse !== null) begin(modelId, inUse, swapsByItself);
        models.choose(modelId);
      });
      follow();
    },

    set({
      paused,
      swapsByItself,
    }: {
      paused?: boolean | undefined;
      swapsByItself?: boolean | undefined;
    }): void {
      const change = current();
      const resumes = paused === false;
      if (resumes && change.failure === 'model.other_vectors' && change.state === 'building')
        // What came of the model before compares with nothing: it is begun again.
        for (const { clientId, fingerprint } of changeStore.clearBeside(allClients))
          index.forgetSoon(clientId, fingerprint);
      changeStore.update(change.id, {
        ...(paused === undefined || change.state !== 'building' ? {} : { paused }),
        ...(swapsByItself === undefined ? {} : { swapsByItself }),
        ...(resumes ? { failure: null } : {}),
      });
      if (paused === true) beside().interrupt();
      if (resumes) beside().tryNow();
      changes.publish({ topic: 'index', clientId: null, id: null });
    },

    /** The other index answers from now on, in one transaction: the new one, or the one before again. */
    swap(): void {
      const change = current();
      if (change.state === 'building')
        throw new FoyerError('search_index.not_ready', 'The other index is not complete');
      const other = modelBeside(change);
      if (other === null || models.embedder(other) === null)
        throw new FoyerError('search_index.former_gone', 'The other model is not there any more');
      events.atOnce(() => exchange(change));
      follow();
    },

    /** The index before is not needed any more. */
    keep(): void {
      const change = current();
      if (change.state !== 'swapped')
        throw new FoyerError('search_index.not_ready', 'The new index does not answer yet');
      events.atOnce(() => end(change));
      follow();
    },

    /** The new index is not wanted: the one before goes on answering. */
    drop(): void {
      const change = current();
      if (change.state === 'swapped')
        throw new FoyerError('search_index.under_way', 'The new index answers already');
      events.atOnce(() => {
        end(change);
        if (change.formerModelId !== null) models.choose(change.formerModelId);
      });
      follow();
    },

    /** Every client's index beside is complete. */
    completed(changeId: string): void {
      const change = changeStore.current();
      if (change === null || change.id !== changeId || change.state !== 'building') return;
      const has = store.vectorsStanding('beside');
      if (has === 0 && store.passageCount(allClients) > 0) {
        changeStore.update(change.id, { failure: 'model.bad_response' satisfies ErrorCode });
        return;
      }
      const former = change.formerModelId === null ? null : models.embedder(change.formerModelId);
      const isWhole = has >= store.vectorsStanding('active') * SWAPS_BY_ITSELF_FROM;
      events.atOnce(() => {
        const ready = { ...change, state: 'ready' as const, readyAt: now() };
        changeStore.update(change.id, { state: 'ready', readyAt: ready.readyAt });
        events.record(INDEX_READY, {
          clientId: null,
          subjectId: change.id,
          payload: { modelId: change.modelId, formerModelId: change.formerModelId },
        });
        // Nothing answers by meaning where the model before is not there: nobody has to look first.
        if (former === null || (change.swapsByItself && isWhole)) exchange(ready);
      });
      follow();
    },

    /** It was given up after many attempts, or a person stopped it among the tasks: it goes on when somebody says so. */
    stopped(changeId: string, stop: 'failed' | 'cancelled', code: ErrorCode): void {
      const change = changeStore.current();
      if (change === null || change.id !== changeId || change.state !== 'building') return;
      changeStore.update(change.id, stop === 'cancelled' ? { paused: true } : { failure: code });
    },

    /** Models were added, changed or removed: what is chosen by now decides. */
    modelsChanged(): void {
      const chosen = models.chosen()?.modelId ?? null;
      const change = changeStore.current();
      events.atOnce(() => {
        if (chosen === null) return;
        if (change === null) {
          tidy(chosen);
          const inUse = modelInUse();
          if (inUse !== null && inUse !== chosen) begin(chosen, inUse, true);
          return;
        }
        if (chosen === change.modelId) {
          // It was tested, may cost again, or is set otherwise: what stopped it may be over.
          if (change.failure !== null && change.failure !== 'model.other_vectors')
            changeStore.update(change.id, { failure: null });
          return;
        }
        if (change.state === 'swapped' && chosen === change.formerModelId) return exchange(change);
        const inUse = modelInUse();
        end(change);
        if (inUse !== null && inUse !== chosen) begin(chosen, inUse, true);
      });
      follow();
    },
  };
}
