import { z } from 'zod';
import { editors, route } from '#shared/contract/route.ts';
import { id } from '#shared/contract/vocabulary.ts';
import { compared, span, usageFigures, usedByModel } from './contract-figures.ts';
import { quota, quotaRoutes } from './contract-quota.ts';
import { reportRoutes } from './contract-report.ts';
import { spendingRoutes } from './contract-spending.ts';

/** What is looked at, in days as the client's clocks tell them. The month and the year end today. */
export const periods = ['month', 'last_month', 'days_30', 'year'] as const;
export const period = z.enum(periods);
export type Period = z.infer<typeof period>;

const count = z.number().int();
const day = z.iso.date();

export const usageDay = usageFigures.extend({ day });
export type UsageDay = z.infer<typeof usageDay>;

const overTime = span.extend({
  /** As many days of the period before. */
  before: span,
  total: compared,
  /** Every day, those without an answer too. */
  days: z.array(usageDay),
});

export const usageReport = overTime.extend({
  /** Most answers first, as all that follows. */
  models: z.array(usedByModel),
  /** Null is what models outside read of documents, which are no chatbot's alone. */
  chatbots: z.array(compared.extend({ chatbotId: id.nullable(), name: z.string().nullable() })),
  clients: z.array(compared.extend({ clientId: id, name: z.string().nullable() })),
  /** What programs asked, by their keys; null is what people and visitors asked. */
  keys: z.array(compared.extend({ keyId: id.nullable(), name: z.string().nullable() })),
});
export type UsageReport = z.infer<typeof usageReport>;

const asked = z.object({
  /** Visitors', people's and programs' questions; not those of the preview. */
  questions: count,
  /** Conversations in which something was asked, each once a day. */
  conversations: count,
  /** The share of answers about the documents that name a source, 0 to 1; null without any. */
  answersWithSource: z.number().nullable(),
});

export const chatbotStats = overTime.extend({ chatbotId: id }).extend(asked.shape);
export const clientStats = overTime.extend({ clientId: id }).extend(asked.shape).extend({
  /** Questions a month; null without a limit. */
  monthlyQuota: count.nullable(),
  /** All that it may use in a month, and has. */
  quota,
  /** What was asked of it this month, whatever period is looked at. */
  questionsThisMonth: count,
});

const tag = 'Usage';
const readers = [...editors, 'key:read'] as const;
const ofOne = z.object({ id, period: period.default('month') }).strict();

export const usage = {
  ...quotaRoutes,
  ...reportRoutes,
  ...spendingRoutes,
  report: route({
    access: readers,
    method: 'GET',
    path: '/llm/usage',
    summary: 'Answers, tokens and cost by day, model, chatbot, client and key',
    tag,
  })
    .input(
      z
        .object({
          period: period.default('month'),
          /** Left out: all clients within reach. */
          clientId: id.optional(),
        })
        .strict(),
    )
    .output(usageReport),

  ofClient: route({
    access: readers,
    method: 'GET',
    path: '/clients/{id}/stats',
    summary: 'What was asked of a client’s chatbots, and what the answers used',
    tag,
  })
    .input(ofOne)
    .output(clientStats),

  ofChatbot: route({
    access: readers,
    method: 'GET',
    path: '/chatbots/{id}/stats',
    summary: 'What was asked of a chatbot, and what the answers used',
    tag,
  })
    .input(ofOne)
    .output(chatbotStats),
};
