import { z } from 'zod';
import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import { allClients, wholeClients } from '#main/db/client-scope.ts';
import type { VectorIndex } from '#main/index/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { Jobs, JobHandler, JobRun } from '#main/platform/jobs/ports.ts';
import { concerning } from '#main/platform/outbound/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { ConfiguredEmbedder } from './configured-embedder.ts';
import type { EmbeddingIndex } from './embedding-index.ts';
import type { IndexChangeRow, IndexChangeStore } from './index-changes-store.ts';
import type { IndexFiles } from './index-files.ts';
import type { PassageEmbedding } from './passage-embedding.ts';
import type { SearchStore } from './store.ts';

export const BESIDE_JOB = jobKind('index.beside', z.object({ changeId: z.string() }), {
  called: { fr: 'Nouvel index de recherche', en: 'New search index' },
  pointlessAfter: [
    'model.key_refused',
    'model.missing',
    'model.not_embedding',
    'model.no_consent',
    'model.other_vectors',
    'model.spending_cap', // told again once the cap or the month is another
    'search_index.model_off',
  ],
});

const BESIDE_PRIORITY = 300; // after what keeps the index that answers in step
const BESIDE_ATTEMPTS = 12; // a local server may be off for a night

type Dependencies = {
  store: SearchStore;
  changeStore: IndexChangeStore;
  vectors: VectorIndex;
  embedding: PassageEmbedding;
  files: IndexFiles;
  index: Pick<EmbeddingIndex, 'probe' | 'whenIdle'>;
  jobs: Jobs;
  changes: Pick<Changes, 'publish'>;
  clock: Clock;
  storage: Pick<Storage, 'failed'>;
  embedderFor: (modelId: string) => ConfiguredEmbedder | null;
  /** Every client's is complete. */
  onComplete: (changeId: string) => void;
  /** No attempt is left; or a person stopped it among the tasks. */
  onEnd: (changeId: string, end: 'failed' | 'cancelled', code: ErrorCode) => void;
};

export type BesideIndex = ReturnType<typeof createBesideIndex>;

/** The model whose index stands beside the one that answers. */
export function modelBeside({ state, modelId, formerModelId }: IndexChangeRow): string | null {
  return state === 'swapped' ? formerModelId : modelId;
}

