import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import type { ModelPace } from '#shared/contract/models.ts';
import type { MeaningLeftOut } from '#shared/contract/messages.ts';
import type { indexState } from '#shared/contract/operations.ts';
import { z } from 'zod';
import type { EmbeddedText, Embedder } from '#main/ai/ports.ts';
import { estimateTokens } from '#main/ai/token-estimate.ts';
import { wholeClients } from '#main/db/client-scope.ts';
import type { VectorIndex } from '#main/index/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, Jobs, JobRun, JobUnderWay } from '#main/platform/jobs/ports.ts';
import { heldIdBecause, type HeldId } from '#main/platform/held-id.ts';
import type { Log } from '#main/platform/log.ts';
import { fingerprintFor, sortOut, textToEmbed } from './embedded-passages.ts';
import { createEmbeddingTurns } from './embedding-turns.ts';
import { createQuestionVectors } from './question-vectors.ts';
import type { Hide } from './retrieval.ts';
import type { EmbeddingProblems, SearchStore } from './store.ts';
import { measureBackground, type Background } from './vector-relevance.ts';

export const EMBED_JOB = jobKind('index.embed', z.object({ clientId: z.string() }), {
  called: { fr: 'Index de recherche', en: 'Search index' },
  pointlessAfter: ['model.key_refused', 'model.missing', 'model.not_embedding', 'resource.not_found'],
});

const BATCH_PASSAGES = 32; // what a local model takes in about a second
const FIRST_BATCH_PASSAGES = 8; // of a model whose speed nobody has seen
const BATCH_MS = 2_000; // a question that comes meanwhile waits no longer
const REBUILD_BATCH = 2_000;
const BACKGROUND_SAMPLE = 120;
const SAMPLED_TEXTS = 40; // their mean is that of thousands within a tenth
const EMBED_PRIORITY = 200; // after reading: documents answer by keywords meanwhile
const EMBED_ATTEMPTS = 8; // a local server may be off for a while

/** What a model may say of one text and be well all the same. */
const OF_THE_TEXT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'model.bad_response',
  'model.server_error',
  'model.context_too_long',
]);

/** How many passages a slow server is sent at once, after so many took so long. */
function sizeAfter(passages: number, ms: number): number {
  return Math.min(BATCH_PASSAGES, Math.max(1, Math.floor((passages * BATCH_MS) / Math.max(1, ms))));
}

const NO_PROBLEMS: EmbeddingProblems = { cut: 0, failed: 0, failure: null };

export type QueryEmbedding = { fingerprint: string; vector: Float32Array; background: Background };

/** `revision` changes with the model's settings. */
export type ConfiguredEmbedder = {
  modelId: string;
  name: string;
  revision: string;
  /** The host outside at which it reads; null on this machine and its network. */
  outside: string | null;
  embedder: Embedder;
  /** Null where it is not planned with: its server is neither on this machine nor on this network. */
  pace: () => ModelPace | null;
  /** Resolves once nobody waits for an answer of its server. */
  whenFree: (signal: AbortSignal) => Promise<void>;
  /** Whether its server holds one model at a time: used, it throws out the one that answers. */
  throwsOut: () => boolean;
};

