import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { empty, id, instant, numberCursor, pageOf, pageQuery } from './vocabulary.ts';
import { conversationReaders, everyone, route } from './route.ts';
import { source, message, quote } from './messages.ts';
import { CONVERSATION_TITLE_MAX_LENGTH, SEARCH_MAX_LENGTH } from './limits.ts';

export const QUESTION_MAX_LENGTH = 8_000; // characters

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
  /**
   * A model reads what was found: that may take so many milliseconds, `loads` its being loaded included; null when nobody
   * knows. `elapsedMs` is how long ago it began, for who joins later. Told again when that changes. May be passed over.
   */
  z.object({
    type: z.literal('reading'),
    model: z.string(),
    passages: z.number().int(),
    expectedMs: z.number().int().nullable(),
    loads: z.boolean(),
    elapsedMs: z.number().int(),
  }),
  /**
   * What the documents say by themselves, one to three quotes, while a model reads; `sources` are theirs alone. No part of
   * the answer, which numbers its own. May be passed over.
   */
  z.object({ type: z.literal('quotes'), quotes: z.array(quote), sources: z.array(source) }),
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
          q: z.string().trim().min(1).max(SEARCH_MAX_LENGTH),
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
    .input(
      z
        .object({
          chatbotId: id,
          title: z.string().trim().min(1).max(CONVERSATION_TITLE_MAX_LENGTH).optional(),
        })
        .strict(),
    )
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
    .input(z.object({ id, title: z.string().trim().min(1).max(CONVERSATION_TITLE_MAX_LENGTH) }).strict())
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

  /** A person opened a chat: what answers there is loaded meanwhile, where it runs nearby. */
  prepare: route({
    access: [...everyone, 'key:chat'],
    method: 'POST',
    path: '/conversations/prepare',
    needs: 'nothing',
    summary: 'Have the model of a chatbot loaded before it is asked',
    tag,
  })
    .input(z.object({ chatbotId: id }).strict())
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
