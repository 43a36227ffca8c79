import { createHash } from 'node:crypto';

export type EmbeddingIdentity = {
  provider: string;
  model: string;
  /** Numbers in a vector. */
  dimension: number;
};

/** Vectors are stored at unit length; storing them otherwise would need another number here. */
const NORMALISATION_VERSION = 'unit-1';
/**
 * The cut of the first version, which stands in every fingerprint. Another cut needs no other one: vectors are of passages,
 * and go with them when their document is read again.
 */
const FIRST_CUT = 'structure-180-40-v1';

/**
 * What vectors must share to be compared: 32 hexadecimal digits over provider, model, dimension and
 * normalisation. Vectors of two fingerprints never meet in one search.
 */
export function embeddingFingerprint({ provider, model, dimension }: EmbeddingIdentity): string {
  // JSON keeps the parts apart, whatever characters they hold.
  const identity = JSON.stringify([provider, model, dimension, NORMALISATION_VERSION, FIRST_CUT]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}

/** What stands for the vectors of a later model under the same name; those of the first stand under `base` itself. */
export function laterFingerprint(base: string, generation: number): string {
  if (generation === 0) return base;
  return createHash('sha256')
    .update(JSON.stringify([base, generation]))
    .digest('hex')
    .slice(0, 32);
}
