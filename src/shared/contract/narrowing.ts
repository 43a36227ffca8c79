/** What narrows a search or a list of documents: each field leaves out what it does not fit. */

import { z } from 'zod';
import { id, language } from './vocabulary.ts';

/** Kinds of files as people call them; `text` is all that is none of the others. */
export const documentType = z.enum(['pdf', 'word', 'sheet', 'slides', 'page', 'mail', 'picture', 'text']);
export type DocumentType = z.infer<typeof documentType>;

const FOLDER_MAX_CHARACTERS = 2_000;

export const narrowing = {
  /** Only what a source keeps fresh. */
  sourceId: id.optional(),
  /** Only what is below it: a path below the folder that is followed, or the beginning of an address. */
  folder: z.string().trim().min(1).max(FOLDER_MAX_CHARACTERS).optional(),
  /** In which the document is written. */
  language: language.optional(),
  type: documentType.optional(),
  /** By hand, or of the source that keeps it fresh. */
  tagId: id.optional(),
  /** Taken in on that day or later, counted in UTC. */
  addedFrom: z.iso.date().optional(),
  /** Taken in on that day or earlier, counted in UTC. */
  addedTo: z.iso.date().optional(),
};

export type Narrowing = z.infer<z.ZodObject<typeof narrowing>>;
