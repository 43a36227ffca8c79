import { z } from 'zod';
import { artifactEffect } from '#shared/contract/artifacts.ts';
import { defineEvent } from '#main/platform/events/index.ts';

const about = { kind: z.string(), version: z.number() };
const subject = 'artifact';
const news = 'approvals';

/** It waits for a person's yes: new, or put to review again. */
export const ARTIFACT_PROPOSED = defineEvent('artifact.proposed', {
  subject,
  payload: z.object({ ...about, effect: artifactEffect }),
  news,
});

/** A person said yes, or no. */
export const ARTIFACT_DECIDED = defineEvent('artifact.decided', {
  subject,
  payload: z.object({ ...about, approved: z.boolean() }),
  news,
});

/** What was approved happened. */
export const ARTIFACT_EXECUTED = defineEvent('artifact.executed', {
  subject,
  payload: z.object(about),
  news,
});

/** What was approved did not happen, or nobody knows whether it did. */
export const ARTIFACT_FAILED = defineEvent('artifact.failed', {
  subject,
  payload: z.object({ ...about, failure: z.string() }),
  news,
});
