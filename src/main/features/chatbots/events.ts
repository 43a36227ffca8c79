import { z } from 'zod';
import { defineEvent } from '#main/platform/events/index.ts';

const aChatbot = { subject: 'chatbot', news: 'chatbots' } as const;

export const CHATBOT_CREATED = defineEvent('chatbot.created', {
  ...aChatbot,
  payload: z.object({ copyOf: z.string().nullable() }),
});

export const CHATBOT_CHANGED = defineEvent('chatbot.changed', {
  ...aChatbot,
  payload: z.object({ active: z.boolean() }),
});

export const CHATBOT_REMOVED = defineEvent('chatbot.removed', { ...aChatbot, payload: z.object({}) });
