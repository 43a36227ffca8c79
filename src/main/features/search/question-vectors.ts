import type { Embedder } from '#main/ai/ports.ts';
import type { Log } from '#main/platform/log.ts';

const PATIENCE_MS = 500; // a question waits no longer to be compared by meaning: its words are searched already
const CALL_TIMEOUT_MS = 5_000; // what comes late is kept for when the question is asked again
const KEPT = 200;

/** The vectors of questions, kept for a while: the same one is often asked again. */
export function createQuestionVectors(log: Pick<Log, 'info'>) {
  const kept = new Map<string, Float32Array>();

  /** The vector of a question; `late` when the model takes longer than a person should wait for it. */
  return async function vectorOf(
    question: string,
    { embedder, revision }: { embedder: Embedder; revision: string },
    signal: AbortSignal,
  ): Promise<Float32Array | 'late'> {
    const key = `${embedder.model} ${revision} ${question}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const limited = AbortSignal.any([signal, AbortSignal.timeout(CALL_TIMEOUT_MS)]);
    const embedding = embedder.embed([question], { kind: 'query', signal: limited }).then(([vector]) => {
      if (vector === undefined) return null;
      kept.set(key, vector);
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      return vector;
    });
    const late = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => late.resolve('late'), PATIENCE_MS);
    try {
      const vector = await Promise.race([embedding, late.promise]);
      if (vector === 'late')
        embedding.catch((error: unknown) => log.info({ err: error }, 'the vector of a question never came'));
      return vector ?? 'late';
    } finally {
      clearTimeout(timer);
    }
  };
}
