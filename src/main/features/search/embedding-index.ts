import { FoyerError } from '#shared/errors.ts';
import type { indexState } from '#shared/contract/operations.ts';
import type { z } from 'zod';
import type { Embedder } from '#main/ai/ports.ts';
import { embeddingFingerprint } from '#main/index/fingerprint.ts';
import type { VectorIndex } from '#main/index/ports.ts';
import { CHUNKER_VERSION } from '#main/ingest/chunker.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { JobHandler, Jobs, JobRun } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { SearchStore } from './store.ts';
import { measureBackground, type Background } from './vector-relevance.ts';

export const EMBED_JOB = 'index.embed';

const BATCH_PASSAGES = 32; // what a local model takes in about a second
const REBUILD_BATCH = 2_000;
const BACKGROUND_SAMPLE = 120;
const QUERY_TIMEOUT_MS = 5_000; // past it keywords answer alone
const EMBED_PRIORITY = 200; // after reading: documents answer by keywords meanwhile
const EMBED_ATTEMPTS = 8; // a local server may be off for a while

export type QueryEmbedding = { fingerprint: string; vector: Float32Array; background: Background };

export type ConfiguredEmbedder = { modelId: string; name: string; embedder: Embedder };

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

/**
 * Keeps each client's vector index in step with its passages. Vectors are kept in SQLite; the index files are
 * made from them. A changed model builds beside the old one, which answers until the new one is complete.
 */
