import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
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
    title: text('title').notNull(),
    /** SHA-256 of the bytes, lower-case hex; the file's name in the store. */
    contentHash: text('content_hash').notNull(),
    size: integer('size').notNull(),
    mediaType: text('media_type'),
    language: text('language', { enum: ['fr', 'en'] }),
    state: text('state', { enum: ['queued', 'extracting', 'indexing', 'ready', 'failed'] }).notNull(),
    /** An error code of shared/errors.ts when the state is `failed`. */
    failure: text('failure'),
    pageCount: integer('page_count'),
    passageCount: integer('passage_count').notNull(),
    origin: text('origin', { enum: ['upload', 'folder', 'sample', 'evaluation'] }).notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [
    uniqueIndex('documents_content').on(table.clientId, table.contentHash),
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
