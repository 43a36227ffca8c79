import { z } from 'zod';
import { id } from './vocabulary.ts';

/** What a merge changed, so that it can be undone: the survivor's fields before, and what came over to it. */
export const contactMergeUndo = z.object({
  before: z.object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    companyId: id.nullable(),
    language: z.string().nullable(),
    note: z.string().nullable(),
    keptAt: z.string().nullable(),
  }),
  visitorIds: z.array(id),
  /** People of a merged company. */
  personIds: z.array(id),
});
export type ContactMergeUndo = z.infer<typeof contactMergeUndo>;
