import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { OF_NO_CLIENT } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** What left this process and where to: one exchange, or those of the same kind, place and end taken together. */
export const connections = sqliteTable(
  'connections',
  {
    id: text('id').primaryKey(),
    /** What it was for: `connectionPurposes`. */
    kind: text('kind').notNull(),
    scheme: text('scheme').notNull(),
    host: text('host').notNull(),
    port: integer('port').notNull(),
    /** What it was pinned to; null when it came to none. */
    address: text('address'),
    place: text('place', { enum: ['machine', 'network', 'internet', 'unknown'] }).notNull(),
    /** For which chatbot and by which model: ids alone, whatever became of these. */
    chatbotId: text('chatbot_id'),
    modelId: text('model_id'),
    outcome: text('outcome', { enum: ['running', 'answered', 'blocked', 'failed', 'aborted'] }).notNull(),
    /** Status when answered, reason or code otherwise. */
    detail: text('detail').notNull(),
    count: integer('count').notNull(),
    sentBytes: integer('sent_bytes').notNull(),
    receivedBytes: integer('received_bytes').notNull(),
    /** Of the longest. */
    durationMs: integer('duration_ms').notNull(),
    startedAt: text('started_at').notNull(),
    /** When the last of them began. */
    lastAt: text('last_at').notNull(),
  },
  table => [index('connections_last').on(table.lastAt, table.id)],
);

export const connectionRules = tableRules(connections, {
  client: { none: 'what the installation connects to' },
  counted: { not: 'they hold ids alone, and go with age' },
  audit: { leftOut: 'a log of its own' },
  sealed: {},
  export: OF_NO_CLIENT,
  eraseClient: { stay: 'places and ids, and nothing that anybody wrote' },
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'as many days as the settings say' },
});
