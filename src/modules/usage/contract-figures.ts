import { z } from 'zod';
import { id, provider } from '#shared/contract/vocabulary.ts';

const count = z.number().int();

export const usageFigures = z.object({
  /** Answers that were written or begun, tests of the office included. */
  answers: count,
  /** Of these, what was said or quoted without a model: it uses nothing. */
  withoutModel: count,
  /** What models outside read to compare texts or to put passages in order included. */
  inputTokens: count,
  outputTokens: count,
  /** Of `inputTokens`, what servers remembered, where they tell. */
  cachedTokens: count,
  /** In the currency of the models' prices, at the prices of the day each answer was written. */
  cost: z.number(),
  /** How often a model without a price was used: its cost is not in `cost`. */
  unpriced: count,
  /** How often Foyer counted tokens that a server did not. */
  estimated: count,
});
export type UsageFigures = z.infer<typeof usageFigures>;

/** With those of the period before. */
export const compared = usageFigures.extend({ before: usageFigures });

export const span = z.object({ from: z.iso.date(), until: z.iso.date() });

export const usedByModel = compared.extend({
  /** Null without a model, and for answers written before this was counted. */
  modelId: id.nullable(),
  provider,
  /** As its provider calls it. */
  model: z.string(),
  /** As it is called here; null when it was removed. */
  name: z.string().nullable(),
});
export type UsedByModel = z.infer<typeof usedByModel>;
