import { z } from 'zod';

/**
 * What the data folder takes. `full`: what is there is read and asked, answers are kept in the room that was put by for
 * them, and nothing else is taken in. `read_only`: nothing is kept.
 */
export const storageState = z.enum(['writable', 'full', 'read_only']);
export type StorageState = z.infer<typeof storageState>;
