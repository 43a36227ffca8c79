import { z } from 'zod';
import { BENCH_QUERY_MAX_LENGTH } from '#shared/contract/limits.ts';
import { narrowing } from '#shared/contract/narrowing.ts';
import { administrators, editors, everyone, route } from '#shared/contract/route.ts';
import { searchMode } from '#shared/contract/search.ts';
import { errorCodes } from '#shared/errors.ts';
import { empty, flag, id, instant, pageOf, pageQuery } from '#shared/contract/vocabulary.ts';
import { look, share, waysToLook } from './contract-look.ts';

export const QUESTION_MAX_LENGTH = 500;
/** Of one chatbot: a run asks each. */
export const QUESTIONS_MAX = 500;
/** Characters of the words that answer; about three passages. */
export const ANCHOR_MAX_LENGTH = 4_000;
/** Questions that a model writes when it is asked to. */
export const WRITTEN_AT_ONCE = 20;

const question = z.string().trim().min(1).max(QUESTION_MAX_LENGTH);

/** Words of a document, by their place in its text. */
const place = z
  .object({ documentId: id, start: z.number().int().min(0), end: z.number().int().min(1) })
  .strict();

/** Where the words that answer stand now. */
const anchor = z.object({
  /** Null where the office answers itself. */
  documentId: id.nullable(),
  /** The frequent answer that is to be given; null where words of a document answer. */
  answerId: id.nullable(),
  /** Of the document, or the question of the frequent answer. */
  title: z.string(),
  /** The words that answer. */
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  /** `lost`: the words are nowhere that the chatbot may look; `reading`: its document is being read. */
  state: z.enum(['held', 'reading', 'lost']),
  /** Why they are lost: the words have gone, the document has, the chatbot no longer has it, or the frequent answer is gone. */
  why: z.enum(['words', 'document', 'chatbot', 'answer']).nullable(),
});
export type Anchor = z.infer<typeof anchor>;

export const origins = ['hand', 'feedback', 'conversation', 'model'] as const;

/** A question whose right answer is known: the words that give it, or that there is none. */
export const goldenQuestion = z.object({
  id,
  chatbotId: id,
  question: z.string(),
  /** Null: no answer is known, and the right thing is to say so. */
  anchor: anchor.nullable(),
  /** `proposed` by a model: a person has not looked at it, and it counts nowhere. */
  state: z.enum(['proposed', 'approved']),
  origin: z.enum(origins),
  createdAt: instant,
  updatedAt: instant,
});
export type GoldenQuestion = z.infer<typeof goldenQuestion>;

/** What somebody asked in a conversation, with the place its answer came from. */
export const candidate = z.object({
  question: z.string(),
  askedAt: instant,
  /** `helpful`: its answer was called so; `unanswered`: the documents did not say; `answered`: neither. */
  kind: z.enum(['helpful', 'unanswered', 'answered']),
  /** Null for what was not answered. */
  source: z
    .object({
      documentId: id,
      title: z.string(),
      quote: z.string(),
      start: z.number().int(),
      end: z.number().int(),
    })
    .nullable(),
});
export type Candidate = z.infer<typeof candidate>;

const times = z.number().int();

/** What a run found. Shares are null where nothing was asked that could tell. */
export const measures = z.object({
  /** Questions with an answer that were asked. */
  answerable: times,
  /** Of those, how many find it first, among the first three, among the first five. */
  first: times,
  firstThree: times,
  firstFive: times,
  /** Mean of one over the rank. */
  mrr: share.nullable(),
  /** Mean share of the words that answer which the first five passages hold. */
  spanRecall: share.nullable(),
  /** Of those, how many the chatbot would answer. */
  answered: times,
  /** Questions without an answer, and of how many of these it says so. */
  unanswerable: times,
  refused: times,
  /** Questions that were not asked: the words that answer them are lost, or being read. */
  lost: times,
});
export type Measures = z.infer<typeof measures>;

