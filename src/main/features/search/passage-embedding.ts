import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import type { EmbeddedText, Embedder } from '#main/ai/ports.ts';
import type { VectorRow } from '#main/index/ports.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { ConfiguredEmbedder } from './configured-embedder.ts';
import { sortOut, textToEmbed } from './embedded-passages.ts';
import { createEmbeddingTurns } from './embedding-turns.ts';
import type { Fingerprints } from './fingerprints.ts';
import type { SearchStore } from './store.ts';

const BATCH_PASSAGES = 32; // what a local model takes in about a second
const FIRST_BATCH_PASSAGES = 8; // of a model whose speed nobody has seen
const BATCH_MS = 2_000; // a question that comes meanwhile waits no longer

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

type Work = {
  clientId: HeldId;
  chosen: ConfiguredEmbedder;
  fingerprint: string;
  signal: AbortSignal;
  /** Resolves once what goes first is done. */
  whenFree: (signal: AbortSignal) => Promise<void>;
  /** Given what is called when documents have come, so that they go first. */
  onDocuments?: (planAnew: () => void) => void;
  /** Told of the vectors that were kept of each batch, in the order they came. */
  onKept: (rows: VectorRow[]) => Promise<void>;
};

export type PassageEmbedding = ReturnType<typeof createPassageEmbedding>;

/** Makes the vectors that a client's passages lack under a fingerprint, and keeps them in the database. */
export function createPassageEmbedding(store: SearchStore, fingerprints: Fingerprints) {
  /** Throws `model.other_vectors` when it is another model by now. */
  async function requireSame(embedder: Embedder, fingerprint: string, signal: AbortSignal): Promise<void> {
    if ((await fingerprints.ask(embedder, signal)).fingerprint === fingerprint) return;
    throw new FoyerError('model.other_vectors', `${embedder.model} gives other vectors than before`);
  }

  /** Each text with its vector or its failure. A model that takes none of them but is well has something against these. */
  async function embedTexts(
    { embedder }: ConfiguredEmbedder,
    fingerprint: string,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<EmbeddedText[]> {
    try {
      return await embedder.embedEach(texts, { kind: 'passage', signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!isFoyerError(error) || !OF_THE_TEXT.has(error.code)) throw error;
      await requireSame(embedder, fingerprint, signal);
      return texts.map(() => ({ failure: error }));
    }
  }

  /** Resolves once no passage is left that may still get a vector. */
  async function embedMissing(work: Work): Promise<void> {
    const { clientId, chosen, fingerprint, signal, whenFree, onDocuments, onKept } = work;
    let size = FIRST_BATCH_PASSAGES;
    const turns = createEmbeddingTurns(store, clientId, fingerprint);
    onDocuments?.(turns.planAnew);
    for (;;) {
      await whenFree(signal);
      const batch = turns.next(size);
      if (batch.length === 0) return;
      const startedAt = performance.now();
      const embedded = await embedTexts(chosen, fingerprint, batch.map(textToEmbed), signal);
      size = sizeAfter(batch.length, performance.now() - startedAt);
      const comparable = (vector: Float32Array) =>
        fingerprints.mayBeUnder(fingerprint, chosen.embedder, vector);
      const { rows, problems } = sortOut(batch, embedded, comparable);
      // None of them has the length it should have: the model may be another one.
      if (rows.length === 0 && embedded.some(one => 'vector' in one))
        await requireSame(chosen.embedder, fingerprint, signal);
      const kept = store.saveVectors(fingerprint, rows);
      store.saveProblems(fingerprint, problems);
      await onKept(rows.filter(row => kept.has(row.chunkId)));
    }
  }

  return { embedMissing, requireSame };
}
