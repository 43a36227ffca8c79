import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { confidenceLevels } from '../lib/confidence.ts';
import { empty, id, instant, numberCursor, pageOf, pageQuery, provider } from './vocabulary.ts';
import { conversationReaders, everyone, route } from './route.ts';

export const QUESTION_MAX_LENGTH = 8_000; // characters

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
  places: z.array(sourcePlace).min(1),
});
export type Source = z.infer<typeof source>;

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

export const messageMetadata = z.object({
  /** The question as searched, when a follow-up was rewritten. */
  searchedQuestion: z.string().optional(),
  searchMode: z.enum(['keyword', 'hybrid']).optional(),
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
  /** How the model reasoned before it answered: no part of the answer, and not checked. Its beginning, when it is long. */
  reasoning: z.string().optional(),
});
export type MessageMetadata = z.infer<typeof messageMetadata>;

export const confidenceLevel = z.enum(confidenceLevels);

export const messageStatus = z.enum(['complete', 'streaming', 'stopped', 'interrupted', 'failed']);

export const message = z.object({
  id,
  conversationId: id,
  sender: z.enum(['user', 'bot']),
  content: z.string(),
  status: messageStatus,
  failure: z.enum(errorCodes).nullable(),
  sources: z.array(source),
  /** True when the documents do not answer and the bot said so. */
  abstained: z.boolean(),
  model: z.string().nullable(),
  provider: provider.nullable(),
  /** 0 to 1: an estimate that the answer is right; null when nothing was answered. */
  confidence: z.number().nullable(),
  /** The same in a word: of the answers called `high`, at least nine in ten are right. */
  confidenceLevel: confidenceLevel.nullable(),
  responseTimeMs: z.number().int().nullable(),
  firstTokenMs: z.number().int().nullable(),
  tokens: z.object({ input: z.number().int(), output: z.number().int() }).nullable(),
  cost: z.number().nullable(),
  tags: z.array(z.string()),
  metadata: messageMetadata,
  createdAt: instant,
});
export type Message = z.infer<typeof message>;

/** Where a conversation comes from. */
export const channel = z.enum(['app', 'api', 'cli', 'preview', 'widget', 'openai']);

export const conversation = z.object({
  id,
  clientId: id,
  chatbotId: id,
  chatbotName: z.string(),
  userId: id.nullable(),
  title: z.string(),
  channel,
  messageCount: z.number().int(),
  /** When whoever asks wished for a person, while nobody of the office has seen to it; else null. */
  waitingSince: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type Conversation = z.infer<typeof conversation>;

export const unansweredQuestion = z.object({
  /** Of the answer that says so. */
  messageId: id,
  conversationId: id,
  chatbotId: id,
  chatbotName: z.string(),
  question: z.string(),
  /** Asked by the office to try its own chatbot. */
  ownTest: z.boolean(),
  createdAt: instant,
});
export type UnansweredQuestion = z.infer<typeof unansweredQuestion>;

export const chatEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), conversationId: id, messageId: id }),
  /** Told again, whole, each time a further source is cited. */
  z.object({ type: z.literal('sources'), sources: z.array(source) }),
  /** The model reasons: no part of the answer. May be passed over. */
  z.object({ type: z.literal('reasoning'), text: z.string() }),
  z.object({ type: z.literal('delta'), text: z.string() }),
  /** The pieces so far were reasoning after all: the answer begins anew after this. */
  z.object({ type: z.literal('withdrawn') }),
  z.object({ type: z.literal('finished'), message }),
  z.object({ type: z.literal('failed'), error: z.object({ code: z.enum(errorCodes), message: z.string() }) }),
]);
export type ChatEvent = z.infer<typeof chatEvent>;

export const chatInput = z
  .object({
    chatbotId: id,
    conversationId: id.optional(),
    message: z.string().trim().min(1).max(QUESTION_MAX_LENGTH),
    /** Another model than the chatbot's, for this answer; `embedded` quotes the documents without a model. */
    modelId: z.union([id, z.literal('embedded')]).optional(),
    channel: z.enum(['app', 'api', 'cli', 'preview']).optional(),
    /** Searches the words as they are typed; without it, likely slips are corrected. */
    asTyped: z.boolean().optional(),
  })
  .strict();
export type ChatInput = z.infer<typeof chatInput>;

const TURNS_MAX = 400; // both sides; programs send whole conversations
const TURN_MAX_LENGTH = 100_000; // characters; a pasted report

/** A conversation given whole, as programs that keep none on the server do. The last turn is the question. */
export const completionInput = z
  .object({
    chatbotId: id,
    turns: z
      .array(
        z.object({ role: z.enum(['user', 'assistant']), content: z.string().max(TURN_MAX_LENGTH) }).strict(),
      )
      .min(1)
      .max(TURNS_MAX),
    /** Added to the chatbot's own instructions for this answer. */
    instructions: z.string().max(TURN_MAX_LENGTH).optional(),
    temperature: z.number().min(0).max(2).optional(),
    maxOutputTokens: z.number().int().min(1).max(128_000).optional(),
  })
  .strict();
export type CompletionInput = z.infer<typeof completionInput>;

const tag = 'Conversations';

