import { z } from 'zod';
import { writtenFile } from '#shared/contract/files.ts';
import { SEARCH_MAX_LENGTH } from '#shared/contract/limits.ts';
import { editors, oneSmallFile, route } from '#shared/contract/route.ts';
import { empty, id, instant, language, pageOf, pageQuery } from '#shared/contract/vocabulary.ts';

export const QUESTION_MAX_LENGTH = 500;
export const ANSWER_MAX_LENGTH = 4_000;
export const SYNONYMS_MAX = 30;
export const SYNONYM_MAX_LENGTH = 500;
/** Of one chatbot: beyond, what is kept is no longer looked after by hand. */
export const ANSWERS_MAX = 2_000;
export const TABLE_MAX_BYTES = 1_000_000; // as many answers as a chatbot has, of usual length
export const URL_MAX_LENGTH = 2_000;

const question = z.string().trim().min(1).max(QUESTION_MAX_LENGTH);
const day = z.iso.date().nullable();

const fields = {
  question,
  answer: z.string().trim().min(1).max(ANSWER_MAX_LENGTH),
  /** Other ways to ask it, and words that mean the same in it: `tarif = prix`. */
  synonyms: z.array(z.string().trim().min(1).max(SYNONYM_MAX_LENGTH)).max(SYNONYMS_MAX),
  /** First and last day it holds, by the client's calendar; null: no such limit. */
  validFrom: day,
  validUntil: day,
  /** Where whoever asks can read on. */
  sourceUrl: z
    .url({ protocol: /^https?$/ })
    .max(URL_MAX_LENGTH)
    .nullable(),
};

/** A question and what the office itself answers to it. */
export const frequentAnswer = z.object({
  id,
  chatbotId: id,
  ...fields,
  /** Whether it is said today, will be, or was. */
  state: z.enum(['current', 'later', 'over']),
  createdAt: instant,
  updatedAt: instant,
});
export type FrequentAnswer = z.infer<typeof frequentAnswer>;

const ordered = ({ validFrom, validUntil }: { validFrom?: string | null; validUntil?: string | null }) =>
  validFrom == null || validUntil == null || validFrom <= validUntil;
const ORDER = { path: ['validUntil'], message: 'Before its first day' };

export const pairFields = z
  .object(fields)
  .partial()
  .required({ question: true, answer: true })
  .strict()
  .refine(ordered, ORDER);
export type PairFields = z.infer<typeof pairFields>;

const wanted = z
  .object({ ...fields, chatbotId: id })
  .partial()
  .required({ chatbotId: true, question: true, answer: true })
  .strict()
  .refine(ordered, ORDER);
const change = z
  .object({ ...fields, id })
  .partial()
  .required({ id: true, question: true, answer: true })
  .strict()
  .refine(ordered, ORDER);

/** A question that people ask often, in the words of one of them. */
export const proposal = z.object({
  question: z.string(),
  asked: z.number().int(),
  /** How often no answer was found. */
  unanswered: z.number().int(),
  lastAskedAt: instant,
  /** The last answer that was given to it and not called wrong; where one may begin. */
  lastAnswer: z.string().nullable(),
});
export type Proposal = z.infer<typeof proposal>;

export const importProblems = [
  'question_missing',
  'answer_missing',
  'too_long',
  'date_unreadable',
  'dates_reversed',
  'address_unreadable',
  'twice_in_file',
  'too_many_synonyms',
] as const;

/** What becomes of one line of a file. */
export const importLine = z.object({
  /** Of the file, from 1, its head included. */
  line: z.number().int(),
  question: z.string(),
  outcome: z.enum(['added', 'changed', 'same', 'refused']),
  problem: z.enum(importProblems).nullable(),
});
export type ImportLine = z.infer<typeof importLine>;

export const importResult = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  refused: z.number().int(),
  lines: z.array(importLine),
});
export type ImportResult = z.infer<typeof importResult>;

const tag = 'Frequent answers';
const ofChatbot = z.object({ chatbotId: id }).strict();
const table = oneSmallFile(TABLE_MAX_BYTES, ['text/csv']);
const path = '/frequent-answers';

export const frequentAnswers = {
  list: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path,
    summary: 'The frequent answers of a chatbot, latest first',
    tag,
  })
    .input(
      pageQuery
        .extend({
          chatbotId: id,
          /** Words of the question, its synonyms or the answer. */
          q: z.string().trim().max(SEARCH_MAX_LENGTH).optional(),
        })
        .strict(),
    )
    .output(pageOf(frequentAnswer)),

  create: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path,
    summary: 'Answer a question oneself',
    tag,
    successStatus: 201,
  })
    .input(wanted)
    .output(frequentAnswer),

  update: route({
    access: [...editors, 'key:write'],
    method: 'PUT',
    path: `${path}/{id}`,
    summary: 'Change a frequent answer; what is left out is emptied',
    tag,
  })
    .input(change)
    .output(frequentAnswer),

  remove: route({
    access: [...editors, 'key:write'],
    method: 'DELETE',
    path: `${path}/{id}`,
    summary: 'Delete a frequent answer',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(empty),

  proposals: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: `${path}/proposals`,
    summary:
      'Questions that people ask often and the office does not answer itself, most asked and worst answered first',
    tag,
  })
    .input(ofChatbot)
    .output(z.array(proposal)),

  dismissProposal: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: `${path}/proposals/dismissed`,
    needs: 'writing',
    summary: 'Propose a question no more',
    tag,
  })
    .input(ofChatbot.extend({ question: z.string().trim().min(1).max(20_000) }).strict())
    .output(empty),

  /** Nothing is written: the same file given to `importCsv` does what is told here. */
  previewImport: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: `${path}/import/preview`,
    needs: 'nothing',
    summary: 'What a table of questions and answers (CSV) would change, line by line',
    tag,
    takes: table,
  })
    .input(ofChatbot)
    .output(importResult),

  importCsv: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: `${path}/import`,
    summary:
      'Take over a table of questions and answers (CSV); lines that cannot be read are left out and told',
    tag,
    takes: table,
  })
    .input(ofChatbot)
    .output(importResult),

  exportCsv: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: `${path}/export`,
    summary: 'The frequent answers of a chatbot as a table that can be imported again',
    tag,
  })
    .input(ofChatbot.extend({ language: language.optional() }).strict())
    .output(writtenFile('text/csv')),
};
