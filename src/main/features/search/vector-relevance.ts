/** How similar unrelated passages are under one embedding fingerprint. */
export type Background = { mean: number; deviation: number };

/** Used until enough pairs were compared: what common embedding models show on office documents. */
const USUAL_BACKGROUND: Background = { mean: 0.35, deviation: 0.12 };
const MIN_PAIRS = 30;
const DEVIATION_FLOOR = 0.02; // a collection of near-identical passages must not make everything relevant
/** A passage this many deviations above the background is as likely relevant as not. */
const HALF_WAY = 3;

/** A passage whose vector relevance is at least this may support an answer. */
export const VECTOR_RELEVANCE_THRESHOLD = 0.5;

/** Background of a sample of unit vectors; pairs of one document are left out, since neighbours resemble each other. */
export function measureBackground(
  sample: readonly { documentId: string; vector: Float32Array }[],
): Background {
  const similarities: number[] = [];
  for (const [index, left] of sample.entries()) {
    for (const right of sample.slice(index + 1)) {
      if (left.documentId !== right.documentId) similarities.push(dot(left.vector, right.vector));
    }
  }
  if (similarities.length < MIN_PAIRS) return USUAL_BACKGROUND;
  const mean = similarities.reduce((sum, value) => sum + value, 0) / similarities.length;
  const variance = similarities.reduce((sum, value) => sum + (value - mean) ** 2, 0) / similarities.length;
  return { mean, deviation: Math.max(Math.sqrt(variance), DEVIATION_FLOOR) };
}

/** 0 to 1: a logistic curve of how far a similarity stands above the background. */
export function vectorRelevance(similarity: number, background: Background): number {
  const deviations = (similarity - background.mean) / background.deviation;
  return 1 / (1 + Math.exp(HALF_WAY - deviations));
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}
