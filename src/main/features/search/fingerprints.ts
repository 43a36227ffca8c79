import { FoyerError } from '#shared/errors.ts';
import type { Embedder } from '#main/ai/ports.ts';
import { laterFingerprint } from '#main/index/fingerprint.ts';
import { fingerprintFor } from './embedded-passages.ts';
import type { ProbeStore } from './fingerprints-store.ts';

const PROBED_TEXT = 'dimension';
/**
 * One model gives the same text nearly the same vector on any machine, and in files of fewer bits .95 and more; another
 * model of the same number of dimensions gives something unrelated.
 */
const SAME_MODEL_COSINE = 0.9;

export type Fingerprints = ReturnType<typeof createFingerprints>;

/**
 * What vectors are compared under. The number of dimensions is asked for, never assumed, and a model that gives other
 * vectors than it did under the same name has another fingerprint; put back, it has its own again.
 */
export function createFingerprints(store: ProbeStore) {
  const bases = new Map<string, string>();

  function baseOf(fingerprint: string): string {
    const known = bases.get(fingerprint);
    if (known !== undefined) return known;
    // Vectors of earlier versions, which kept no probe, stand under the base itself.
    const base = store.get(fingerprint)?.base ?? fingerprint;
    bases.set(fingerprint, base);
    return base;
  }

  return {
    /** Asks the model. Throws what is wrong with it. */
    async ask(embedder: Embedder, signal: AbortSignal): Promise<{ fingerprint: string; dimension: number }> {
      const [vector] = await embedder.embed([PROBED_TEXT], { kind: 'passage', signal });
      if (!vector) throw new FoyerError('model.bad_response', 'The embedding model returned no vector');
      const base = fingerprintFor(embedder, vector);
      const known = store.of(base);
      const same = known.find(probe => cosine(probe.vector, vector) >= SAME_MODEL_COSINE);
      const dimension = vector.length;
      if (same) return { fingerprint: same.fingerprint, dimension };
      const generation = known.length;
      const fingerprint = laterFingerprint(base, generation);
      store.keep({ fingerprint, base, generation, vector });
      bases.set(fingerprint, base);
      return { fingerprint, dimension };
    },
    /** Whether a vector has the length of those under the fingerprint, and its model the name. */
    mayBeUnder: (fingerprint: string, embedder: Embedder, vector: Float32Array): boolean =>
      fingerprintFor(embedder, vector) === baseOf(fingerprint),
  };
}

function cosine(one: Float32Array, other: Float32Array): number {
  let product = 0;
  let squares = 0;
  let otherSquares = 0;
  for (const [index, value] of one.entries()) {
    const beside = other[index] ?? 0;
    product += value * beside;
    squares += value * value;
    otherSquares += beside * beside;
  }
  return product / Math.max(Number.MIN_VALUE, Math.sqrt(squares * otherSquares));
}
