import {
  blob,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { DERIVED } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';
import { clients } from './clients.ts';
import { documents } from './documents.ts';
import { models } from './models.ts';

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

export const chunkRules = tableRules(chunks, {
  client: 'clientId',
  counted: 'passages',
  audit: { leftOut: 'made by reading the document' },
  sealed: {},
  export: DERIVED,
  eraseClient: { delete: { atOnce: 50 } },
  erasePerson: { stay: 'what they added for a client is the client’s' },
  keep: 'along',
});

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

export const embeddingRules = tableRules(embeddings, {
  client: { by: 'chunkId', of: chunks },
  counted: 'vectors',
  audit: { leftOut: 'made by reading the document' },
  sealed: {},
  export: DERIVED,
  eraseClient: 'along',
  erasePerson: { stay: 'what they added for a client is the client’s' },
  keep: 'along',
});

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

export const embeddingProblemRules = tableRules(embeddingProblems, {
  client: { by: 'chunkId', of: chunks },
  counted: { within: 'passages' },
  audit: { leftOut: 'made by reading the document' },
  sealed: {},
  export: DERIVED,
  eraseClient: 'along',
  erasePerson: { stay: 'names nobody' },
  keep: 'along',
});

/** The state of each client's vector index. */
export const embeddingStates = sqliteTable('embedding_states', {
  clientId: text('client_id')
    .primaryKey()
    .references(() => clients.id, { onDelete: 'cascade' }),
  /** The fingerprint that answers now, and the model that made it; null until a first index is complete. */
  activeFingerprint: text('active_fingerprint'),
  activeModelId: text('active_model_id').references(() => models.id, { onDelete: 'set null' }),
  /** Similarity of unrelated passages under the active fingerprint: what relevance is measured against. */
  backgroundMean: real('background_mean'),
  backgroundDeviation: real('background_deviation'),
  updatedAt: text('updated_at').notNull(),
});

export const embeddingStateRules = tableRules(embeddingStates, {
  client: 'clientId',
  counted: { within: 'vectors' },
  audit: { leftOut: 'made by indexing' },
  sealed: {},
  export: DERIVED,
  eraseClient: 'delete',
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'as long as its client' },
});
