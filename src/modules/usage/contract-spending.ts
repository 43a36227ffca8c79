import { z } from 'zod';
import { administrators, route } from '#shared/contract/route.ts';
import { id } from '#shared/contract/vocabulary.ts';

/** Money that nobody reaches. */
const SPENDING_MAX = 1_000_000_000;

const spent = {
  /** A month, in the currency of the models’ prices; null: no limit. */
  limit: z.number().nullable(),
  used: z.number(),
  /** Whether models outside were not asked for it this month. */
  reached: z.boolean(),
};

export const spending = z.object({
  /** `2026-12`, by the clock of the machine. */
  month: z.string(),
  /** The day on which all begins anew. */
  until: z.iso.date(),
  /** Of all models outside this network, whatever they do. */
  all: z.object(spent),
  models: z.array(
    z.object({
      modelId: id,
      name: z.string(),
      /** Without prices nothing of it is counted, and no limit holds. */
      priced: z.boolean(),
      ...spent,
    }),
  ),
});
export type Spending = z.infer<typeof spending>;

const tag = 'Usage';

export const spendingRoutes = {
  spending: route({
    access: administrators,
    method: 'GET',
    path: '/llm/spending',
    summary: 'What models outside this network have cost this month, and what they may',
    tag,
  })
    .input(z.object({}).strict())
    .output(spending),

  setSpending: route({
    access: administrators,
    method: 'PUT',
    path: '/llm/spending',
    summary: 'Change what models outside may cost in a month, all or one; it holds at once',
    tag,
  })
    .input(
      z
        .object({
          /** Null: all together. */
          modelId: id.nullable(),
          limit: z.number().min(0).max(SPENDING_MAX).nullable(),
        })
        .strict(),
    )
    .output(spending),
};
