import { z } from 'zod';
import { instant } from './vocabulary.ts';

/** That texts may leave for a place outside this machine and this network. */
export const cloudConsent = z.object({
  host: z.string(),
  at: instant,
  /** Who agreed; null at this machine, of who is gone, and where it was carried over. */
  by: z.string().nullable(),
  /** Nobody was asked: it was used before there was anything to ask. */
  carriedOver: z.boolean(),
});
export type CloudConsent = z.infer<typeof cloudConsent>;