/** What stood when a run was made. */
export const stood = z.object({
  documents: times,
  passages: times,
  mode: searchMode,
  /** What people call the model of meaning, that which puts passages in order, and that which answers; null: none. */
  embedder: z.string().nullable(),
  reranker: z.string().nullable(),
  model: z.string().nullable(),
  /** The oldest readers that read one of the documents. */
  readerVersion: z.number().int().nullable(),
  /** Of Foyer. */
  version: z.string(),
});
export type Stood = z.infer<typeof stood>;

export const run = z.object({
  id,
  chatbotId: id,
  at: instant,
  /** By a person, or by itself after a change. */
  cause: z.enum(['hand', 'change']),
  tookMs: z.number().int(),
  measures,
  stood,
});
export type Run = z.infer<typeof run>;

/** What became of one question. */
const outcome = z.object({
  /** Place of the passage that answers, from 1; null when it is not found, or there is none to find. */
  rank: z.number().int().nullable(),
  /** Share of the words that answer which the first five passages hold; null where there are none. */
  covered: share.nullable(),
  /** Whether the chatbot would answer, and how certain it is. */
  answers: z.boolean(),
  certainty: share,
  /** Not asked: its words are lost, or being read. */
  lost: z.boolean(),
});
export type Outcome = z.infer<typeof outcome>;

export const result = outcome.extend({
  questionId: id,
  question: z.string(),
  hasAnswer: z.boolean(),
  /** The same in the run before; null where it was not among its questions. */
  before: outcome.nullable(),
  /** Against the run before. */
  change: z.enum(['better', 'worse', 'same', 'new']),
});
export type Result = z.infer<typeof result>;

/** A question in two indexes: with the model before a change, and with the one that it leads to. */
export const compared = z.object({
  questionId: id,
  question: z.string(),
  hasAnswer: z.boolean(),
  from: outcome,
  to: outcome,
  change: z.enum(['better', 'worse', 'same']),
});
export type Compared = z.infer<typeof compared>;

export const indexComparison = z.object({
  chatbotId: id,
  chatbotName: z.string(),
  at: instant,
  /** The model whose index was to take over. */
  toModelId: id,
  from: measures,
  to: measures,
  questions: z.array(compared),
});
export type IndexComparison = z.infer<typeof indexComparison>;

const tag = 'Test questions';
const path = '/golden-questions';
const ofChatbot = z.object({ chatbotId: id }).strict();
const one = z.object({ id }).strict();
const readers = [...editors, 'key:read'] as const;
const writers = [...editors, 'key:write'] as const;

