import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { empty, fileId, flag, id, language, order, pageOf, pageQuery, sortedCursor } from './vocabulary.ts';
import { documentLocks } from './document-locks.ts';
import { documentPages } from './document-pages.ts';
import { storedFile } from './files.ts';
import { editors, everyone, route } from './route.ts';
import { SEARCH_MAX_LENGTH, UPLOAD_MAX_BYTES, UPLOAD_MAX_FILES, UPLOAD_REQUEST_MAX_BYTES } from './limits.ts';
import { narrowing } from './narrowing.ts';
import {
  ON_SAME_NAME,
  TITLE_MAX_CHARACTERS,
  comparison,
  document,
  documentState,
  sameNameChoice,
} from './document.ts';

/** A path that could not be taken, and why. */
export const rejectedPath = z.object({ path: z.string(), code: z.enum(errorCodes) });

const tag = 'Documents';

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
          ...narrowing,
          sort: documentSort.default('added'),
          order: order.default('desc'),
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
   * Takes files and folders of this machine (desktop window and command line; `auth.local_only` for anybody else, who
   * sends the bytes to `upload`). Folders are walked; hidden files and links in them are left out. Files of one call never
   * replace one another.
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
      areDocuments: true,
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

  compare: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/documents/{id}/comparison',
    summary: 'What changed in a document since an earlier version, by paragraph, table row and word',
    tag,
  })
    .input(
      z
        .object({
          id,
          /** Left out, it is the latest one that was set aside. */
          earlierId: id.optional(),
        })
        .strict(),
    )
    .output(comparison),

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

  recognise: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/recognition',
    summary: 'Recognise the text of its pictures and scanned pages, those that are left',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(document),

  stopRecognition: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/recognition/stop',
    summary: 'Stop recognising its text; the pages that are done are kept and searched',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(document),

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

  ...documentLocks,
  ...documentPages,
};
