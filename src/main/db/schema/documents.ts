import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ReadingWarning } from '#shared/contract/document.ts';
import type { Block, PageSpan, Span } from '#main/ingest/ports.ts';
import type { PageWithin, RecognisedLine } from '#main/ingest/recognition/recognised-page.ts';
import { clients } from './clients.ts';
import { chatbots } from './chatbots.ts';
import { column, lookUp, notPartOf, stillThere } from '../rules/audit-conditions.ts';
import { DERIVED, OF_ONE_CLIENT, OWN_DOING, WITHIN } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** `awaited`: the job that recognises them is queued or runs. `stopped`: a person cancelled it. */
export type DocumentRecognition = {
  state: 'awaited' | 'stopped' | 'done';
  pages: number[];
  /** Of files within it; absent where there are none. */
  within?: PageWithin[];
  /** Pages beyond what an installation recognises in one document. */
  beyond?: number;
  /** What was recognised in files within it with words that are uncertain, in its text. */
  uncertain?: Span[];
};

export const documents = sqliteTable(
  'documents',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    /** The name the person gave the file; never a path. */
    fileName: text('file_name').notNull(),
    /** What it is called: `givenTitle`, or what `language/document-name.ts` made of the others. */
    title: text('title').notNull(),
    /** What a person called it. */
    givenTitle: text('given_title'),
    /** What the file says of itself in its metadata. */
    ownTitle: text('own_title'),
    /** The words of its name under which its passages are in the index; null while these are of an earlier name. */
    searchedName: text('searched_name'),
    /** SHA-256 of the bytes, lower-case hex; the file's name in the store. Several documents may have the same. */
    contentHash: text('content_hash').notNull(),
    size: integer('size').notNull(),
    mediaType: text('media_type'),
    language: text('language', { enum: ['fr', 'en'] }),
    /** `set_aside`: a newer version has taken its place; it keeps its text and has no passages. */
    state: text('state', {
      enum: ['queued', 'extracting', 'indexing', 'ready', 'failed', 'set_aside'],
    }).notNull(),
    /** An error code of shared/errors.ts when the state is `failed`. */
    failure: text('failure'),
    /** When a person said that they know of the failure; it counts no more. */
    dismissedAt: text('dismissed_at'),
    /** What was not read, or not read well. */
    warnings: text('warnings', { mode: 'json' }).$type<ReadingWarning[]>().notNull().default([]),
    /** What becomes of its pages whose text only a picture shows; null when it has none. */
    recognition: text('recognition', { mode: 'json' }).$type<DocumentRecognition>(),
    /** `opened`: read with a password. `closed`: it, or a file within it, asks for one and was not read. */
    lock: text('lock', { enum: ['opened', 'closed'] }),
    /** The password that opens it, where it is kept for later readings. */
    sealedPassword: text('sealed_password'),
    /** Which readers tried it last (`ingest/reader-version.ts`); null for those before they were numbered. */
    readerVersion: integer('reader_version'),
    /** The document that is set aside as soon as this one is ready. No foreign key: that one may go first. */
    replaces: text('replaces'),
    /** The newer version that took its place. */
    replacedBy: text('replaced_by'),
    setAsideAt: text('set_aside_at'),
    pageCount: integer('page_count'),
    passageCount: integer('passage_count').notNull(),
    origin: text('origin', {
      enum: ['upload', 'folder', 'sample', 'evaluation', 'source', 'office'],
    }).notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [
    index('documents_content').on(table.clientId, table.contentHash),
    index('documents_name').on(table.clientId, sql`${table.fileName} collate nocase`),
    index('documents_replaced_by').on(table.replacedBy),
    index('documents_replaces')
      .on(table.replaces)
      .where(sql`${table.replaces} is not null`),
    index('documents_state').on(table.clientId, table.state),
  ],
);

export const documentRules = tableRules(documents, {
  client: 'clientId',
  counted: 'documents',
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      fileName: 'watched',
      title: 'ignored', // found in the file while it is read
      givenTitle: 'watched',
      ownTitle: 'ignored',
      searchedName: 'ignored',
      contentHash: 'watched',
      size: 'watched',
      mediaType: 'ignored',
      language: 'ignored',
      state: 'ignored',
      failure: 'ignored',
      dismissedAt: 'ignored', // recorded by the service: it changes with the state
      warnings: 'ignored',
      recognition: 'ignored',
      lock: 'ignored',
      sealedPassword: 'masked', // that it was given or forgotten is recorded by the service
      readerVersion: 'ignored',
      replaces: { name: lookUp('file_name', documents, 'replaces') },
      replacedBy: { name: lookUp('file_name', documents, 'replaced_by') },
      setAsideAt: 'ignored',
      pageCount: 'ignored',
      passageCount: 'ignored',
      origin: 'watched',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('file_name'),
    events: [
      { on: 'insert', action: 'documents.added' },
      // Read again is recorded by the service. A trigger on the state, even one whose condition does not hold, makes
      // SQLite open a savepoint at each update, at which FTS5 writes out what it holds: a fifth of the reading speed.
      { on: 'delete', action: 'documents.deleted' },
      { on: 'update', action: 'documents.renamed', of: ['givenTitle'] },
      { on: 'update', action: 'documents.set_aside', of: ['replacedBy'], when: ['OLD.replaced_by IS NULL'] },
      { on: 'update', action: 'documents.restored', of: ['replacedBy'], when: ['NEW.replaced_by IS NULL'] },
    ],
  },
  sealed: { sealedPassword: 'text' },
  export: {
    file: 'documents.json',
    place: 40,
    about: {
      fr: 'les documents ; « file » et « text » indiquent leur fichier et leur texte',
      en: 'the documents; “file” and “text” tell where their file and their text are',
    },
    guide:
      'the documents: `givenTitle` when a person gave one, `ownTitle` as the file says; state (`set_aside` for an earlier version, `replacedBy` the newer one); `warnings` on what was not read; `lock` where a password is asked for (`opened`: it was read with one, which is not in the archive). Two documents may have the same bytes: each has its file under its own name',
    columns: {
      id: 'id',
      fileName: 'fileName',
      title: 'title',
      givenTitle: 'givenTitle',
      ownTitle: 'ownTitle',
      size: 'size',
      mediaType: 'mediaType',
      language: 'language',
      state: 'state',
      failure: 'failure',
      dismissedAt: 'dismissedAt',
      warnings: 'warnings',
      lock: 'lock',
      replacedBy: 'replacedBy',
      setAsideAt: 'setAsideAt',
      pageCount: 'pageCount',
      passageCount: 'passageCount',
      origin: 'origin',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      contentHash: 'sha256',
      clientId: OF_ONE_CLIENT,
      searchedName: OWN_DOING,
      recognition: OWN_DOING,
      sealedPassword: { leftOut: 'a secret' },
      readerVersion: OWN_DOING,
      replaces: OWN_DOING,
    },
    stored: {
      in: 'files',
      folder: 'files',
      about: {
        fr: 'les fichiers d’origine (document n° 1 de documents.json : files/00001 …)',
        en: 'the original files (document no. 1 of documents.json: files/00001 …)',
      },
      hash: 'contentHash',
      name: 'fileName',
      mediaType: 'mediaType',
    },
  },
  eraseClient: { delete: { atOnce: 1 } },
  erasePerson: { stay: 'what they added for a client is the client’s' },
  keep: { as: 'files', since: 'createdAt', through: 'documents' },
});

