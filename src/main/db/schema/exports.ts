import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { users } from './accounts.ts';
import { clients } from './clients.ts';
import { byPerson, column, lookUp } from '../rules/audit-conditions.ts';
import { tableRules } from '../rules/table-rules.ts';

/** An archive of everything of one client, made by a job, kept for a few days in `<data folder>/exports`. */
export const clientExports = sqliteTable(
  'client_exports',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    state: text('state', { enum: ['making', 'ready', 'failed'] }).notNull(),
    /** What a person sees when saving it; the file on disk is named by the id. */
    fileName: text('file_name').notNull(),
    size: integer('size'),
    /** SHA-256 of the archive, lower-case hex. */
    sha256: text('sha256'),
    createdBy: text('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: text('created_at').notNull(),
    expiresAt: text('expires_at').notNull(),
  },
  table => [index('client_exports_client').on(table.clientId)],
);

export const clientExportRules = tableRules(clientExports, {
  client: 'clientId',
  counted: 'exports',
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      state: 'ignored',
      fileName: 'watched',
      size: 'ignored',
      sha256: 'ignored',
      createdBy: 'ignored',
      createdAt: 'ignored',
      expiresAt: 'watched',
    },
    targetId: column('id'),
    targetLabel: lookUp('name', clients, 'client_id'),
    events: [
      { on: 'insert', action: 'client_exports.started' },
      { on: 'delete', action: 'client_exports.deleted', when: [byPerson] },
    ],
  },
  sealed: {},
  export: { leftOut: 'archives themselves' },
  eraseClient: 'delete',
  // Any of them may name the person: the erasure removes them all, with their files.
  erasePerson: { by: { createdBy: { forget: ['createdBy'] } } },
  keep: { otherwise: 'seven days' },
});
