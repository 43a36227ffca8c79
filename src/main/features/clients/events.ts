import { z } from 'zod';
import { defineEvent } from '#main/platform/events/index.ts';

const aClient = { subject: 'client', news: 'clients' } as const;

export const CLIENT_CREATED = defineEvent('client.created', { ...aClient, payload: z.object({}) });

export const CLIENT_CHANGED = defineEvent('client.changed', {
  ...aClient,
  payload: z.object({ archived: z.boolean(), active: z.boolean() }),
});

/** Its days begin at another hour from now on, and did so all along: what is counted by day is counted again. */
export const CLIENT_MOVED = defineEvent('client.moved', {
  ...aClient,
  payload: z.object({ timeZone: z.string() }),
  news: null, // told by what changed
});