/** Which chatbots may use a document. */
export const documentChatbots = sqliteTable(
  'document_chatbots',
  {
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
  },
  table => [
    primaryKey({ columns: [table.documentId, table.chatbotId] }),
    index('document_chatbots_chatbot').on(table.chatbotId),
  ],
);

export const documentChatbotRules = tableRules(documentChatbots, {
  client: { by: 'documentId', of: documents },
  counted: { within: 'documents' },
  audit: {
    columns: { documentId: 'ignored', chatbotId: { name: lookUp('name', chatbots, 'chatbot_id') } },
    targetId: column('document_id'),
    targetLabel: lookUp('file_name', documents, 'document_id'),
    events: [
      {
        on: 'insert',
        action: 'documents.linked',
        // A document is added to a chatbot, and a copied chatbot knows what its original knew: one deed each.
        when: [
          notPartOf('documents.added', 'NEW.document_id'),
          notPartOf('chatbots.created', 'NEW.chatbot_id'),
        ],
      },
      {
        on: 'delete',
        action: 'documents.unlinked',
        when: [stillThere(documents, 'document_id'), stillThere(chatbots, 'chatbot_id')],
      },
    ],
  },
  sealed: {},
  export: {
    in: documents,
    by: 'documentId',
    as: 'chatbotIds',
    shape: 'values',
    columns: { documentId: WITHIN, chatbotId: 'id' },
  },
  eraseClient: 'along',
  erasePerson: { stay: 'names nobody' },
  keep: 'along',
});

/** The extracted text that every offset points into, and its structure. */
export const documentTexts = sqliteTable('document_texts', {
  documentId: text('document_id')
    .primaryKey()
    .references(() => documents.id, { onDelete: 'cascade' }),
  text: text('text').notNull(),
  pages: text('pages', { mode: 'json' }).$type<PageSpan[]>().notNull(),
  blocks: text('blocks', { mode: 'json' }).$type<Block[]>().notNull(),
});

export const documentTextRules = tableRules(documentTexts, {
  client: { by: 'documentId', of: documents },
  counted: { within: 'documents' },
  audit: { leftOut: 'made by reading the document' },
  sealed: {},
  export: {
    in: documents,
    by: 'documentId',
    as: 'text',
    shape: 'text',
    folder: 'texts',
    about: {
      fr: 'le texte lu dans chaque document, s’il a pu l’être',
      en: 'the text read from each document, where it could be read',
    },
    name: 'fileName',
    columns: { documentId: WITHIN, text: 'text', pages: DERIVED, blocks: DERIVED },
  },
  eraseClient: 'along',
  erasePerson: { stay: 'what they added for a client is the client’s' },
  keep: 'along',
});

/**
 * What was recognised on pages of pictures, by the bytes of their file: no page is recognised twice, whichever document
 * has it, and whatever is killed.
 */
export const recognisedPages = sqliteTable(
  'recognised_pages',
  {
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    contentHash: text('content_hash').notNull(),
    page: integer('page').notNull(),
    /** Of the recogniser (`ingest/recognition/recognised-page.ts`). */
    version: integer('version').notNull(),
    /** Size of the page once it was turned upright, in pixels. */
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    /** 0 to 1; how certain its words are. */
    confidence: real('confidence').notNull(),
    lines: text('lines', { mode: 'json' }).$type<RecognisedLine[]>().notNull(),
    /** An error code of shared/errors.ts when it could not be recognised: it is not tried again by itself. */
    failure: text('failure'),
    milliseconds: integer('milliseconds').notNull(),
  },
  table => [primaryKey({ columns: [table.clientId, table.contentHash, table.page, table.version] })],
);

export const recognisedPageRules = tableRules(recognisedPages, {
  client: 'clientId',
  counted: { within: 'documents' },
  audit: { leftOut: 'made by reading the document' },
  sealed: {},
  export: DERIVED,
  eraseClient: { delete: { atOnce: 20 } },
  erasePerson: { stay: 'what they added for a client is the client’s' },
  keep: { otherwise: 'as long as a document has these bytes, or a file within one' },
});
