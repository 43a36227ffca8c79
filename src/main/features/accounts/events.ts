import { z } from 'zod';
import { defineEvent } from '#main/platform/events/index.ts';

/** By its holder, or by a link that was sent for it. */
export const PASSWORD_CHANGED = defineEvent('account.password_changed', {
  subject: 'account',
  payload: z.object({}),
  news: null,
});
