import { z } from 'zod';
import { model } from '#shared/contract/models.ts';
import { defineEvent } from '#main/platform/events/index.ts';

/** Added, changed, removed, or found out anew by a test. */
export const MODEL_CHANGED = defineEvent('model.changed', {
  subject: 'model',
  payload: z.object({ purpose: model.shape.purpose }),
  news: 'models',
});
