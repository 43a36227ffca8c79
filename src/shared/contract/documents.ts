import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import {
  empty,
  fileId,
  id,
  instant,
  language,
  numberCursor,
  pageOf,
  pageQuery,
  sortedCursor,
} from './vocabulary.ts';
import { storedFile } from './files.ts';
import { editors, everyone, route } from './route.ts';
import { SEARCH_MAX_LENGTH } from './limits.ts';

const MOST_CHARACTERS = 1_000_000_000; // more than any text has
export const UPLOAD_MAX_BYTES = 200 * 1024 * 1024; // a 600-page scan weighs about 100 MB
export const UPLOAD_MAX_FILES = 1_000; // a folder dropped at once
const UPLOAD_REQUEST_MAX_BYTES = 2 * 1024 * 1024 * 1024; // all files of one request; beyond, send several

/** `set_aside`: an earlier version, whose place a newer one has taken. It is kept, and found by no search. */
export const documentState = z.enum(['queued', 'extracting', 'indexing', 'ready', 'failed', 'set_aside']);
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
    'encoded', // files written as letters (base64), which nobody can read
    'attachments', // carried files that are not read
    'cut_short', // the file ends before its text does
  ]),
  unread: z.number().int(),
  total: z.number().int(),
  unit: z.enum(['pages', 'characters', 'files']),
  places: z.array(z.string()).max(20),
});
export type ReadingWarning = z.infer<typeof readingWarning>;

/**
 * What becomes of the document that has the name of a new file, and other content, in the same chatbot. `replace`: it
 * is set aside once the new one is read, and can be restored. `keep`: both answer.
 */
export const sameNameChoice = z.enum(['replace', 'keep']);
export type SameNameChoice = z.infer<typeof sameNameChoice>;
/** What happens where nobody chooses: answers come from the newer content, and nothing is lost. */
export const ON_SAME_NAME: SameNameChoice = 'replace';

/** Another document, as much of it as tells which one it is. */
export const documentMention = z.object({ id, title: z.string(), fileName: z.string(), createdAt: instant });
export type DocumentMention = z.infer<typeof documentMention>;

export const TITLE_MAX_CHARACTERS = 300;

