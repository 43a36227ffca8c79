import { z } from 'zod';
import { defineEvent } from '#main/platform/events/index.ts';

/** The index of another model is complete beside the one that answers. */
export const INDEX_READY = defineEvent('search.index_ready', {
  subject: 'index_change',
  payload: z.object({ modelId: z.string(), formerModelId: z.string().nullable() }),
  news: 'index',
});
