import { z } from 'zod';
import { errorCodes } from '../errors.ts';

/** What a model or its server does not take, and what is done without it. */
export const refusal = z.enum([
  /** Instructions go before the first question. */
  'system_role',
  'temperature',
  'max_tokens',
  'max_completion_tokens',
  'stream_options',
  'stream',
  /** Nothing stands in for these: a request with them is refused. */
  'tools',
  'images',
  /** Of embeddings. */
  'encoding_format',
  'truncate',
]);
export type Refusal = z.infer<typeof refusal>;

/** What tests and answers have taught about a model; forgotten when its settings change. */
export const modelFindings = z.object({
  refuses: z.array(refusal),
  /** Its window (or its longest text to embed) when it is smaller than the settings say, in tokens, about. */
  contextTokens: z.number().int().nullable(),
  /** The most texts it embeds in one call, when that is few. */
  textsPerCall: z.number().int().nullable(),
  /** How its reasoning shows in its text: not at all, told apart, or ended by a mark that nothing opened. Null: not known. */
  reasoning: z.enum(['none', 'marked', 'unopened']).nullable(),
  /** What kept it from answering when it was last tried; null once it answers. */
  failure: z.enum(errorCodes).nullable(),
});
export type ModelFindings = z.infer<typeof modelFindings>;

/** Whether a model stays where it is fast, with the window it was tried with. */
export const windowFit = z.object({
  /** The memory of a graphics card, or that of the machine beside its other programs. */
  place: z.enum(['graphics', 'memory']),
  contextTokens: z.number().int(),
  isWithin: z.boolean(),
  /** The largest window with which it stays there, as far as it can be told; null where none does, or nobody knows. */
  largestTokens: z.number().int().nullable(),
});
export type WindowFit = z.infer<typeof windowFit>;

/** How fast a model of this machine or network was measured to read and write; null: not yet, or not measured. */
export const modelPace = z.object({
  readTokensPerSecond: z.number().nullable(),
  writtenTokensPerSecond: z.number().nullable(),
  /** How long it last took to be loaded into memory. */
  loadMs: z.number().int().nullable(),
});
export type ModelPace = z.infer<typeof modelPace>;
