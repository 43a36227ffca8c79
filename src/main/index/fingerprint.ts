import { createHash } from 'node:crypto';

export type EmbeddingIdentity = {
  provider: string;
  model: string;
  /** Numbers in a vector. */
  dimension: number;
  chunkerVersion: string;
};

/** Vectors are stored at unit length; storing them otherwise would need another number here. */
const NORMALISATION_VERSION = 'unit-1';

/**
 * What vectors must share to be compared: 32 hexadecimal digits over provider, model, dimension, normalisation
 * and chunker. Vectors of two fingerprints never meet in one search.
 */
export function embeddingFingerprint({
  provider,
  model,
  dimension,
  chunkerVersion,
}: EmbeddingIdentity): string {
  // JSON keeps the parts apart, whatever characters they hold.
  const identity = JSON.stringify([provider, model, dimension, NORMALISATION_VERSION, chunkerVersion]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}
