import { z } from 'zod';
import { email } from '#shared/contract/auth.ts';
import { writtenFile } from '#shared/contract/files.ts';
import { REPORT_RECIPIENTS_MAX } from '#shared/contract/limits.ts';
import { administrators, editors, route } from '#shared/contract/route.ts';
import { id, language } from '#shared/contract/vocabulary.ts';
import { quota } from './contract-quota.ts';
import { compared, span, usedByModel } from './contract-figures.ts';

export const reportFormats = ['pdf', 'html', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const count = z.number().int();
const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'A month is written as 2026-11');
/** A question, and how often it was asked in these words. */
const asked = z.object({ question: z.string(), count });

export const monthlyReport = span.extend({
  clientId: id,
  clientName: z.string(),
  month,
  /** Whether the month is over, by the client’s calendar. */
  isOver: z.boolean(),
  /** The last day that is counted: that of the month, or today. */
  until: z.iso.date(),
  /** What visitors, programs and colleagues asked; the office’s own tests left out. */
  questions: z.object({ total: count, before: count, conversations: count }),
  days: z.array(z.object({ day: z.iso.date(), questions: count })),
  /** What answers used and cost, the office’s own tests too. */
  total: compared,
  quota,
  models: z.array(usedByModel),
  chatbots: z.array(
    z.object({ chatbotId: id, name: z.string().nullable(), questions: count, answers: count }),
  ),
  /** The share of answers about the documents that name a source, 0 to 1; null without any. */
  answersWithSource: z.number().nullable(),
  /** What visitors thought of answers. */
  ratings: z.object({ up: count, down: count }),
  /** Until the first word of an answer, in milliseconds: half and nine tenths of the answers were as fast; null without any. */
  firstWord: z.object({ medianMs: z.number().nullable(), ninetiethMs: z.number().nullable() }),
  /** Most asked first, asked at least twice. */
  topQuestions: z.array(asked),
  /** Questions that the documents do not answer, most asked first. */
  unanswered: z.object({ total: count, questions: z.array(asked) }),
});
export type MonthlyReport = z.infer<typeof monthlyReport>;

const tag = 'Usage';
const readers = [...editors, 'key:read'] as const;
/** Left out: the month that is not over yet. */
const ofMonth = z.object({ id, month: month.optional() });

const recipients = z.object({
  addresses: z.array(z.string()),
  /** Whether mail can leave now. */
  mailReady: z.boolean(),
});

export const reportRoutes = {
  monthly: route({
    access: readers,
    method: 'GET',
    path: '/clients/{id}/report',
    summary: 'A month of a client: use, quota, cost, questions, ratings, speed',
    tag,
  })
    .input(ofMonth.strict())
    .output(monthlyReport),

  monthlyFile: route({
    access: readers,
    method: 'GET',
    path: '/clients/{id}/report/file',
    summary: 'The same, to print or to count with',
    description:
      'A PDF, an HTML page or a CSV, in the language of the client unless another one is asked for.',
    tag,
  })
    .input(
      ofMonth
        .extend({ format: z.enum(reportFormats).default('pdf'), language: language.optional() })
        .strict(),
    )
    .output(writtenFile('application/pdf')),

  recipients: route({
    access: administrators,
    method: 'GET',
    path: '/clients/{id}/report/recipients',
    summary: 'To whom the report of each month is mailed',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(recipients),

  setRecipients: route({
    access: administrators,
    method: 'PUT',
    path: '/clients/{id}/report/recipients',
    summary: 'Choose to whom the report of each month is mailed, on the first day of the next',
    tag,
  })
    .input(z.object({ id, addresses: z.array(email).max(REPORT_RECIPIENTS_MAX) }).strict())
    .output(recipients),
};
