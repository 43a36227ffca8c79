import { z } from 'zod';
import { errorCodes } from '#shared/errors.ts';
import { defineEvent } from '#main/platform/events/index.ts';

/** No attempt is left: a person has to look. */
export const JOB_FAILED = defineEvent('job.failed', {
  subject: 'job',
  payload: z.object({ type: z.string(), failure: z.enum(errorCodes) }),
  news: null, // jobs tell of each of their states
});
