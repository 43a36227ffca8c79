import { z } from 'zod';
import { defineEvent } from '../../api.ts';
import { ways } from '../contract.ts';

const about = { subject: 'article', news: 'modules' } as const;

/** It waits for a yes: new, or again. */
export const ARTICLE_PROPOSED = defineEvent('article.proposed', {
  ...about,
  payload: z.object({ chatbotId: z.string(), how: z.enum(ways) }),
});

/** A person said yes: chatbots use it. */
export const ARTICLE_APPROVED = defineEvent('article.approved', {
  ...about,
  payload: z.object({ chatbotId: z.string(), how: z.enum(ways) }),
});

export const ARTICLE_DROPPED = defineEvent('article.dropped', {
  ...about,
  payload: z.object({ chatbotId: z.string() }),
});
