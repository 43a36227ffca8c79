import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Database } from '#main/db/connection.ts';
import { tableRules } from '#main/db/rules/table-rules.ts';
import { clients, users } from '#main/db/schema/index.ts';

/** A table that the core knows nothing of, as one that a module brings. */
export const notes = sqliteTable('planted_notes', {
  id: text('id').primaryKey(),
  clientId: text('client_id')
    .notNull()
    .references(() => clients.id),
  authorId: text('author_id').references(() => users.id, { onDelete: 'cascade' }),
  readerId: text('reader_id').references(() => users.id, { onDelete: 'set null' }),
  title: text('title').notNull(),
  sealedWords: text('sealed_words'),
  createdAt: text('created_at').notNull(),
});

export const noteRules = tableRules(notes, {
  client: 'clientId',
  counted: { as: { fr: 'Notes', en: 'Notes' } },
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      authorId: 'ignored',
      readerId: 'ignored',
      title: 'watched',
      sealedWords: 'masked',
      createdAt: 'ignored',
    },
    targetId: row => `${row}.id`,
    targetLabel: row => `${row}.title`,
    events: [{ on: 'update', action: 'chatbots.updated' }],
  },
  sealed: { sealedWords: 'text' },
  export: {
    file: 'notes.json',
    place: 1_000,
    about: { fr: 'les notes', en: 'the notes' },
    guide: 'notes of the office',
    columns: {
      id: 'id',
      title: 'name',
      authorId: 'authorId',
      readerId: 'readerId',
      createdAt: 'createdAt',
      clientId: { leftOut: 'of one client' },
      sealedWords: { leftOut: 'sealed' },
    },
  },
  eraseClient: 'delete',
  erasePerson: { by: { authorId: 'delete', readerId: { forget: ['readerId', 'sealedWords'] } } },
  keep: { as: 'conversations', since: 'createdAt' },
});

export function createNotes(database: Database): void {
  database.$client.exec(`CREATE TABLE planted_notes (
    id text PRIMARY KEY, client_id text NOT NULL REFERENCES clients(id),
    author_id text REFERENCES users(id) ON DELETE CASCADE, reader_id text REFERENCES users(id) ON DELETE SET NULL,
    title text NOT NULL, sealed_words text, created_at text NOT NULL)`);
}