export const conversations = {
  list: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/conversations',
    summary: 'Conversations, latest first; members see their own',
    tag,
  })
    .input(
      pageQuery
        .extend({
          cursor: numberCursor.optional(),
          clientId: id.optional(),
          chatbotId: id.optional(),
          /** Only the caller's own. */
          mine: z.stringbool().or(z.boolean()).optional(),
          /** Only those that wait for a person of the office, or only the others. */
          waiting: z.stringbool().or(z.boolean()).optional(),
        })
        .strict(),
    )
    .output(pageOf(conversation)),

  search: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/conversations/search',
    summary: 'Conversations whose title or messages hold the words',
    tag,
  })
    .input(
      pageQuery
        .extend({
          cursor: numberCursor.optional(),
          q: z.string().trim().min(1).max(200),
          clientId: id.optional(),
          chatbotId: id.optional(),
          /** Only the caller's own. */
          mine: z.stringbool().or(z.boolean()).optional(),
        })
        .strict(),
    )
    .output(pageOf(conversation.extend({ excerpt: z.string() }))),

  create: route({
    access: [...everyone, 'key:chat'],
    method: 'POST',
    path: '/conversations',
    summary: 'Open an empty conversation',
    tag,
    successStatus: 201,
  })
    .input(z.object({ chatbotId: id, title: z.string().trim().min(1).max(200).optional() }).strict())
    .output(conversation),

  get: route({
    access: [...everyone, 'key:read', 'key:chat'],
    method: 'GET',
    path: '/conversations/{id}',
    summary: 'One conversation with its messages',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(conversation.extend({ messages: z.array(message) })),

  rename: route({
    access: [...everyone, 'key:write'],
    method: 'PATCH',
    path: '/conversations/{id}',
    summary: 'Change the title',
    tag,
  })
    .input(z.object({ id, title: z.string().trim().min(1).max(200) }).strict())
    .output(conversation),

  remove: route({
    access: [...everyone, 'key:write'],
    method: 'DELETE',
    path: '/conversations/{id}',
    summary: 'Delete a conversation',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(empty),

  /**
   * Asks a question. The answer streams as events; leaving does not end it (see `stop` and `follow`).
   * Over REST: server-sent events, or the finished message alone with `Accept: application/json`.
   */
  chat: route({
    access: [...everyone, 'key:chat'],
    method: 'POST',
    path: '/conversations/chat',
    needs: 'nothing',
    summary: 'Ask a question; the answer streams',
    tag,
  })
    .input(chatInput)
    .output(eventIterator(chatEvent)),

  complete: route({
    access: [...everyone, 'key:chat'],
    method: 'POST',
    path: '/conversations/complete',
    needs: 'nothing',
    summary: 'Answer the last turn of a conversation that is sent whole; the answer streams',
    tag,
  })
    .input(completionInput)
    .output(eventIterator(chatEvent)),

  /** Asks the last question of the conversation again; the former answer is replaced. */
  regenerate: route({
    access: [...everyone, 'key:chat'],
    method: 'POST',
    path: '/conversations/{id}/regenerate',
    needs: 'writing',
    summary: 'Answer the last question again',
    tag,
  })
    .input(
      z
        .object({
          id,
          modelId: z.union([id, z.literal('embedded')]).optional(),
          asTyped: z.boolean().optional(),
        })
        .strict(),
    )
    .output(eventIterator(chatEvent)),

  /** Joins an answer under way: everything so far, then the rest. Ends at once when it is finished. */
  follow: route({
    access: [...everyone, 'key:chat'],
    method: 'GET',
    path: '/conversations/messages/{messageId}/follow',
    summary: 'Join an answer under way',
    tag,
  })
    .input(z.object({ messageId: id }).strict())
    .output(eventIterator(chatEvent)),

  stop: route({
    access: [...everyone, 'key:chat'],
    method: 'POST',
    path: '/conversations/messages/{messageId}/stop',
    needs: 'nothing',
    summary: 'Stop an answer; what came is kept',
    tag,
  })
    .input(z.object({ messageId: id }).strict())
    .output(empty),

  unanswered: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/conversations/unanswered',
    summary: 'Questions the documents do not answer yet, latest first',
    tag,
  })
    .input(
      pageQuery
        .extend({
          clientId: id.optional(),
          chatbotId: id.optional(),
          /** Only what the office asked to try its own chatbots, or only the others. */
          ownTests: z.stringbool().or(z.boolean()).optional(),
        })
        .strict(),
    )
    .output(pageOf(unansweredQuestion)),

  dismiss: route({
    access: [...conversationReaders, 'key:write'],
    method: 'POST',
    path: '/conversations/unanswered/dismissed',
    summary: 'Count unanswered questions no more, or again; the same question asked later counts by itself',
    tag,
  })
    .input(
      z.object({ messageIds: z.array(id).min(1).max(200), dismissed: z.boolean().default(true) }).strict(),
    )
    .output(z.object({ changed: z.number().int() })),

  waiting: route({
    access: [...conversationReaders, 'key:read'],
    method: 'GET',
    path: '/conversations/waiting',
    summary: 'How many conversations wait for a person of the office, by client',
    tag,
  })
    .input(z.object({ clientId: id.optional() }).strict())
    .output(z.array(z.object({ clientId: id, count: z.number().int() }))),

  seeTo: route({
    access: [...conversationReaders, 'key:write'],
    method: 'POST',
    path: '/conversations/{id}/seen-to',
    summary: 'Say that the wish for a person is seen to, or that it waits again; a later wish counts anew',
    tag,
  })
    .input(z.object({ id, seenTo: z.boolean().default(true) }).strict())
    .output(conversation),
};
