/** How sure an answer is, in three words. Every place that shows it takes the limits from here. */
export const confidenceLevels = ['high', 'medium', 'low'] as const;
export type ConfidenceLevel = (typeof confidenceLevels)[number];

/** From here on at least nine answers in ten are right (measured by `npm run quality`). */
export const CONFIDENCE_HIGH = 0.6;
/** From here on more are right than wrong. */
export const CONFIDENCE_MEDIUM = 0.35;

/**
 * The level of a confidence between 0 and 1; null for an answer without one.
 */
export function confidenceLevelOf(confidence: number): ConfidenceLevel;
export function confidenceLevelOf(confidence: number | null): ConfidenceLevel | null;
export function confidenceLevelOf(confidence: number | null): ConfidenceLevel | null {
  if (confidence === null) return null;
  if (confidence >= CONFIDENCE_HIGH) return 'high';
  return confidence >= CONFIDENCE_MEDIUM ? 'medium' : 'low';
}
