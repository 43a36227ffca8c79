/** A document, its text and its passages, as everybody is told of them. */

import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { sourceKind } from './sources.ts';
import { id, instant, language } from './vocabulary.ts';

/** `set_aside`: an earlier version, whose place a newer one has taken. It is kept, and found by no search. */
export const documentState = z.enum(['queued', 'extracting', 'indexing', 'ready', 'failed', 'set_aside']);
export type DocumentState = z.infer<typeof documentState>;

/** So many places of a warning are named; the rest is counted. */
export const WARNING_PLACES_MAX = 20;

/** Why a file within another was left out. */
export const leftOutReason = z.enum([
  'locked',
  'protected',
  'too_large',
  'too_deep',
  'other_kind',
  'damaged',
]);
export type LeftOutReason = z.infer<typeof leftOutReason>;

/**
 * Something of a document that was not read, or not read well. `unread` of `total`, counted in `unit`; `places` are
 * the first page numbers or names.
 */
export const readingWarning = z.object({
  kind: z.enum([
    'garbled', // letters that make no words: a font without a character map, an unknown encoding
    'badly_recognised', // words that were recognised in a picture, and are uncertain
    'without_text', // nothing to read there: scans, pictures, blank pages
    'damaged', // the file is broken there
    'encoded', // files written as letters (base64), which nobody can read
    'attachments', // carried files that were not read
    'cut_short', // the file ends before its text does
    'beyond_limit', // more than one document may hold
    'uncomputed', // sheets whose formulas have no value in the file
  ]),
  unread: z.number().int(),
  total: z.number().int(),
  unit: z.enum(['pages', 'characters', 'files']),
  places: z.array(z.string()).max(WARNING_PLACES_MAX),
  /** Why, for each of `places` in their order, where these are files within the document; null where it is not known. */
  reasons: z.array(leftOutReason.nullable()).max(WARNING_PLACES_MAX).optional(),
});
export type ReadingWarning = z.infer<typeof readingWarning>;

const pageNumbers = z.array(z.number().int());

/**
 * What becomes of the pages of a document whose text only a picture shows. They are recognised on this machine, once
 * nothing else is to be read.
 */
export const documentRecognition = z.object({
  /** `stopped`: by a person, by a fault, or because it is off; the pages of `left` are not searched. */
  state: z.enum(['waiting', 'running', 'stopped', 'done']),
  /** How many such pages there are, and how many were tried. */
  pages: z.number().int(),
  recognised: z.number().int(),
  /** On how many of these there were words. */
  withText: z.number().int(),
  /** Such pages beyond what the installation recognises in one document; they are not searched. */
  beyond: z.number().int(),
  /** Numbers of those not tried yet, whose words are uncertain, without words, and where it failed. */
  left: pageNumbers,
  badly: pageNumbers,
  empty: pageNumbers,
  failed: pageNumbers,
  /** The same of pages of files within it, of which there is something to say; 50 at most. */
  files: z.array(
    z.object({
      name: z.string(),
      page: z.number().int(),
      outcome: z.enum(['left', 'badly', 'empty', 'failed']),
    }),
  ),
  /** An estimate by the pages so far; null while none is known. */
  secondsLeft: z.number().int().nullable(),
});
export type DocumentRecognition = z.infer<typeof documentRecognition>;

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

/** Where a document comes from by itself: a path below a folder, an address of a site, an entry of a feed. */
export const documentSource = z.object({
  id,
  name: z.string(),
  kind: sourceKind,
  key: z.string(),
  /** Where it can be opened in a browser. */
  address: z.string().nullable(),
  /** It is not there any more. */
  vanished: z.boolean(),
});
export type DocumentSource = z.infer<typeof documentSource>;

export const TITLE_MAX_CHARACTERS = 300;

export const DOCUMENT_PASSWORD_MAX_LENGTH = 255; // what Word and Excel take

