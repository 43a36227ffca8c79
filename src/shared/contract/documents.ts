import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { empty, id, instant, language, pageOf, pageQuery } from './vocabulary.ts';
import { editors, everyone, route } from './route.ts';

export const UPLOAD_MAX_BYTES = 200 * 1024 * 1024; // a 600-page scan weighs about 100 MB

export const documentState = z.enum(['queued', 'extracting', 'indexing', 'ready', 'failed']);
export type DocumentState = z.infer<typeof documentState>;

/**
 * Something of a document that was not read, or not read well. `unread` of `total`, counted in `unit`; `places` are
 * the first page numbers or names.
 */
export const readingWarning = z.object({
  kind: z.enum([
    'garbled', // letters that make no words: a font without a character map, an unknown encoding
    'without_text', // nothing to read there: scans, pictures, blank pages
    'damaged', // the file is broken there
    'attachments', // carried files that are not read
    'cut_short', // the file ends before its text does
  ]),
  unread: z.number().int(),
  total: z.number().int(),
  unit: z.enum(['pages', 'characters', 'files']),
  places: z.array(z.string()).max(20),
});
export type ReadingWarning = z.infer<typeof readingWarning>;

export const document = z.object({
  id,
  clientId: id,
  fileName: z.string(),
  title: z.string(),
  mediaType: z.string().nullable(),
  language: language.nullable(),
  size: z.number().int(),
  state: documentState,
  failure: z.enum(errorCodes).nullable(),
  /** 0 to 1 while extracting or indexing, else null. */
  progress: z.number().nullable(),
  /** What it is doing in numbers, e.g. `31/48` pages. */
  progressNote: z.string().nullable(),
  pageCount: z.number().int().nullable(),
  passageCount: z.number().int(),
  origin: z.enum(['upload', 'folder', 'sample', 'evaluation']),
  chatbotIds: z.array(id),
  /** True when this very content was there already; nothing was read twice. */
  duplicate: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
});
export type Document = z.infer<typeof document>;

export const blockKind = z.enum(['heading', 'paragraph', 'list', 'table', 'code', 'quote']);

/** One page of a document (or one slice of a document without pages), as stored: offsets are into the whole text. */
export const documentPage = z.object({
  documentId: id,
  title: z.string(),
  fileName: z.string(),
  mediaType: z.string().nullable(),
  /** 1-based position of this slice among `pageCount` slices. */
  page: z.number().int(),
  pageCount: z.number().int(),
  /** True when the pages are those of the original file. */
  paged: z.boolean(),
  start: z.number().int(),
  end: z.number().int(),
  blocks: z.array(
    z.object({
      kind: blockKind,
      level: z.number().int().nullable(),
      start: z.number().int(),
      end: z.number().int(),
      text: z.string(),
    }),
  ),
});
export type DocumentPage = z.infer<typeof documentPage>;

export const passage = z.object({
  chunkId: z.string(),
  ordinal: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  page: z.number().int().nullable(),
  /** The page its last word is on. */
  pageEnd: z.number().int().nullable(),
  heading: z.string().nullable(),
  text: z.string(),
});
export type Passage = z.infer<typeof passage>;

/** A path that could not be taken, and why. */
export const rejectedPath = z.object({ path: z.string(), code: z.enum(errorCodes) });

const tag = 'Documents';

export const documents = {
  list: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/documents',
    summary: 'Documents, newest first',
    tag,
  })
    .input(
      pageQuery
        .extend({
          clientId: id.optional(),
          chatbotId: id.optional(),
          state: documentState.optional(),
          q: z.string().trim().max(200).optional(),
        })
        .strict(),
    )
    .output(
      pageOf(document).extend({
        totals: z.object({
          documents: z.number().int(),
          ready: z.number().int(),
          working: z.number().int(),
          failed: z.number().int(),
          passages: z.number().int(),
        }),
      }),
    ),

  get: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/documents/{id}',
    summary: 'One document',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(document),

  /**
   * Takes files and folders of this machine (desktop window and command line). Folders are walked; hidden
   * files are left out. Over HTTP, `POST /api/documents` takes the bytes instead (multipart: `chatbotId`,
   * `file` repeated) and answers a list of documents.
   */
  addPaths: route({
    access: ['local'],
    method: 'POST',
    path: '/documents/paths',
    summary: 'Add files and folders of this machine',
    tag,
    successStatus: 201,
  })
    .input(
      z.object({ chatbotId: id, paths: z.array(z.string().min(1).max(4096)).min(1).max(10_000) }).strict(),
    )
    .output(z.object({ documents: z.array(document), rejected: z.array(rejectedPath) })),

  addSample: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/sample',
    summary: 'Add the sample knowledge that ships with Foyer',
    tag,
    successStatus: 201,
  })
    .input(z.object({ chatbotId: id, language }).strict())
    .output(z.array(document)),

  /** Links or unlinks documents of the same client to a chatbot. */
  link: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/chatbots',
    summary: 'Choose which chatbots use a document',
    tag,
  })
    .input(z.object({ id, chatbotIds: z.array(id).max(200) }).strict())
    .output(document),

  retry: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/retry',
    summary: 'Read a document again',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(document),

  remove: route({
    access: [...editors, 'key:write'],
    method: 'DELETE',
    path: '/documents/{id}',
    summary: 'Delete a document, its passages, its vectors and its file',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(empty),

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
          page: z.coerce.number().int().min(1).optional(),
          offset: z.coerce.number().int().min(0).optional(),
        })
        .strict(),
    )
    .output(documentPage),

  passages: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/documents/{id}/passages',
    summary: 'The passages of a document, in order',
    tag,
  })
    .input(pageQuery.extend({ id }).strict())
    .output(pageOf(passage)),
};