type Dependencies = {
  store: SearchStore;
  vectors: VectorIndex;
  jobs: Jobs;
  changes: Changes;
  clock: Clock;
  log: Log;
  /** The embedding model chosen now, or null when there is none. */
  chosenEmbedder: () => ConfiguredEmbedder | null;
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
  const { store, vectors, jobs, changes, clock, log, chosenEmbedder, embedderOf } = dependencies;
  /** Clients whose index files were seen to be usable by this process. */
  const usable = new Set<string>();
  const building = new Map<string, Building>();
  /** What the index of a client was last built under by this process, complete or not. */
  const latest = new Map<string, string>();
  const waitsFor = new Map<string, ErrorCode>();
  const questionVector = createQuestionVectors(log);

  const announce = (clientId: string) => changes.publish({ topic: 'index', clientId, id: null });
  const keyOf = (clientId: string) => `${EMBED_JOB.type}:${clientId}`;

  function refresh(clientId: string): void {
    if (!chosenEmbedder()) return;
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
    for (let chosen = chosenEmbedder(); chosen !== null; chosen = chosenEmbedder()) {
      const now: Building = { chosen, superseded: new AbortController() };
      building.set(clientId, now);
      try {
        await build(job, clientId, now);
        waitsFor.delete(clientId);
        return;
      } catch (error) {
        job.signal.throwIfAborted();
        // Another model was chosen meanwhile: it does not wait behind this one.
        if (now.superseded.signal.aborted) continue;
        if (isFoyerError(error)) waitsFor.set(clientId, error.code);
        throw error;
      } finally {
        building.delete(clientId);
        announce(clientId);
      }
    }
  }

  async function build(job: JobUnderWay, clientId: HeldId, now: Building): Promise<void> {
    const { chosen } = now;
    const signal = AbortSignal.any([job.signal, now.superseded.signal]);
    for (;;) {
      await chosen.whenFree(signal);
      const fingerprint = await fingerprintOf(chosen.embedder, signal);
      latest.set(clientId, fingerprint);
      await embedMissing({ job, signal, clientId, fingerprint, now });
      if (store.vectorCount(wholeClients([clientId]), fingerprint) === 0) return; // nothing to search in: words answer
      await ensureFiles(signal, clientId, fingerprint);
      await makeActive(clientId, fingerprint, chosen.modelId);
      usable.add(clientId);
      announce(clientId);
      // Passages that became ready meanwhile.
      if (store.withoutVector(wholeClients([clientId]), fingerprint, 1).length === 0) return;
    }
  }

  /** What the model's vectors are compared under: the number of their dimensions is asked for, never assumed. */
  async function fingerprintOf(embedder: Embedder, signal: AbortSignal): Promise<string> {
    const [probe] = await embedder.embed(['dimension'], { kind: 'passage', signal });
    if (!probe) throw new FoyerError('model.bad_response', 'The embedding model returned no vector');
    return fingerprintFor(embedder, probe);
  }

  async function makeActive(clientId: HeldId, fingerprint: string, modelId: string): Promise<void> {
    const state = store.embeddingState(wholeClients([clientId]));
    if (state?.activeFingerprint === fingerprint && state.activeModelId === modelId) return;
    const background = measureBackground(
      store.vectors(wholeClients([clientId]), fingerprint, 0, BACKGROUND_SAMPLE),
    );
    store.saveEmbeddingState({
      clientId,
      activeFingerprint: fingerprint,
      activeModelId: modelId,
      backgroundMean: background.mean,
      backgroundDeviation: background.deviation,
      updatedAt: clock.now().toISOString(),
    });
    await vectors.dropOthers(clientId, fingerprint);
    store.forgetOtherVectors(wholeClients([clientId]), fingerprint);
    log.info({ clientId, fingerprint, ...background }, 'vector index answers now');
  }

  async function embedMissing(given: {
    job: JobUnderWay;
    signal: AbortSignal;
    clientId: HeldId;
    fingerprint: string;
    now: Building;
  }): Promise<void> {
    const { job, signal, clientId, fingerprint, now } = given;
    const { chosen } = now;
    const { embedder } = chosen;
    let size = FIRST_BATCH_PASSAGES;
    const turns = createEmbeddingTurns(store, clientId, fingerprint);
    now.documentsCame = turns.planAnew;
    const total = Math.max(1, store.passageCount(wholeClients([clientId])));
    for (;;) {
      await chosen.whenFree(signal);
      const batch = turns.next(size);
      if (batch.length === 0) return;
      const texts = batch.map(textToEmbed);
      const startedAt = performance.now();
      const embedded = await embedTexts(embedder, texts, signal);
      size = sizeAfter(batch.length, performance.now() - startedAt);
      const { rows, problems } = sortOut(
        batch,
        embedded,
        vector => fingerprintFor(embedder, vector) === fingerprint,
      );
      const kept = store.saveVectors(fingerprint, rows);
      store.saveProblems(fingerprint, problems);
      await vectors.upsert(
        clientId,
        fingerprint,
        rows.filter(row => kept.has(row.chunkId)),
      );
      waitsFor.delete(clientId);
      job.progress(Math.min(1, store.vectorCount(wholeClients([clientId]), fingerprint) / total));
    }
  }

  /** Each text with its vector or its failure. A model that takes none of them but is well has something against these. */
  async function embedTexts(
    embedder: Embedder,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<EmbeddedText[]> {
    try {
      return await embedder.embedEach(texts, { kind: 'passage', signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!isFoyerError(error) || !OF_THE_TEXT.has(error.code)) throw error;
      await fingerprintOf(embedder, signal);
      return texts.map(() => ({ failure: error }));
    }
  }

  /** Makes the index files from the stored vectors when they are missing, damaged or incomplete. */
  async function ensureFiles(signal: AbortSignal, clientId: string, fingerprint: string): Promise<void> {
    const state = await vectors.state(clientId, fingerprint);
    const expected = store.vectorCount(wholeClients([clientId]), fingerprint);
    if (state === 'ready' && (await vectors.count(clientId, fingerprint)) === expected) {
      await vectors.optimise(clientId, fingerprint);
      return;
    }
    log.warn({ clientId, state }, 'vector index rebuilt from the database');
    await vectors.dropOthers(clientId, null);
    let after = 0;
    for (;;) {
      signal.throwIfAborted();
      const rows = store.vectors(wholeClients([clientId]), fingerprint, after, REBUILD_BATCH);
      const last = rows.at(-1);
      if (!last) break;
      await vectors.upsert(clientId, fingerprint, rows);
      after = last.chunkId;
    }
    await vectors.optimise(clientId, fingerprint);
  }

  /** What a passage has in tokens, by a few of them. */
  function tokensAPassage(clientId: string): number {
    const texts = store.someTexts(wholeClients([clientId]), SAMPLED_TEXTS).map(textToEmbed);
    return texts.reduce((sum, text) => sum + estimateTokens(text), 0) / Math.max(1, texts.length);
  }

  /** Something met files that cannot answer. */
  function distrust(clientId: string): void {
    usable.delete(clientId);
    refresh(clientId);
  }

  const handler: JobHandler<PayloadOf<typeof EMBED_JOB>> = { concurrency: 1, run };

  return {
    handler,
    refresh,

    /** Looks at every client once after the start: rebuilds what is missing, embeds what is new or failed before. */
    refreshAll(clientIds: readonly string[]): void {
      for (const clientId of clientIds) {
        store.forgetFailures(wholeClients([clientId]));
        refresh(clientId);
      }
    },

    /** Another model was chosen, or its settings changed: no index waits behind what it was built with before. */
    embedderChanged(clientIds: readonly string[]): void {
      const chosen = chosenEmbedder();
      for (const clientId of clientIds) {
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
      hide: Hide | undefined,
    ): Promise<QueryEmbedding | MeaningLeftOut | null> {
      const state = store.embeddingState(wholeClients([clientId]));
      if (!state?.activeFingerprint || !state.activeModelId) return null;
      const configured = embedderOf(state.activeModelId);
      if (!configured) return null;
      if (!usable.has(clientId)) {
        if ((await vectors.state(clientId, state.activeFingerprint)) !== 'ready') {
          refresh(clientId);
          return null;
        }
        usable.add(clientId);
      }
      if (configured.throwsOut()) return 'one_model';
      const { outside } = configured;
      const asked = outside === null || hide === undefined ? query : hide(query, outside);
      const vector = await questionVector(asked, configured, signal);
      if (vector === 'late') return vector;
      if (fingerprintFor(configured.embedder, vector) !== state.activeFingerprint) {
        // Another model answers under this name or at this address: its vectors compare with none of ours.
        refresh(clientId);
        return null;
      }
      const background = { mean: state.backgroundMean ?? 0, deviation: state.backgroundDeviation ?? 1 };
      return { fingerprint: state.activeFingerprint, vector, background };
    },

    distrust,

    /** Whether the index files hold every stored vector; those that do not are made again. 'off': words answer alone. */
    async look(clientId: string): Promise<'off' | 'whole' | 'rebuilding'> {
      const state = store.embeddingState(wholeClients([clientId]));
      if (!chosenEmbedder() || !state?.activeFingerprint) return 'off';
      if (building.has(clientId)) return 'rebuilding';
      const { activeFingerprint: fingerprint } = state;
      const stored = store.vectorCount(wholeClients([clientId]), fingerprint);
      const isWhole = (await vectors.countAnew(clientId, fingerprint)) === stored;
      if (isWhole) return 'whole';
      distrust(clientId);
      return 'rebuilding';
    },

    state(clientId: string): z.infer<typeof indexState> {
      const chosen = chosenEmbedder();
      const state = store.embeddingState(wholeClients([clientId]));
      const passages = store.passageCount(wholeClients([clientId]));
      const answering =
        state?.activeFingerprint != null &&
        state.activeModelId != null &&
        embedderOf(state.activeModelId) !== null;
      const fingerprint = latest.get(clientId) ?? state?.activeFingerprint ?? null;
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
      const passageTokens = Math.round(passages * tokensAPassage(clientId));
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
