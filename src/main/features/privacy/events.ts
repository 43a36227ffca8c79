import { z } from 'zod';
import { defineEvent } from '#main/platform/events/index.ts';

/** Of no client: that one is gone, and its id names nothing any more. */
export const CLIENT_ERASED = defineEvent('client.erased', {
  subject: 'client',
  payload: z.object({}),
  news: null, // its id is nobody’s business
});

/** What a client keeps no longer was deleted. */
export const RETENTION_APPLIED = defineEvent('retention.applied', {
  subject: 'client',
  payload: z.object({ conversations: z.number(), documents: z.number() }),
  news: 'conversations',
});
