import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { confidenceLevels } from '../lib/confidence.ts';
import { messagePart, messageSender } from './message-parts.ts';
import { id, instant, provider } from './vocabulary.ts';

/** Words of a document that an answer rests on; `start`/`end` are offsets into the document's stored text. */
export const sourcePlace = z.object({
  /** The sentences or the row, as they stand in the document. */
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  /** The page where the words begin, and the one where they end; null for a document without pages. */
  page: z.number().int().nullable(),
  pageEnd: z.number().int().nullable(),
  heading: z.string().nullable(),
  /** Of a row: the row that names its columns. */
  header: z.string().nullable(),
  /** False for words that were read and are not cited. */
  cited: z.boolean(),
  /** Its page is a picture whose words are uncertain: it is to be looked at before it is relied on. */
  badlyRecognised: z.literal(true).optional(),
  /** The office has put the passage in these words: `start` and `end` are where it stood. */
  edited: z.boolean().optional(),
});
export type SourcePlace = z.infer<typeof sourcePlace>;

/** A document that an answer rests on, with its places in the order they are cited. */
export const source = z.object({
  /** Of the sources cited, from 1 in the order of the answer; null for a document that was read and is not cited. */
  number: z.number().int().nullable(),
  documentId: id,
  title: z.string(),
  /** This and what follows to `end`: the first place. */
  page: z.number().int().nullable(),
  pageEnd: z.number().int().nullable(),
  heading: z.string().nullable(),
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  score: z.number(),
  /** False when the answer does not cite it. */
  cited: z.boolean(),
  /** When the office wrote it itself. */
  byOffice: instant.optional(),
  places: z.array(sourcePlace).min(1),
});
export type Source = z.infer<typeof source>;

/** Words of a document that are shown before a model has written any. */
export const quote = z.object({
  /** Items and rows stand in a line each. */
  text: z.string(),
  /** Of the source beside it. */
  number: z.number().int(),
  /** Index among the places of that source. */
  place: z.number().int(),
});
export type Quote = z.infer<typeof quote>;

/** A `[number]` of an answer: where it stands, and which place of its source it is about. */
export const citation = z.object({
  /** Offset of the bracket in the answer. */
  at: z.number().int(),
  number: z.number().int(),
  /** Index among the places of the source. */
  place: z.number().int(),
});

/** Words of an answer that its sources do not hold, or say no to. Offsets in the answer. */
export const doubt = z.object({
  kind: z.enum(['figure', 'date', 'name', 'quotation', 'contradiction']),
  start: z.number().int(),
  end: z.number().int(),
});
export type Doubt = z.infer<typeof doubt>;

/** Its model did not answer in time, or would have thrown out the one that answers. */
export const meaningLeftOut = z.enum(['late', 'one_model']);
export type MeaningLeftOut = z.infer<typeof meaningLeftOut>;

/**
 * Whether the passages found were put in order once more before the model read them. Left out: too few are read in the
 * time, it did not answer in time, it failed, or it would have thrown out the model that answers.
 */
export const rerankingUse = z.object({
  /** What people call the model that does it. */
  model: z.string(),
  /** How many passages it put in order. */
  passages: z.number().int(),
  leftOut: z.enum(['slow', 'late', 'failed', 'one_model']).nullable(),
});
export type RerankingUse = z.infer<typeof rerankingUse>;

/** What came of asking one model once, on the way to an answer. */
export const answerAttempt = z.object({
  /** Null for the quotations that need no model. */
  modelId: id.nullable(),
  /** What people called it then, and its server's name for it. */
  name: z.string().nullable(),
  /** What it was asked for: the answer, or a follow-up in words that stand alone. */
  purpose: z.enum(['answer', 'rewording']).default('answer'),
  model: z.string(),
  provider,
  /** Which of its servers was asked, from 1; null where it has one alone. */
  server: z.number().int().nullable(),
  /**
   * `left_alone`: it failed so often lately, or asked for it, that it was not asked; `passed_over`: nothing may leave for it;
   * `set_aside`: it put a follow-up in words that say something else.
   */
  outcome: z.enum(['answered', 'failed', 'stopped', 'left_alone', 'passed_over', 'set_aside']),
  /** Why it did not answer, or not to the end. */
  code: z.enum(errorCodes).nullable(),
  ms: z.number().int(),
});
export type AnswerAttempt = z.infer<typeof answerAttempt>;

