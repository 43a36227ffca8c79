import { z } from 'zod';
import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import type { MeaningLeftOut } from '#shared/contract/messages.ts';
import type { indexState } from '#shared/contract/operations.ts';
import { wholeClients } from '#main/db/client-scope.ts';
import type { VectorIndex } from '#main/index/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { Jobs, JobRun, JobUnderWay } from '#main/platform/jobs/ports.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { heldIdBecause, type HeldId } from '#main/platform/held-id.ts';
import type { Log } from '#main/platform/log.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { ConfiguredEmbedder } from './configured-embedder.ts';
import { tokensOf } from './embedded-passages.ts';
import type { Fingerprints } from './fingerprints.ts';
import type { IndexFiles } from './index-files.ts';
import type { PassageEmbedding } from './passage-embedding.ts';
import { createQuestionVectors } from './question-vectors.ts';
import type { Hide } from './retrieval.ts';
import type { EmbeddingProblems, SearchStore } from './store.ts';
import type { Background } from './vector-relevance.ts';

/** The index that answers questions, or the one beside it while the model is changed. */
export type WhichIndex = 'answering' | 'beside';

export const EMBED_JOB = jobKind('index.embed', z.object({ clientId: z.string() }), {
  called: { fr: 'Index de recherche', en: 'Search index' },
  pointlessAfter: ['model.key_refused', 'model.missing', 'model.not_embedding', 'resource.not_found'],
});

export const FORGET_JOB = jobKind(
  'index.forget',
  z.object({ clientId: z.string(), fingerprint: z.string() }),
  { called: { fr: 'Ancien index de recherche à effacer', en: 'Former search index to be removed' } },
);

const SAMPLED_TEXTS = 40; // their mean is that of thousands within a tenth
const PROBE_AGAIN_MS = 60 * 60_000; // a model may be replaced behind its name while Foyer runs
const PROBE_TIMEOUT_MS = 30_000;
const FORGOTTEN_AT_ONCE = 500; // vectors, in one transaction
const EMBED_PRIORITY = 200; // after reading: documents answer by keywords meanwhile
const EMBED_ATTEMPTS = 8; // a local server may be off for a while

/** What is searched of a client under one of its indexes; null where it is not complete. */
function searchedIn(state: ReturnType<SearchStore['embeddingState']>, index: WhichIndex) {
  if (state === null) return null;
  const isBeside = index === 'beside';
  const fingerprint = isBeside ? state.besideFingerprint : state.activeFingerprint;
  const modelId = isBeside ? state.besideModelId : state.activeModelId;
  const mean = isBeside ? state.besideMean : state.backgroundMean;
  const deviation = isBeside ? state.besideDeviation : state.backgroundDeviation;
  if (fingerprint === null || modelId === null || (isBeside && mean === null)) return null;
  return { fingerprint, modelId, background: { mean: mean ?? 0, deviation: deviation ?? 1 } };
}

const NO_PROBLEMS: EmbeddingProblems = { cut: 0, failed: 0, failure: null };

export type QueryEmbedding = { fingerprint: string; vector: Float32Array; background: Background };

type Dependencies = {
  store: SearchStore;
  vectors: VectorIndex;
  jobs: Jobs;
  changes: Changes;
  clock: Clock;
  log: Log;
  storage: Pick<Storage, 'failed'>;
  fingerprints: Fingerprints;
  embedding: PassageEmbedding;
  files: IndexFiles;
  /** The embedding model whose index answers a client or is to be the first to, or null when there is none. */
  searchingEmbedder: (clientId: string) => ConfiguredEmbedder | null;
  /** The one that questions are compared with: null too where it may cost no more. */
  embedderOf: (modelId: string) => ConfiguredEmbedder | null;
};

export type EmbeddingIndex = ReturnType<typeof createEmbeddingIndex>;

/** An index being built: with which model, and what ends it when another is chosen. */
type Building = { chosen: ConfiguredEmbedder; superseded: AbortController; documentsCame?: () => void };

/**
 * Keeps each client's vector index in step with its passages. Vectors are kept in SQLite; the index files are
 * made from them. A changed model builds beside the old one, which answers until the new one is complete. What a model
 * does not take of one passage is kept with that passage, and keeps no other out.
 */
