import { z } from 'zod';
import { documentPage, pageLayout, passage, passageFlag } from './document.ts';
import { madeFile } from './files.ts';
import { PAGE_WIDTH_MAX, PAGE_WIDTH_MIN } from './limits.ts';
import { everyone, route } from './route.ts';
import { fileId, id, numberCursor, pageOf, pageQuery } from './vocabulary.ts';

const tag = 'Documents';
const MOST_CHARACTERS = 1_000_000_000; // more than any text has

/** What a person looks at in a document: its pages, as text and as they look, and its passages. */
export const documentPages = {
  page: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/documents/{id}/page',
    summary: 'The text of one page; by page number, or the page that holds a character offset',
    tag,
  })
    .input(
      z
        .object({
          id,
          page: z.coerce.number().int().min(1).max(MOST_CHARACTERS).optional(),
          offset: z.coerce.number().int().min(0).max(MOST_CHARACTERS).optional(),
        })
        .strict(),
    )
    .output(documentPage),

  pageImage: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/documents/{id}/page/image',
    summary: 'One page as it looks, of documents that have real pages (`drawable`)',
    tag,
  })
    .input(
      z
        .object({
          id: fileId,
          page: z.coerce.number().int().min(1).max(MOST_CHARACTERS),
          /** In pixels; what would be too large is drawn smaller. */
          width: z.coerce.number().int().min(PAGE_WIDTH_MIN).max(PAGE_WIDTH_MAX),
        })
        .strict(),
    )
    .output(madeFile('image/webp')),

  pageLayout: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/documents/{id}/page/layout',
    summary: 'The proportions of a page, and where a passage stands on it',
    tag,
  })
    .input(
      z
        .object({
          id,
          /** Left out, it is the first page of the passage. */
          page: z.coerce.number().int().min(1).max(MOST_CHARACTERS).optional(),
          /** The passage, by its number or by its characters in the text of the document. */
          chunkId: z
            .string()
            .regex(/^\d{1,15}$/)
            .optional(),
          start: z.coerce.number().int().min(0).max(MOST_CHARACTERS).optional(),
          end: z.coerce.number().int().min(0).max(MOST_CHARACTERS).optional(),
        })
        .strict(),
    )
    .output(pageLayout),

  passages: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/documents/{id}/passages',
    summary: 'The passages of a document, in order; with `flag`, those that may be of no use for that reason',
    tag,
  })
    .input(pageQuery.extend({ cursor: numberCursor.optional(), id, flag: passageFlag.optional() }).strict())
    .output(pageOf(passage)),
};
