import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { DERIVED } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';
import { clients } from './clients.ts';
import { documents } from './documents.ts';
import { chunks } from './passages.ts';

/** What was found out about a passage that may be of no use to answers. */
export const passageJudgements = sqliteTable(
  'passage_judgements',
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
    /** By which judge (`passage-judge.ts`): what an earlier one judged is judged again. */
    version: integer('version').notNull(),
    short: integer('short', { mode: 'boolean' }).notNull(),
    gibberish: integer('gibberish', { mode: 'boolean' }).notNull(),
    badlyRecognised: integer('badly_recognised', { mode: 'boolean' }).notNull(),
    /** The same for the same words; null where they are too few, or a person's. */
    wordsHash: text('words_hash'),
  },
  table => [
    index('passage_judgements_document').on(table.documentId),
    index('passage_judgements_words').on(table.clientId, table.wordsHash),
  ],
);

export const passageJudgementRules = tableRules(passageJudgements, {
  client: 'clientId',
  counted: { within: 'passages' },
  audit: { leftOut: 'made by reading the document' },
  sealed: {},
  export: DERIVED,
  eraseClient: 'delete',
  erasePerson: { stay: 'names nobody' },
  keep: 'along',
});
