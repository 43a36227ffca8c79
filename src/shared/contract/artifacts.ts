import { z } from 'zod';

/** `review`: it waits for a person. `executing` and what follows: the yes was given. */
export const artifactStates = [
  'draft',
  'review',
  'approved',
  'executing',
  'executed',
  'rejected',
  'failed',
] as const;
export const artifactState = z.enum(artifactStates);
export type ArtifactState = z.infer<typeof artifactState>;
