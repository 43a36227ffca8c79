import { z } from 'zod';
import { model } from '#shared/contract/models.ts';
import { provider } from '#shared/contract/vocabulary.ts';
import { defineEvent } from '#main/platform/events/index.ts';

/** Added, changed, removed, or found out anew by a test. */
export const MODEL_CHANGED = defineEvent('model.changed', {
  subject: 'model',
  payload: z.object({ purpose: model.shape.purpose }),
  news: 'models',
});

/** A model outside read texts to compare them, or passages to put them in order. The price is that of the moment. */
export const MODEL_COMPARED = defineEvent('model.compared', {
  subject: 'model',
  payload: z.object({
    /** The chatbot whose question it was for; null for documents. */
    chatbotId: z.string().nullable(),
    modelId: z.string(),
    provider,
    /** As its provider calls it. */
    model: z.string(),
    purpose: z.enum(['passages', 'question', 'order']),
    inputTokens: z.number(),
    /** In the currency of the prices; null for a model without a price. */
    cost: z.number().nullable(),
    /** Whether Foyer counted, because the server did not. */
    estimated: z.boolean(),
  }),
  news: null,
});
