import { z } from 'zod';
import { QUOTA_MAX } from '#shared/contract/clients.ts';
import { QUOTA_SAYS_MAX_LENGTH } from '#shared/contract/limits.ts';
import { administrators, editors, route } from '#shared/contract/route.ts';
import { id } from '#shared/contract/vocabulary.ts';

/** Tokens, or money, that nobody reaches. */
const AMOUNT_MAX = 1_000_000_000_000;

/** What is limited by month. */
export const quotaKinds = ['requests', 'tokens', 'cost'] as const;
export const quotaKind = z.enum(quotaKinds);
export type QuotaKind = z.infer<typeof quotaKind>;

/** Once a quota is used up: another model answers, only quotations do, or nothing. */
export const whenReached = ['fallback', 'quotations', 'stop'] as const;

const count = z.number().int();
const limit = (most: number) => z.number().int().min(0).max(most).nullable();
const says = z.string().trim().max(QUOTA_SAYS_MAX_LENGTH).nullable();

const share = <Amount extends z.ZodType>(amount: Amount) =>
  z.object({
    /** Null: no limit. */
    limit: amount.nullable(),
    /** This month, so far. */
    used: amount,
  });

export const quota = z.object({
  clientId: id,
  /** `2026-12`, by the client’s calendar. */
  month: z.string(),
  /** The day on which all begins anew. */
  until: z.iso.date(),
  /** Questions, those of the preview left out. Exact, whoever asks at the same time. */
  requests: share(count),
  /**
   * Read and written together, tests of the office too. What answers under way will use is set aside beforehand: beyond
   * the limit comes no more than what the last answer let in uses.
   */
  tokens: share(count),
  /** In the currency of the models’ prices; as exact as tokens. Models without a price add nothing. */
  cost: share(z.number()),
  whenReached: z.enum(whenReached),
  /** The model that answers then; null: the fallback of each chatbot. */
  modelId: id.nullable(),
  /** What visitors are told when nothing answers; null: the usual words. */
  says: z.object({ fr: z.string().nullable(), en: z.string().nullable() }),
  /** The usual words. */
  usuallySays: z.object({ fr: z.string(), en: z.string() }),
  /** What is used up. */
  reached: z.array(quotaKind),
});
export type Quota = z.infer<typeof quota>;

const tag = 'Usage';
const one = z.object({ id }).strict();

export const quotaRoutes = {
  quota: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/clients/{id}/quota',
    summary: 'What a client may use in a month, and what it has used of it',
    tag,
  })
    .input(one)
    .output(quota),

  setQuota: route({
    access: administrators,
    method: 'PUT',
    path: '/clients/{id}/quota',
    summary: 'Change what a client may use in a month; it holds at once',
    tag,
  })
    .input(
      z
        .object({
          id,
          requests: limit(QUOTA_MAX).optional(),
          tokens: limit(AMOUNT_MAX).optional(),
          cost: z.number().min(0).max(AMOUNT_MAX).nullable().optional(),
          whenReached: z.enum(whenReached).optional(),
          modelId: id.nullable().optional(),
          says: z.object({ fr: says, en: says }).strict().optional(),
        })
        .strict(),
    )
    .output(quota),
};
