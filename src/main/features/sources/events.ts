import { z } from 'zod';
import { errorCodes } from '#shared/errors.ts';
import { defineEvent } from '#main/platform/events/index.ts';

const aSource = { subject: 'source', news: 'sources' } as const;

/** Its look failed, after one that went well or was the first. */
export const SOURCE_FAILED = defineEvent('source.failed', {
  ...aSource,
  payload: z.object({ failure: z.enum(errorCodes) }),
});

/** So much of it is gone that nothing is set aside by itself. */
export const SOURCE_SHRUNK = defineEvent('source.shrunk', {
  ...aSource,
  payload: z.object({ gone: z.number(), of: z.number() }),
});
