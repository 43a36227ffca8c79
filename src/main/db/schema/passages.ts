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
import { column, lookUp, stillThere } from '../rules/audit-conditions.ts';
import { DERIVED, OF_ONE_CLIENT, OWN_DOING } from '../rules/reasons.ts';
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
    /** What a person made of it (`passage_edits`); null as it was read. */
    editId: text('edit_id'),
    /** Its words are a person's: they do not stand between `start` and `end`. */
    edited: integer('edited', { mode: 'boolean' }).notNull().default(false),
    /** Questions that a person says it answers, in a line each: searched like headings, and never shown as its words. */
    questions: text('questions'),
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

/** What people made of passages. Anchored by the words that were read, so that it outlives another reading and cut. */
export const passageEdits = sqliteTable(
  'passage_edits',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    /** Where these words stood in the text of the document when they were last found there. */
    start: integer('start').notNull(),
    end: integer('end').notNull(),
    original: text('original').notNull(),
    /** Of `original`: the same for the same words (`passage-judge.ts`); null of what an earlier version mended. */
    wordsHash: text('words_hash'),
    /** In a person's words; null as it stands in the document. */
    text: text('text'),
    excluded: integer('excluded', { mode: 'boolean' }).notNull(),
    /** What a person says it answers. */
    questions: text('questions', { mode: 'json' }).$type<string[]>().notNull(),
    /** `conflict`: another reading, or a newer version, has other words there. */
    state: text('state', { enum: ['held', 'conflict'] }).notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [
    index('passage_edits_document').on(table.documentId),
    index('passage_edits_client').on(table.clientId, table.wordsHash),
  ],
);

export const passageEditRules = tableRules(passageEdits, {
  client: 'clientId',
  counted: { within: 'passages' },
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      documentId: 'ignored',
      start: 'ignored',
      end: 'ignored',
      original: 'ignored',
      wordsHash: 'ignored',
      text: 'ignored',
      excluded: 'ignored',
      questions: 'ignored',
      state: 'ignored',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('document_id'),
    targetLabel: lookUp('file_name', documents, 'document_id'),
    events: [
      {
        on: 'insert',
        action: 'passages.mended',
        says: {
          fr: 'a retouché un extrait de {{target}}',
          en: 'mended a passage of {{target}}',
        },
      },
      {
        on: 'update',
        action: 'passages.mended_again',
        of: ['text', 'excluded', 'questions'],
        says: {
          fr: 'a retouché de nouveau un extrait de {{target}}',
          en: 'mended a passage of {{target}} again',
        },
      },
      {
        on: 'delete',
        action: 'passages.as_read',
        when: [stillThere(documents, 'document_id')],
        says: {
          fr: 'a rétabli un extrait de {{target}} tel qu’il a été lu',
          en: 'put a passage of {{target}} back as it was read',
        },
      },
    ],
    called: { fr: 'Extraits', en: 'Passages' },
  },
  sealed: {},
  export: {
    file: 'passage-edits.json',
    place: 47,
    about: {
      fr: 'ce que le bureau a retouché dans les extraits des documents',
      en: 'what the office mended in the passages of documents',
    },
    guide:
      'what people made of passages: the words that were read (`original`, from `start` to `end` of the text of the document), `text` in a person’s words (null as it stands), whether it is `excluded` from answers, `questions` that it answers. `conflict`: other words stand there now',
    columns: {
      id: 'id',
      documentId: 'documentId',
      start: 'start',
      end: 'end',
      original: 'original',
      text: 'text',
      excluded: 'excluded',
      questions: 'questions',
      state: 'state',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      clientId: OF_ONE_CLIENT,
      wordsHash: OWN_DOING,
    },
  },
  eraseClient: 'delete',
  erasePerson: { stay: 'what they mended for a client is the client’s' },
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

/**
 * The state of each client's vector index. While the model that compares is changed it has two: the one that answers and
 * the one beside it, being built or kept to go back to. One statement exchanges them.
 */
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
  /** The same of the one beside it; null where there is none, figures until it is complete. */
  besideFingerprint: text('beside_fingerprint'),
  besideModelId: text('beside_model_id').references(() => models.id, { onDelete: 'set null' }),
  besideMean: real('beside_mean'),
  besideDeviation: real('beside_deviation'),
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
