import { z } from 'zod';
import { feedbackRating } from '#shared/contract/visitor-panel.ts';
import { leadReason } from '#shared/contract/widget-settings.ts';
import { defineEvent } from '#main/platform/events/index.ts';

export const VISITOR_FIRST_SEEN = defineEvent('visitor.first_seen', {
  subject: 'visitor',
  payload: z.object({ chatbotId: z.string() }),
  news: null,
});

export const ANSWER_RATED = defineEvent('conversation.rated', {
  subject: 'conversation',
  payload: z.object({ chatbotId: z.string(), messageId: z.string(), rating: feedbackRating }),
  news: 'conversations',
});

/** A visitor left how to be reached. */
export const CONTACT_LEFT = defineEvent('contact.left', {
  subject: 'contact',
  payload: z.object({ chatbotId: z.string(), conversationId: z.string().nullable(), reason: leadReason }),
  news: 'contacts',
});
