import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', {
  id: text('id').primaryKey(),
  email: text('email').notNull().unique(),
  fullName: text('full_name').notNull(),
  initials: text('initials').notNull().unique(),
  role: text('role', { enum: ['owner', 'admin', 'editor', 'agent', 'member'] }).notNull(),
  /** argon2id in PHC form; null for the desktop owner, who never signs in with a password. */
  passwordHash: text('password_hash'),
  language: text('language', { enum: ['fr', 'en'] }).notNull(),
  theme: text('theme', { enum: ['light', 'dark', 'system'] }).notNull(),
  active: integer('active', { mode: 'boolean' }).notNull(),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
});

/** One signed-in browser or program. A refresh replaces `tokenHash` and keeps the previous one to notice reuse. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['browser', 'api'] }).notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    previousTokenHash: text('previous_token_hash'),
    userAgent: text('user_agent'),
    address: text('address'),
    createdAt: text('created_at').notNull(),
    lastUsedAt: text('last_used_at').notNull(),
    expiresAt: text('expires_at').notNull(),
    revokedAt: text('revoked_at'),
  },
  table => [index('sessions_user').on(table.userId)],
);
