import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { ReadingWarning } from '#shared/contract/documents.ts';
import type { Block, PageSpan } from '#main/ingest/ports.ts';
import { clients } from './clients.ts';
import { chatbots } from './chatbots.ts';

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
    /** Which readers tried it last (`ingest/reader-version.ts`); null for those before they were numbered. */
    readerVersion: integer('reader_version'),
    /** The document that is set aside as soon as this one is ready. No foreign key: that one may go first. */
    replaces: text('replaces'),
    /** The newer version that took its place. */
    replacedBy: text('replaced_by'),
    setAsideAt: text('set_aside_at'),
    pageCount: integer('page_count'),
    passageCount: integer('passage_count').notNull(),
    origin: text('origin', { enum: ['upload', 'folder', 'sample', 'evaluation'] }).notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [
    index('documents_content').on(table.clientId, table.contentHash),
    index('documents_name').on(table.clientId, sql`${table.fileName} collate nocase`),
    index('documents_replaced_by').on(table.replacedBy),
    index('documents_state').on(table.clientId, table.state),
  ],
);

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

/** The extracted text that every offset points into, and its structure. */
export const documentTexts = sqliteTable('document_texts', {
  documentId: text('document_id')
    .primaryKey()
    .references(() => documents.id, { onDelete: 'cascade' }),
  text: text('text').notNull(),
  pages: text('pages', { mode: 'json' }).$type<PageSpan[]>().notNull(),
  blocks: text('blocks', { mode: 'json' }).$type<Block[]>().notNull(),
});

/** Passages. The integer key is the row id of the full-text entry and the key of the vector. */
export const chunks = sqliteTable(
  'chunks',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    start: integer('start').notNull(),
    end: integer('end').notNull(),
    page: integer('page'),
    heading: text('heading'),
    /** The header row, as it stands in the text, of the table whose later rows this passage begins with. */
    tableHeader: text('table_header'),
    language: text('language', { enum: ['fr', 'en'] }),
    text: text('text').notNull(),
  },
  table => [
    uniqueIndex('chunks_document').on(table.documentId, table.ordinal),
    index('chunks_client').on(table.clientId),
  ],
);

/**
 * The vector of a passage under one embedding fingerprint, as little-endian 32-bit floats. Kept here so that a
 * lost vector index is rebuilt from this file, without asking the model again.
 */
export const embeddings = sqliteTable(
  'embeddings',
  {
    chunkId: integer('chunk_id')
      .notNull()
      .references(() => chunks.id, { onDelete: 'cascade' }),
    fingerprint: text('fingerprint').notNull(),
    vector: blob('vector', { mode: 'buffer' }).notNull(),
  },
  table => [primaryKey({ columns: [table.chunkId, table.fingerprint] })],
);

/** Passages whose vector under one fingerprint is missing, or stands for their beginning alone. */
export const embeddingProblems = sqliteTable(
  'embedding_problems',
  {
    chunkId: integer('chunk_id')
      .notNull()
      .references(() => chunks.id, { onDelete: 'cascade' }),
    fingerprint: text('fingerprint').notNull(),
    kind: text('kind', { enum: ['cut', 'failed'] }).notNull(),
    /** An error code of shared/errors.ts when it failed. */
    failure: text('failure'),
  },
  table => [primaryKey({ columns: [table.chunkId, table.fingerprint] })],
);