/** Of a document that asks for a password, or carries files that do. */
export const documentLock = z.object({
  /** Whether it was read with a password; the text of what stays locked is not searched. */
  opened: z.boolean(),
  /** Whether its password is kept for later readings. */
  kept: z.boolean(),
});

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
  /** Of its pages whose text only a picture shows; null when it has none. */
  recognition: documentRecognition.nullable(),
  /** Null where no password is asked for. */
  lock: documentLock.nullable(),
  /** Readers have become better since it was read: reading it again may find more. */
  outdated: z.boolean(),
  /** 0 to 1 while extracting or indexing, else null. */
  progress: z.number().nullable(),
  /** What it is doing in numbers, e.g. `31/48` pages. */
  progressNote: z.string().nullable(),
  pageCount: z.number().int().nullable(),
  passageCount: z.number().int(),
  origin: z.enum(['upload', 'folder', 'sample', 'evaluation', 'source', 'office']),
  /** The source that keeps it fresh, and what it is called there; null for what is none's, or none's any more. */
  source: documentSource.nullable(),
  chatbotIds: z.array(id),
  /** By hand, or of the source that keeps it fresh alone. */
  tags: z.array(z.object({ id, name: z.string(), byHand: z.boolean() })),
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
  /** True when the page can be looked at as well: `/page/image` draws it. */
  drawable: z.boolean(),
  /** True when it cannot be looked at because the password of the document is not kept. */
  locked: z.boolean(),
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

/** A place on a page, in shares (0 to 1) of its width and height, from its upper left. */
export const pageBox = z.object({
  left: z.number(),
  top: z.number(),
  width: z.number(),
  height: z.number(),
});

/** How a page looks before it is drawn, and where a passage stands on it. */
export const pageLayout = z.object({
  page: z.number().int(),
  /** Its proportions: points of a PDF, pixels of a picture. */
  width: z.number(),
  height: z.number(),
  /** One for each line of the passage that is on this page; none without a passage, or where it is not found. */
  boxes: z.array(pageBox),
});
export type PageLayout = z.infer<typeof pageLayout>;

const sameOrNot = z.enum(['same', 'removed', 'added']);

/** A paragraph, list item, heading or table row of two versions, or what of the same is folded between them. */
export const comparedPart = z.discriminatedUnion('kind', [
  /** So many that are the same in both and are not shown. */
  z.object({ kind: z.literal('folded'), count: z.number().int() }),
  z.object({
    kind: z.enum([...blockKind.options, 'row']),
    /** `changed`: in both, with other words; `cells` say which. */
    state: z.enum([...sameOrNot.options, 'changed']),
    /** One, but for rows of a table. */
    cells: z.array(z.array(z.object({ state: sameOrNot, text: z.string() }))),
  }),
]);
export type ComparedPart = z.infer<typeof comparedPart>;

export const comparison = z.object({
  earlier: documentMention,
  later: documentMention,
  counts: z.object({ added: z.number().int(), removed: z.number().int(), changed: z.number().int() }),
  parts: z.array(comparedPart),
  /** Changes after those that are listed: an answer has its size. */
  notListed: z.number().int(),
});
export type Comparison = z.infer<typeof comparison>;

/**
 * Why a passage may be of no use to answers. `repeated`: the same words stand in many documents of the client.
 * `badly_recognised`: read in a picture, with letters that are uncertain.
 */
export const passageFlag = z.enum(['short', 'gibberish', 'repeated', 'badly_recognised']);
export type PassageFlag = z.infer<typeof passageFlag>;

export const passage = z.object({
  chunkId: z.string(),
  ordinal: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  page: z.number().int().nullable(),
  /** The page its last word is on. */
  pageEnd: z.number().int().nullable(),
  heading: z.string().nullable(),
  /** The row that names the columns of the rows it begins with, where that is in an earlier passage. */
  tableHeader: z.string().nullable(),
  text: z.string(),
  /** What a person made of it; null as it was read. */
  editId: id.nullable(),
  /** Its words are a person's, and do not stand between `start` and `end`. */
  edited: z.boolean(),
  /** What a person says it answers. */
  questions: z.array(z.string()),
  flags: z.array(passageFlag),
});
export type Passage = z.infer<typeof passage>;