export const goldenQuestions = {
  list: route({
    access: readers,
    method: 'GET',
    path,
    summary: 'The test questions of a chatbot, latest first',
    tag,
  })
    .input(pageQuery.extend({ chatbotId: id, state: goldenQuestion.shape.state.optional() }).strict())
    .output(
      pageOf(goldenQuestion).extend({
        totals: z.object({ approved: z.number().int(), proposed: z.number().int() }),
      }),
    ),

  create: route({
    access: writers,
    method: 'POST',
    path,
    summary: 'Add a question with the words that answer it, or without: that no answer is known',
    tag,
    successStatus: 201,
  })
    .input(
      z
        .object({
          chatbotId: id,
          question,
          anchor: place.nullable(),
          origin: z.enum(['hand', 'feedback', 'conversation']).default('hand'),
        })
        .strict(),
    )
    .output(goldenQuestion),

  update: route({
    access: writers,
    method: 'PATCH',
    path: `${path}/{id}`,
    summary: 'Change a test question, or what answers it',
    tag,
  })
    .input(z.object({ id, question: question.optional(), anchor: place.nullable().optional() }).strict())
    .output(goldenQuestion),

  approve: route({
    access: writers,
    method: 'POST',
    path: `${path}/{id}/approve`,
    needs: 'writing',
    summary: 'Say that a proposed question is right: from now on it counts',
    tag,
  })
    .input(one)
    .output(goldenQuestion),

  remove: route({
    access: writers,
    method: 'DELETE',
    path: `${path}/{id}`,
    summary: 'Delete a test question, or set a proposed one aside',
    tag,
  })
    .input(one)
    .output(empty),

  candidates: route({
    access: readers,
    method: 'GET',
    path: `${path}/candidates`,
    summary:
      'Questions of conversations that may become test questions: those whose answer helped, and those without one, first',
    tag,
  })
    .input(ofChatbot)
    .output(z.array(candidate)),

  propose: route({
    access: writers,
    method: 'POST',
    path: `${path}/proposals`,
    summary: 'Have the chatbot’s model write questions that passages answer; they wait for a person',
    tag,
    successStatus: 202,
  })
    .input(ofChatbot.extend({ count: z.number().int().min(1).max(WRITTEN_AT_ONCE).default(10) }))
    .output(z.object({ jobId: id })),

  status: route({
    access: readers,
    method: 'GET',
    path: `${path}/status`,
    summary:
      'What is under way for the test questions of a chatbot, and whether they are asked after each change',
    tag,
  })
    .input(ofChatbot)
    .output(
      z.object({
        running: z.boolean(),
        proposing: z.boolean(),
        /** Why the last proposing came to nothing; null when it did not. */
        proposingFailed: z.enum(errorCodes).nullable(),
        /** Whether a model may be asked to write questions. */
        mayPropose: z.boolean(),
        /** Asked by itself after documents, models or settings have changed. */
        automatic: z.boolean(),
        /** Something has changed since the last run. */
        changed: z.boolean(),
      }),
    ),

  configure: route({
    access: writers,
    method: 'PUT',
    path: `${path}/status`,
    needs: 'writing',
    summary: 'Have the test questions asked after each change, or only when somebody wants it',
    tag,
  })
    .input(ofChatbot.extend({ automatic: z.boolean() }))
    .output(empty),

  start: route({
    access: writers,
    method: 'POST',
    path: `${path}/runs`,
    summary: 'Ask every test question of a chatbot; the run is there once all are asked',
    tag,
    successStatus: 202,
  })
    .input(ofChatbot)
    .output(z.object({ runId: id, jobId: id })),

  runs: route({
    access: readers,
    method: 'GET',
    path: `${path}/runs`,
    summary: 'The runs of a chatbot, latest first',
    tag,
  })
    .input(pageQuery.extend({ chatbotId: id }).strict())
    .output(pageOf(run)),

  run: route({
    access: readers,
    method: 'GET',
    path: `${path}/runs/{id}`,
    summary: 'A run, question by question, beside the one before',
    tag,
  })
    .input(z.object({ id, against: id.optional() }).strict())
    .output(z.object({ run, before: run.nullable(), results: z.array(result) })),

  indexComparison: route({
    access: administrators,
    method: 'GET',
    path: `${path}/index-comparison`,
    summary: 'What the test questions find in both indexes while the model that compares is changed',
    tag,
  })
    .input(z.object({ changeId: id }).strict())
    .output(
      z.object({
        /** They are being asked. */
        running: z.boolean(),
        /** Chatbots without test questions, which nothing can be said of. */
        without: z.array(z.object({ chatbotId: id, chatbotName: z.string() })),
        chatbots: z.array(indexComparison),
      }),
    ),

  look: route({
    access: [...everyone, 'key:search'],
    method: 'GET',
    path: `${path}/look`,
    summary: 'What a question finds, by words, by meaning and together, and why; nothing is answered',
    tag,
  })
    .input(
      z
        .object({
          chatbotId: id,
          q: z.string().trim().min(1).max(BENCH_QUERY_MAX_LENGTH),
          way: z.enum(waysToLook).default('answers'),
          /** Searches the words as they are typed; without it, likely slips are corrected. */
          asTyped: flag.default(false),
          ...narrowing,
        })
        .strict(),
    )
    .output(look),
};