export const document = z.object({
  id,
  clientId: id,
  /** The name it was given, even where the same bytes are there under another. */
  fileName: z.string(),
  /** What it is called: by a person, or after what the file says of itself, its first heading or its name. */
  title: z.string(),
  /** What a person called it; null when nobody did. */
  givenTitle: z.string().nullable(),
  mediaType: z.string().nullable(),
  language: language.nullable(),
  size: z.number().int(),
  state: documentState,
  failure: z.enum(errorCodes).nullable(),
  /** A failure that somebody knows of: it counts no more. */
  dismissed: z.boolean(),
  /** What was not read, or not read well; empty when all was. */
  warnings: z.array(readingWarning),
  /** Readers have become better since it was read: reading it again may find more. */
  outdated: z.boolean(),
  /** 0 to 1 while extracting or indexing, else null. */
  progress: z.number().nullable(),
  /** What it is doing in numbers, e.g. `31/48` pages. */
  progressNote: z.string().nullable(),
  pageCount: z.number().int().nullable(),
  passageCount: z.number().int(),
  origin: z.enum(['upload', 'folder', 'sample', 'evaluation']),
  chatbotIds: z.array(id),
  /** Other documents with the very same bytes under another name, or kept apart. */
  sameContentAs: z.array(id),
  /** Being read to take the place of this one. */
  replaces: documentMention.nullable(),
  /** The newer version that took its place. */
  replacedBy: id.nullable(),
  setAsideAt: instant.nullable(),
  /** Earlier versions that are set aside under it. */
  versionCount: z.number().int(),
  /**
   * Told only by the call that added it: the same name with the same bytes was there already. Nothing was read twice;
   * the chatbot was given it if it did not have it.
   */
  duplicate: z.boolean(),
  /**
   * Told only by the call that added it: documents of the same name with other content, in the same chatbot. They
   * are about to be replaced (`replaces`), or answer too (`kept`): offer the other with `restore` or `replace`.
   */
  sameName: z
    .object({ action: z.enum(['replaces', 'kept']), documents: z.array(documentMention) })
    .nullable(),
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

const flag = z.stringbool().or(z.boolean());
export const documentSort = z.enum(['added', 'title', 'state', 'pages', 'passages', 'size', 'updated']);
export type DocumentSort = z.infer<typeof documentSort>;

const MANY = 1_000; // documents handled by one call
const ids = z.array(id).min(1).max(MANY);
const chatbotIds = z.array(id).max(200);

export const documents = {
  list: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/documents',
    summary: 'Documents, newest first unless sorted otherwise; earlier versions only when asked for',
    tag,
  })
    .input(
      pageQuery
        .extend({
          cursor: sortedCursor.optional(),
          clientId: id.optional(),
          chatbotId: id.optional(),
          state: documentState.optional(),
          /** Only those with warnings, or only those without. */
          warned: flag.optional(),
          /** Only those that an earlier version of the readers read, or only the others. */
          outdated: flag.optional(),
          /** Only those whose failure was dismissed, or only the others. */
          dismissed: flag.optional(),
          q: z.string().trim().max(SEARCH_MAX_LENGTH).optional(),
          sort: documentSort.default('added'),
          order: z.enum(['asc', 'desc']).default('desc'),
        })
        .strict(),
    )
    .output(
      pageOf(document).extend({
        /** Of the client or chatbot, whatever else is filtered on. */
        totals: z.object({
          /** Ready or on their way; what failed is counted apart. */
          documents: z.number().int(),
          ready: z.number().int(),
          working: z.number().int(),
          /** Failures that nobody has dismissed. */
          failed: z.number().int(),
          dismissed: z.number().int(),
          /** Ready documents with warnings. */
          warned: z.number().int(),
          outdated: z.number().int(),
          setAside: z.number().int(),
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
   * files are left out. Over HTTP, `upload` takes the bytes instead. Files of one call never replace one another.
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
      z
        .object({
          chatbotId: id,
          /** Further chatbots of the same client that are given them. */
          otherChatbotIds: chatbotIds.default([]),
          paths: z.array(z.string().min(1).max(4096)).min(1).max(10_000),
          onSameName: sameNameChoice.default(ON_SAME_NAME),
        })
        .strict(),
    )
    .output(
      z.object({
        documents: z.array(document),
        rejected: z.array(rejectedPath),
        /** What was done about documents of the same name. */
        onSameName: sameNameChoice,
      }),
    ),

  upload: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents',
    summary: 'Add files to the knowledge of a chatbot',
    description:
      'Answers as soon as the files are stored; they are read in the background (see `state`). ' +
      'Send `chatbotId` first: files that come before it are put aside on disk until it is known. A file of the name of ' +
      'a document of that chatbot, with other content, is a newer version: `onSameName` says what becomes of the older ' +
      'one, and `sameName` in the answer what was done.',
    tag,
    successStatus: 201,
    takes: {
      maxBytes: UPLOAD_MAX_BYTES,
      maxFiles: UPLOAD_MAX_FILES,
      maxRequestBytes: UPLOAD_REQUEST_MAX_BYTES,
      underWay: { perSender: UPLOAD_REQUEST_MAX_BYTES, inAll: 2 * UPLOAD_REQUEST_MAX_BYTES },
    },
  })
    .input(
      z
        .object({
          chatbotId: chatbotIds.min(1).describe('Repeated for several chatbots of one client.'),
          onSameName: sameNameChoice
            .default(ON_SAME_NAME)
            .describe('Before the files. `replace`: the older is set aside once the new one is read.'),
        })
        .strict(),
    )
    .output(z.array(document)),

  download: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/documents/{id}/file',
    summary: 'The original file',
    tag,
  })
    .input(z.object({ id: fileId }).strict())
    .output(storedFile('application/octet-stream')),

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
    .input(z.object({ id, chatbotIds }).strict())
    .output(document),

  linkMany: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/chatbots',
    summary: 'Give documents to chatbots, or take them away, many at once',
    tag,
  })
    .input(z.object({ ids, add: chatbotIds.default([]), remove: chatbotIds.default([]) }).strict())
    .output(z.object({ changed: z.number().int() })),

  rename: route({
    access: [...editors, 'key:write'],
    method: 'PATCH',
    path: '/documents/{id}',
    summary: 'Call a document otherwise; null goes back to its own title. The name of its file stays',
    tag,
  })
    .input(z.object({ id, title: z.string().trim().min(1).max(TITLE_MAX_CHARACTERS).nullable() }).strict())
    .output(document),

  dismiss: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/dismissed',
    summary: 'Count failures no more, or again; a new failure of the same document counts by itself',
    tag,
  })
    .input(z.object({ ids, dismissed: z.boolean().default(true) }).strict())
    .output(z.object({ changed: z.number().int() })),

  versions: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/documents/{id}/versions',
    summary: 'Earlier versions of a document that are set aside, the latest first',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(z.array(document)),

  replace: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/replace',
    summary: 'Let a document take the place of another, which is set aside',
    tag,
  })
    .input(z.object({ id, olderId: id }).strict())
    .output(document),

  restore: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/restore',
    summary: 'Let an earlier version answer again: in place of the newer one, or `beside` it',
    tag,
  })
    .input(z.object({ id, beside: z.boolean().default(false) }).strict())
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

  retryMany: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/retry',
    summary:
      'Read again every document that failed, has warnings, or was read by an earlier version of the readers',
    tag,
  })
    .input(
      z
        .object({
          clientId: id.optional(),
          chatbotId: id.optional(),
          which: z.enum(['failed', 'warned', 'outdated']),
        })
        .strict(),
    )
    .output(
      z.object({
        count: z.number().int(),
        /** Left as they are read, because their file is gone or is another than was added. */
        withoutFile: z.number().int(),
      }),
    ),

  remove: route({
    access: [...editors, 'key:write'],
    method: 'DELETE',
    path: '/documents/{id}',
    summary:
      'Delete a document, its earlier versions, their passages and vectors, and the files no other document has',
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
          page: z.coerce.number().int().min(1).max(MOST_CHARACTERS).optional(),
          offset: z.coerce.number().int().min(0).max(MOST_CHARACTERS).optional(),
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
    .input(pageQuery.extend({ cursor: numberCursor.optional(), id }).strict())
    .output(pageOf(passage)),
};
