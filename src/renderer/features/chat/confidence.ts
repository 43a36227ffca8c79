export type ConfidenceWord = 'high' | 'medium' | 'low';

/** Most sentences are supported and the best passage covers most of the question. */
export const CONFIDENCE_HIGH = 0.6;
/** About half of either is missing. */
export const CONFIDENCE_MEDIUM = 0.35;

/** A word for a confidence between 0 and 1. */
export function confidenceWord(confidence: number): ConfidenceWord {
  if (confidence >= CONFIDENCE_HIGH) return 'high';
  return confidence >= CONFIDENCE_MEDIUM ? 'medium' : 'low';
}