/** Builds the index of another model while the one that answers goes on doing so, and keeps both in step once it is complete. */
export function createBesideIndex(needs: Dependencies) {
  const { store, changeStore, vectors, embedding, files, index, jobs, changes, clock, storage } = needs;
  const { embedderFor, onComplete, onEnd } = needs;
  /** Ends what is built now, since something else is wanted. */
  let underWay: AbortController | null = null;
  let waitsFor: ErrorCode | null = null;
  /** Of jobs that are not the one asked for now: they wait to be tried again, or are just ending. */
  let generation = 0;
  let isAskedAnew = false;
  const keyNow = () => `${BESIDE_JOB.type}:${generation}`;
  const announce = () => changes.publish({ topic: 'index', clientId: null, id: null });

  function refresh(): void {
    const change = changeStore.current();
    if (change === null || change.paused || change.failure !== null) return;
    if (modelBeside(change) === null) return;
    jobs.enqueue(BESIDE_JOB, {
      clientId: null,
      payload: { changeId: change.id },
      priority: BESIDE_PRIORITY,
      idempotencyKey: keyNow(),
      maxAttempts: BESIDE_ATTEMPTS,
    });
  }

  async function run(job: JobRun<PayloadOf<typeof BESIDE_JOB>>): Promise<void> {
    for (;;) {
      const change = changeStore.current();
      if (change === null || change.id !== job.payload.changeId || change.paused) return;
      const now = new AbortController();
      underWay = now;
      try {
        await build(job, change, AbortSignal.any([job.signal, now.signal]));
        waitsFor = null;
        if (now.signal.aborted) continue;
        return;
      } catch (error) {
        job.signal.throwIfAborted();
        if (now.signal.aborted) continue;
        const told = storage.failed(error);
        if (isFoyerError(told)) waitsFor = told.code;
        // It is only kept to go back to: what it lacks is made then.
        if (change.state === 'swapped' && isFoyerError(told)) return;
        throw told;
      } finally {
        underWay = null;
        announce();
      }
    }
  }

  async function build(
    job: JobRun<PayloadOf<typeof BESIDE_JOB>>,
    change: IndexChangeRow,
    signal: AbortSignal,
  ): Promise<void> {
    const modelId = modelBeside(change);
    const chosen = modelId === null ? null : embedderFor(modelId);
    if (chosen === null) throw new FoyerError('search_index.model_off', 'The other model is not in use');
    await questionsFirst(chosen)(signal);
    const fingerprint = await index.probe(chosen, signal);
    const progress = () => job.progress(doneShare(fingerprint));
    const work = { change, chosen, fingerprint, signal, progress };
    // Again where passages became ready meanwhile.
    for (
      let left = changeStore.clientsWithPassages(allClients);
      left.length > 0;
      left = left.filter(id => isLacking(id, fingerprint))
    )
      for (const clientId of left)
        await concerning({ clientId, chatbotId: null }, () => buildOf(clientId, work));
    await embedding.requireSame(chosen.embedder, fingerprint, signal);
    if (change.state === 'building') onComplete(change.id);
  }

  type Work = {
    change: IndexChangeRow;
    chosen: ConfiguredEmbedder;
    fingerprint: string;
    signal: AbortSignal;
    progress: () => void;
  };

  function isLacking(clientId: string, fingerprint: string): boolean {
    const scope = wholeClients([clientId]);
    if (store.embeddingState(scope)?.besideFingerprint !== fingerprint) return false;
    return store.withoutVector(scope, fingerprint, 1).length > 0;
  }

  async function buildOf(clientId: HeldId, work: Work): Promise<void> {
    const { change, chosen, fingerprint, signal, progress } = work;
    const scope = wholeClients([clientId]);
    const state = store.embeddingState(scope);
    if (store.passageCount(scope) === 0 || state?.activeFingerprint === fingerprint) return;
    if (state?.besideFingerprint != null && state.besideFingerprint !== fingerprint)
      throw new FoyerError('model.other_vectors', `${chosen.name} gives other vectors than before`);
    const keep = (mean: number | null, deviation: number | null) =>
      changeStore.setBeside(
        clientId,
        { fingerprint, modelId: chosen.modelId, mean, deviation },
        clock.now().toISOString(),
      );
    if (state?.besideFingerprint == null) keep(null, null);
    const isComplete = state?.besideMean != null;
    await embedding.embedMissing({
      clientId,
      chosen,
      fingerprint,
      signal,
      whenFree: questionsFirst(chosen),
      async onKept(rows) {
        // The files of one that is being built are written once, at its end.
        if (isComplete) await vectors.upsert(clientId, fingerprint, rows);
        waitsFor = null;
        if (change.state === 'building') progress();
      },
    });
    if (store.vectorCount(scope, fingerprint) === 0) return;
    await files.ensure(clientId, fingerprint, signal);
    signal.throwIfAborted();
    const { mean, deviation } = files.background(clientId, fingerprint);
    keep(mean, deviation);
  }

  /** What keeps the index that answers in step goes first, and so does whoever asks something. */
  function questionsFirst({ whenFree }: ConfiguredEmbedder) {
    return async (signal: AbortSignal): Promise<void> => {
      signal.throwIfAborted();
      await unlessAborted(index.whenIdle(), signal);
      await whenFree(signal);
    };
  }

  /** Of all passages of the house. */
  function doneShare(fingerprint: string): number {
    const all = store.passageCount(allClients);
    return all === 0 ? 1 : Math.min(1, store.vectorCount(allClients, fingerprint) / all);
  }

  const handler: JobHandler<PayloadOf<typeof BESIDE_JOB>> = {
    concurrency: 1,
    run,
    onEnd: ({ payload }, end, code) => {
      if (!isAskedAnew) onEnd(payload.changeId, end, code);
      announce();
    },
  };

  return {
    handler,
    refresh,
    /** Something else is wanted: what is built now ends, and goes on from what is wanted then, if anything. */
    interrupt(): void {
      underWay?.abort(new FoyerError('request.invalid', 'Something else is wanted'));
    },
    /** One that waits to be tried again is tried now. */
    tryNow(): void {
      if (underWay === null) {
        isAskedAnew = true;
        jobs.cancelByKey(keyNow());
        isAskedAnew = false;
        generation += 1;
      }
      waitsFor = null;
      refresh();
    },
    forgetWaiting: (): void => void (waitsFor = null),
    waitsFor: (): ErrorCode | null => waitsFor,
  };
}

async function unlessAborted(waiting: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    await Promise.race([waiting, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