export function createEmbeddingIndex(dependencies: Dependencies) {
  const { store, vectors, jobs, changes, clock, log, storage } = dependencies;
  const { fingerprints, embedding, files, searchingEmbedder, embedderOf } = dependencies;
  /** Index files that were seen to be usable by this process, by client and fingerprint. */
  const usable = new Set<string>();
  const building = new Map<string, Building>();
  /** What models give their vectors under, as they last said, and when that was. */
  const probed = new Map<string, { fingerprint: string; dimension: number; at: number }>();
  const waitsFor = new Map<string, ErrorCode>();
  const questionVector = createQuestionVectors(log);
  let idle: PromiseWithResolvers<void> | null = null;

  const announce = (clientId: string) => changes.publish({ topic: 'index', clientId, id: null });
  const keyOf = (clientId: string) => `${EMBED_JOB.type}:${clientId}`;

  function refresh(clientId: string): void {
    if (!searchingEmbedder(clientId)) return;
    building.get(clientId)?.documentsCame?.();
    jobs.enqueue(EMBED_JOB, {
      clientId,
      payload: { clientId },
      priority: EMBED_PRIORITY,
      idempotencyKey: keyOf(clientId),
      maxAttempts: EMBED_ATTEMPTS,
    });
  }

  async function run(job: JobRun<PayloadOf<typeof EMBED_JOB>>): Promise<void> {
    const clientId = heldIdBecause('a job of the house names it', job.payload.clientId);
    for (;;) {
      const chosen = searchingEmbedder(clientId);
      if (chosen === null) return;
      const now: Building = { chosen, superseded: new AbortController() };
      building.set(clientId, now);
      idle ??= Promise.withResolvers();
      try {
        await build(job, clientId, now);
        waitsFor.delete(clientId);
        return;
      } catch (error) {
        job.signal.throwIfAborted();
        // Another model was chosen meanwhile: it does not wait behind this one.
        if (now.superseded.signal.aborted) continue;
        // Another model answers under its name by now: its vectors are made from the beginning.
        if (isFoyerError(error) && error.code === 'model.other_vectors') continue;
        const told = storage.failed(error);
        if (isFoyerError(told)) waitsFor.set(clientId, told.code);
        throw told;
      } finally {
        building.delete(clientId);
        if (building.size === 0) {
          idle?.resolve();
          idle = null;
        }
        announce(clientId);
      }
    }
  }

  async function build(job: JobUnderWay, clientId: HeldId, now: Building): Promise<void> {
    const { chosen } = now;
    const signal = AbortSignal.any([job.signal, now.superseded.signal]);
    for (;;) {
      await chosen.whenFree(signal);
      const fingerprint = await probe(chosen, signal);
      const scope = wholeClients([clientId]);
      const total = Math.max(1, store.passageCount(scope));
      await embedding.embedMissing({
        clientId,
        chosen,
        fingerprint,
        signal,
        whenFree: chosen.whenFree,
        onDocuments: planAnew => void (now.documentsCame = planAnew),
        async onKept(rows) {
          await vectors.upsert(clientId, fingerprint, rows);
          waitsFor.delete(clientId);
          job.progress(Math.min(1, store.vectorCount(scope, fingerprint) / total));
        },
      });
      if (store.vectorCount(scope, fingerprint) === 0) return; // nothing to search in: words answer
      await files.ensure(clientId, fingerprint, signal);
      signal.throwIfAborted(); // another index may answer by now
      makeActive(clientId, fingerprint, chosen.modelId);
      usable.add(`${clientId} ${fingerprint}`);
      announce(clientId);
      // Passages that became ready meanwhile.
      if (store.withoutVector(scope, fingerprint, 1).length === 0) return;
    }
  }

  async function probe({ modelId, embedder }: ConfiguredEmbedder, signal: AbortSignal): Promise<string> {
    const { fingerprint, dimension } = await fingerprints.ask(embedder, signal);
    probed.set(modelId, { fingerprint, dimension, at: performance.now() });
    return fingerprint;
  }

  /** Asks a model again after a while whether it is the one that it was; nobody waits for that. */
  function probeAgain(clientId: string, configured: ConfiguredEmbedder): void {
    const last = probed.get(configured.modelId);
    if (last === undefined || performance.now() - last.at < PROBE_AGAIN_MS) return;
    probed.set(configured.modelId, { ...last, at: performance.now() });
    void probe(configured, AbortSignal.timeout(PROBE_TIMEOUT_MS)).then(
      fingerprint => {
        if (fingerprint !== last.fingerprint) refresh(clientId);
      },
      (error: unknown) => log.info({ err: error }, 'an embedding model was not looked at again'),
    );
  }

  function makeActive(clientId: HeldId, fingerprint: string, modelId: string): void {
    const scope = wholeClients([clientId]);
    const state = store.embeddingState(scope);
    if (state?.activeFingerprint === fingerprint && state.activeModelId === modelId) return;
    const background = files.background(clientId, fingerprint);
    // What was begun beside answers by now: what answered before stands there in its place.
    const changesPlaces = state?.besideFingerprint === fingerprint;
    store.saveEmbeddingState({
      clientId,
      activeFingerprint: fingerprint,
      activeModelId: modelId,
      backgroundMean: background.mean,
      backgroundDeviation: background.deviation,
      ...(changesPlaces
        ? {
            besideFingerprint: state.activeFingerprint,
            besideModelId: state.activeModelId,
            besideMean: state.backgroundMean,
            besideDeviation: state.backgroundDeviation,
          }
        : {}),
      updatedAt: clock.now().toISOString(),
    });
    const kept = [fingerprint, changesPlaces ? state.activeFingerprint : state?.besideFingerprint];
    for (const other of store.fingerprints(scope)) if (!kept.includes(other)) forgetSoon(clientId, other);
    log.info({ clientId, fingerprint, ...background }, 'vector index answers now');
  }

  /** Has an index removed that nobody needs any more; a kill leaves none of it. */
  function forgetSoon(clientId: string, fingerprint: string): void {
    jobs.enqueue(FORGET_JOB, {
      clientId,
      payload: { clientId, fingerprint },
      priority: EMBED_PRIORITY,
      idempotencyKey: `${FORGET_JOB.type}:${clientId}:${fingerprint}`,
    });
  }

  async function forget(job: JobRun<PayloadOf<typeof FORGET_JOB>>): Promise<void> {
    const { clientId, fingerprint } = job.payload;
    const scope = wholeClients([clientId]);
    const isWanted = () => {
      const state = store.embeddingState(scope);
      return state?.activeFingerprint === fingerprint || state?.besideFingerprint === fingerprint;
    };
    if (isWanted()) return;
    usable.delete(`${clientId} ${fingerprint}`);
    await vectors.drop(clientId, fingerprint);
    while (!isWanted() && store.forgetVectors(scope, fingerprint, FORGOTTEN_AT_ONCE) > 0) {
      job.signal.throwIfAborted();
      await new Promise(resolve => setImmediate(resolve)); // answers go on streaming
    }
  }

  /** Whether a question's vector compares with those of an index. */
  function isFit(
    { fingerprint, modelId }: { fingerprint: string; modelId: string },
    { embedder }: ConfiguredEmbedder,
    vector: Float32Array,
  ): boolean {
    return isAsItWas(modelId, fingerprint) && fingerprints.mayBeUnder(fingerprint, embedder, vector);
  }

  /** Whether a model last gave what it gave when an index was made. */
  function isAsItWas(modelId: string, fingerprint: string): boolean {
    return (probed.get(modelId)?.fingerprint ?? fingerprint) === fingerprint;
  }

  /** Something met files that cannot answer. */
  function distrust(clientId: string): void {
    for (const key of usable) if (key.startsWith(`${clientId} `)) usable.delete(key);
    refresh(clientId);
  }

  return {
    work: [
      jobWork(EMBED_JOB, { concurrency: 1, run }),
      jobWork(FORGET_JOB, { concurrency: 1, leavesNoTrace: true, run: forget }),
    ],
    refresh,
    forgetSoon,
    probe,
    /** How many numbers a vector of a model has, as it last said; null where it was not asked. */
    dimensionOf: (modelId: string): number | null => probed.get(modelId)?.dimension ?? null,
    /** Resolves once the index that answers is in step, or waits for its model. */
    whenIdle: (): Promise<void> => idle?.promise ?? Promise.resolve(),

    /** Another model was chosen, or its settings changed: no index waits behind what it was built with before. */
    embedderChanged(clientIds: readonly string[]): void {
      for (const clientId of clientIds) {
        const chosen = searchingEmbedder(clientId);
        store.forgetFailures(wholeClients([clientId]));
        waitsFor.delete(clientId);
        const now = building.get(clientId);
        const isSame = now?.chosen.modelId === chosen?.modelId && now?.chosen.revision === chosen?.revision;
        if (now && !isSame)
          now.superseded.abort(new FoyerError('request.invalid', 'Another model was chosen'));
        // One that waits to be tried again waits for the other model's server.
        if (!now) jobs.cancelByKey(keyOf(clientId));
        refresh(clientId);
        announce(clientId);
      }
    },

    /** The question's vector under the index that answers now, unless it comes late or would cost more than it gives; null when keywords answer alone. */
    async embedQuery(
      clientId: string,
      query: string,
      signal: AbortSignal,
      { hide, index = 'answering' }: { hide?: Hide | undefined; index?: WhichIndex | undefined },
    ): Promise<QueryEmbedding | MeaningLeftOut | null> {
      const searched = searchedIn(store.embeddingState(wholeClients([clientId])), index);
      if (searched === null) return null;
      const { fingerprint, modelId, background } = searched;
      const configured = embedderOf(modelId);
      if (!configured) return null;
      const key = `${clientId} ${fingerprint}`;
      if (!usable.has(key)) {
        if ((await vectors.state(clientId, fingerprint)) !== 'ready') {
          refresh(clientId);
          return null;
        }
        usable.add(key);
      }
      if (configured.throwsOut()) return 'one_model';
      const { outside } = configured;
      const asked = outside === null || hide === undefined ? query : hide(query, outside);
      const vector = await questionVector(asked, configured, signal);
      if (vector === 'late') return vector;
      if (!isFit(searched, configured, vector)) {
        // Another model answers under this name or at this address: its vectors compare with none of ours.
        if (index === 'answering') refresh(clientId);
        return null;
      }
      probeAgain(clientId, configured);
      return { fingerprint, vector, background };
    },

    distrust,

    /** Whether the index files hold every stored vector; those that do not are made again. 'off': words answer alone. */
    async look(clientId: string): Promise<'off' | 'whole' | 'rebuilding'> {
      const state = store.embeddingState(wholeClients([clientId]));
      if (!searchingEmbedder(clientId) || !state?.activeFingerprint) return 'off';
      if (building.has(clientId)) return 'rebuilding';
      const { activeFingerprint: fingerprint } = state;
      const stored = store.vectorCount(wholeClients([clientId]), fingerprint);
      const isWhole = (await vectors.countAnew(clientId, fingerprint)) === stored;
      if (isWhole) return 'whole';
      distrust(clientId);
      return 'rebuilding';
    },

    state(clientId: string): z.infer<typeof indexState> {
      const chosen = searchingEmbedder(clientId);
      const state = store.embeddingState(wholeClients([clientId]));
      const passages = store.passageCount(wholeClients([clientId]));
      const answering =
        state?.activeFingerprint != null &&
        state.activeModelId != null &&
        embedderOf(state.activeModelId) !== null &&
        isAsItWas(state.activeModelId, state.activeFingerprint);
      const told = chosen === null ? undefined : probed.get(chosen.modelId)?.fingerprint;
      const fingerprint = told ?? state?.activeFingerprint ?? null;
      const embeddedPassages =
        fingerprint === null ? 0 : store.vectorCount(wholeClients([clientId]), fingerprint);
      const { cut, failed, failure } =
        fingerprint === null ? NO_PROBLEMS : store.problems(wholeClients([clientId]), fingerprint);
      const isTried = !building.has(clientId) && embeddedPassages + failed >= passages;
      const stateNow = () => {
        if (!chosen) return 'off';
        if (isTried && failed > 0 && embeddedPassages === 0) return 'failed';
        return isTried && answering && state.activeModelId === chosen.modelId ? 'ready' : 'building';
      };
      const passageTokens = Math.round(
        passages * tokensOf(store.someTexts(wholeClients([clientId]), SAMPLED_TEXTS)),
      );
      const left = Math.max(0, passages - embeddedPassages - failed);
      const speed = chosen?.pace()?.readTokensPerSecond ?? null;
      return {
        mode: answering ? 'hybrid' : 'keyword',
        state: stateNow(),
        embeddedPassages,
        passages,
        passageTokens,
        secondsLeft:
          speed === null || left === 0 ? null : Math.ceil((passageTokens * left) / passages / speed),
        cutPassages: cut,
        failedPassages: failed,
        failure,
        waitsFor: chosen ? (waitsFor.get(clientId) ?? null) : null,
        model: chosen?.name ?? null,
        throwsOut: chosen?.throwsOut() ?? false,
      };
    },
  };
}