export function createEmbeddingIndex(dependencies: Dependencies) {
  const { store, vectors, jobs, changes, clock, log, chosenEmbedder, embedderOf } = dependencies;
  /** Clients whose index files were seen to be usable by this process. */
  const usable = new Set<string>();

  const announce = (clientId: string) => changes.publish({ topic: 'index', clientId, id: null });

  function refresh(clientId: string): void {
    if (!chosenEmbedder()) return;
    jobs.enqueue({
      type: EMBED_JOB,
      label: 'index',
      clientId,
      payload: { clientId },
      priority: EMBED_PRIORITY,
      idempotencyKey: `${EMBED_JOB}:${clientId}`,
      maxAttempts: EMBED_ATTEMPTS,
    });
  }

  async function run(job: JobRun): Promise<void> {
    const clientId = String(job.payload['clientId']);
    const chosen = chosenEmbedder();
    if (!chosen) return;
    const [probe] = await chosen.embedder.embed(['dimension'], { kind: 'passage', signal: job.signal });
    if (!probe) throw new FoyerError('model.bad_response', 'The embedding model returned no vector');
    const { provider, model } = chosen.embedder;
    const fingerprint = embeddingFingerprint({
      provider,
      model,
      dimension: probe.length,
      chunkerVersion: CHUNKER_VERSION,
    });

    await embedMissing(job, clientId, fingerprint, chosen.embedder);
    await ensureFiles(job, clientId, fingerprint);

    const state = store.embeddingState(clientId);
    if (state === null || state.activeFingerprint !== fingerprint || state.activeModelId !== chosen.modelId) {
      const sample = store.vectors(clientId, fingerprint, 0, BACKGROUND_SAMPLE);
      const background = measureBackground(sample);
      store.saveEmbeddingState({
        clientId,
        activeFingerprint: fingerprint,
        activeModelId: chosen.modelId,
        backgroundMean: background.mean,
        backgroundDeviation: background.deviation,
        updatedAt: clock.now().toISOString(),
      });
      await vectors.dropOthers(clientId, fingerprint);
      store.forgetOtherVectors(clientId, fingerprint);
      log.info({ clientId, fingerprint, ...background }, 'vector index answers now');
    }
    usable.add(clientId);
    announce(clientId);
    // Passages that became ready meanwhile.
    if (store.withoutVector(clientId, fingerprint, 1).length > 0) await run(job);
  }

  async function embedMissing(
    job: JobRun,
    clientId: string,
    fingerprint: string,
    embedder: Embedder,
  ): Promise<void> {
    const total = Math.max(1, store.passageCount(clientId));
    for (;;) {
      job.signal.throwIfAborted();
      const batch = store.withoutVector(clientId, fingerprint, BATCH_PASSAGES);
      if (batch.length === 0) return;
      const texts = batch.map(({ title, heading, text }) =>
        [title, heading, text].filter(part => part).join('\n'),
      );
      const embedded = await embedder.embed(texts, { kind: 'passage', signal: job.signal });
      const rows = batch.flatMap(({ id, documentId }, index) => {
        const vector = embedded[index];
        return vector ? [{ chunkId: id, documentId, vector }] : [];
      });
      if (rows.length === 0)
        throw new FoyerError('model.bad_response', 'The embedding model returned no vector');
      const kept = store.saveVectors(fingerprint, rows);
      await vectors.upsert(
        clientId,
        fingerprint,
        rows.filter(row => kept.has(row.chunkId)),
      );
      job.progress(Math.min(1, store.vectorCount(clientId, fingerprint) / total));
    }
  }

  /** Makes the index files from the stored vectors when they are missing, damaged or incomplete. */
  async function ensureFiles(job: JobRun, clientId: string, fingerprint: string): Promise<void> {
    const state = await vectors.state(clientId, fingerprint);
    const expected = store.vectorCount(clientId, fingerprint);
    if (expected === 0) return;
    if (state === 'ready' && (await vectors.count(clientId, fingerprint)) === expected) {
      await vectors.optimise(clientId, fingerprint);
      return;
    }
    log.warn({ clientId, state }, 'vector index rebuilt from the database');
    await vectors.dropOthers(clientId, null);
    let after = 0;
    for (;;) {
      job.signal.throwIfAborted();
      const rows = store.vectors(clientId, fingerprint, after, REBUILD_BATCH);
      const last = rows.at(-1);
      if (!last) break;
      await vectors.upsert(clientId, fingerprint, rows);
      after = last.chunkId;
    }
    await vectors.optimise(clientId, fingerprint);
  }

  const handler: JobHandler = { concurrency: 1, run };

  return {
    handler,
    refresh,

    /** Looks at every client once after the start: rebuilds what is missing, embeds what is new. */
    refreshAll(clientIds: readonly string[]): void {
      for (const clientId of clientIds) refresh(clientId);
    },

    /** The question's vector under the index that answers now; null when keywords answer alone. */
    async embedQuery(clientId: string, query: string, signal: AbortSignal): Promise<QueryEmbedding | null> {
      const state = store.embeddingState(clientId);
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
      const limited = AbortSignal.any([signal, AbortSignal.timeout(QUERY_TIMEOUT_MS)]);
      const [vector] = await configured.embedder.embed([query], { kind: 'query', signal: limited });
      if (!vector) return null;
      const background = { mean: state.backgroundMean ?? 0, deviation: state.backgroundDeviation ?? 1 };
      return { fingerprint: state.activeFingerprint, vector, background };
    },

    /** Called when a search met files that cannot answer. */
    distrust(clientId: string): void {
      usable.delete(clientId);
      refresh(clientId);
    },

    state(clientId: string): z.infer<typeof indexState> {
      const chosen = chosenEmbedder();
      const state = store.embeddingState(clientId);
      const passages = store.passageCount(clientId);
      const answering =
        state?.activeFingerprint != null &&
        state.activeModelId != null &&
        embedderOf(state.activeModelId) !== null;
      const embeddedPassages = state?.activeFingerprint
        ? store.vectorCount(clientId, state.activeFingerprint)
        : 0;
      return {
        mode: answering ? 'hybrid' : 'keyword',
        state: !chosen
          ? 'off'
          : answering && embeddedPassages >= passages && state.activeModelId === chosen.modelId
            ? 'ready'
            : 'building',
        embeddedPassages,
        passages,
        model: chosen?.name ?? null,
      };
    },
  };
}
