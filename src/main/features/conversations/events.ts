import { z } from 'zod';
import { provider } from '#shared/contract/vocabulary.ts';
import { channel } from '#shared/contract/conversations.ts';
import { messageStatus } from '#shared/contract/messages.ts';
import { errorCodes } from '#shared/errors.ts';
import { defineEvent } from '#main/platform/events/index.ts';
import { purposes } from './usage-meter.ts';

/** What every event of a conversation says: enough to count it without looking anything up. */
const about = {
  chatbotId: z.string(),
  channel,
  /** Whether the office tries its own chatbot, as its people's roles were then. */
  ownTest: z.boolean(),
  /** The account or the key that asks; null for visitors, and at the machine. */
  asker: z.string().nullable(),
};
const aboutAnswer = {
  ...about,
  messageId: z.string(),
  /** Said aside from the documents: a greeting, what they are about, a wish for a person. */
  aside: z.boolean(),
  firstTokenMs: z.number().nullable(),
  responseTimeMs: z.number().nullable(),
};

export const CONVERSATION_STARTED = defineEvent('conversation.started', {
  subject: 'conversation',
  payload: z.object(about),
  news: 'conversations',
});

/** Somebody asked. Answered again, a question is the same one. */
export const QUESTION_ASKED = defineEvent('conversation.asked', {
  subject: 'conversation',
  payload: z.object({
    ...about,
    messageId: z.string(),
    /** The quota of the client was used up, and nothing answered: it is no request that counts. */
    turnedAway: z.boolean().optional(),
  }),
  news: 'conversations',
});

export const CONVERSATION_ANSWERED = defineEvent('conversation.answered', {
  subject: 'conversation',
  payload: z.object({
    ...aboutAnswer,
    /** Whether it names a source. */
    cited: z.boolean(),
    /** 0 to 1; null when it was not measured. */
    confidence: z.number().nullable(),
  }),
  news: 'conversations',
});

/** The documents do not say. */
export const CONVERSATION_ABSTAINED = defineEvent('conversation.abstained', {
  subject: 'conversation',
  payload: z.object(aboutAnswer),
  news: 'conversations',
});

/** An answer that did not come to its end: stopped, interrupted or failed. */
export const ANSWER_BROKEN_OFF = defineEvent('conversation.answer_broken_off', {
  subject: 'conversation',
  payload: z.object({ ...aboutAnswer, status: messageStatus, failure: z.enum(errorCodes).nullable() }),
  news: 'conversations',
});

/** What a model used for a question; without one, that nothing was used. The price is that of the moment. */
export const MODEL_USED = defineEvent('model.used', {
  subject: 'message',
  payload: z.object({
    ...about,
    /** Null without a model, and where it is not known any more. */
    modelId: z.string().nullable(),
    provider,
    /** As its provider calls it. */
    model: z.string(),
    purpose: z.enum(purposes),
    inputTokens: z.number(),
    outputTokens: z.number(),
    cachedTokens: z.number().nullable(),
    cost: z.number().nullable(),
    estimated: z.boolean(),
  }),
  news: null,
});

export const PERSON_ASKED = defineEvent('conversation.person_asked', {
  subject: 'conversation',
  payload: z.object(about),
  news: 'conversations',
});

/** Somebody of the office sees to it that a person answers, or gives that back. */
export const PERSON_HANDLED = defineEvent('conversation.person_handled', {
  subject: 'conversation',
  payload: z.object({ ...about, seenTo: z.boolean() }),
  news: 'conversations',
});
