import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { DERIVED } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';
import { clients } from './clients.ts';
import { documents } from './documents.ts';
import { chunks } from './passages.ts';

/** With which passages of its client a passage says the same. */
export const passageLikenesses = sqliteTable(
  'passage_likenesses',
  {
    chunkId: integer('chunk_id')
      .primaryKey()
      .references(() => chunks.id, { onDelete: 'cascade' }),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    /** By which comparison (`passage-likeness.ts`): what an earlier one compared is compared again. */
    version: integer('version').notNull(),
    /** The first passage of its group, itself where it is alone; null once that one is gone: to be compared again. */
    groupId: integer('group_id').references(() => chunks.id, { onDelete: 'set null' }),
  },
  table => [
    index('passage_likenesses_document').on(table.documentId),
    index('passage_likenesses_group').on(table.groupId),
    index('passage_likenesses_joined')
      .on(table.clientId, table.groupId)
      .where(sql`${table.groupId} <> ${table.chunkId}`),
    index('passage_likenesses_left')
      .on(table.clientId)
      .where(sql`${table.groupId} is null`),
  ],
);

export const passageLikenessRules = tableRules(passageLikenesses, {
  client: 'clientId',
  counted: { within: 'passages' },
  audit: { leftOut: 'made by reading the document' },
  sealed: {},
  export: DERIVED,
  eraseClient: 'delete',
  erasePerson: { stay: 'names nobody' },
  keep: 'along',
});

/** Numbers that passages which are alike share (`min-hash.ts`): those of two clients never meet. */
export const passageBands = sqliteTable(
  'passage_bands',
  {
    chunkId: integer('chunk_id')
      .notNull()
      .references(() => chunks.id, { onDelete: 'cascade' }),
    band: integer('band').notNull(),
  },
  table => [
    primaryKey({ columns: [table.chunkId, table.band] }),
    index('passage_bands_band').on(table.band, table.chunkId),
  ],
);

export const passageBandRules = tableRules(passageBands, {
  client: { by: 'chunkId', of: chunks },
  counted: { within: 'passages' },
  audit: { leftOut: 'made by reading the document' },
  sealed: {},
  export: DERIVED,
  eraseClient: 'along',
  erasePerson: { stay: 'names nobody' },
  keep: 'along',
});