/** What became of a question that was asked once the quota of its client was used up. */
export const beyondQuota = z.enum(['fallback', 'quotations', 'stop']);
export type BeyondQuota = z.infer<typeof beyondQuota>;

export const messageMetadata = z.object({
  /** The question as searched, when a follow-up was rewritten. */
  searchedQuestion: z.string().optional(),
  searchMode: z.enum(['keyword', 'hybrid']).optional(),
  /** Why words were searched alone although meaning could be. */
  meaningLeftOut: meaningLeftOut.optional(),
  /** Absent where no model puts passages in order. */
  reranking: rerankingUse.optional(),
  corrections: z.array(z.object({ term: z.string(), used: z.array(z.string()) })).optional(),
  /** What did not fit the model's window. */
  context: z
    .object({ passagesUsed: z.number().int(), passagesCut: z.number().int(), turnsCut: z.number().int() })
    .optional(),
  /** What the answer says and its sources do not hold, in its words; citations of sources that do not exist. */
  unverified: z.array(z.string()).optional(),
  /** Where that stands. */
  doubts: z.array(doubt).optional(),
  /** The citations of the answer, in order. */
  citations: z.array(citation).optional(),
  /** Why another model than the configured one answered. */
  fallback: z.object({ reason: z.enum(errorCodes) }).optional(),
  /** When nothing answers: titles that come nearest. */
  nearest: z.array(z.object({ documentId: id, title: z.string() })).optional(),
  /** What stopped the answer before its end: its longest length, or its provider's content filter. */
  cut: z.enum(['length', 'filter']).optional(),
  /** True when whoever asks wished for a person of the office, and was offered one. */
  offersPerson: z.boolean().optional(),
  /** True for what is said aside from the documents: a greeting, thanks, what they are about, the offer of a person. */
  aside: z.boolean().optional(),
  /** True where a model had written nothing when its answer ended: what stands there are the quotes shown meanwhile. */
  quoted: z.boolean().optional(),
  /** What the office itself answers to this question, without the documents; where to read on. */
  officeAnswer: z.object({ link: z.string().nullable() }).optional(),
  /** How many personal values were hidden from which place outside. */
  hidden: z.array(z.object({ host: z.string(), count: z.number().int() })).optional(),
  /** Set when the quota of the client was used up: who answered in place of the chosen model, if anybody. */
  beyondQuota: beyondQuota.optional(),
});
export type MessageMetadata = z.infer<typeof messageMetadata>;

export const confidenceLevel = z.enum(confidenceLevels);

export const messageStatus = z.enum(['complete', 'streaming', 'stopped', 'interrupted', 'failed']);

export const message = z.object({
  id,
  conversationId: id,
  sender: messageSender,
  /** All its words: what offsets of citations and doubts count in. */
  content: z.string(),
  /** What it is made of, its words among the rest. */
  parts: z.array(messagePart),
  status: messageStatus,
  failure: z.enum(errorCodes).nullable(),
  sources: z.array(source),
  /** True when the documents do not answer and the bot said so. */
  abstained: z.boolean(),
  model: z.string().nullable(),
  provider: provider.nullable(),
  /** The models that were asked for the answer, in order, the one that gave it last; none where none was, and of answers kept before these were. */
  attempts: z.array(answerAttempt),
  /** 0 to 1: an estimate that the answer is right; null when nothing was answered. */
  confidence: z.number().nullable(),
  /** The same in a word: of the answers called `high`, at least nine in ten are right. */
  confidenceLevel: confidenceLevel.nullable(),
  responseTimeMs: z.number().int().nullable(),
  firstTokenMs: z.number().int().nullable(),
  /** All that its question used, putting it in other words included; without a model none. */
  tokens: z
    .object({
      input: z.number().int(),
      output: z.number().int(),
      /** Of `input`, what the server remembered from before; null where it does not tell. */
      cached: z.number().int().nullable(),
    })
    .nullable(),
  /** At the prices of the day it was written; 0 without a model, null for a model without a price. */
  cost: z.number().nullable(),
  tags: z.array(z.string()),
  metadata: messageMetadata,
  createdAt: instant,
});
export type Message = z.infer<typeof message>;
