import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

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
  /** The shared secret of the second factor (RFC 6238), sealed; null when there is none. */
  sealedSecondFactor: text('sealed_second_factor'),
  /** When its first code was confirmed; null while it is being set up. */
  secondFactorSince: text('second_factor_since'),
  /** argon2id of what unlocks the desktop window after idle time; null when it does not lock. */
  lockHash: text('lock_hash'),
  lockAfterMinutes: integer('lock_after_minutes'),
  lastSignInAt: text('last_sign_in_at'),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
});

/**
 * One signed-in browser or program. A refresh replaces `tokenHash`; `rotatedTokens` keeps those that were replaced
 * (`previousTokenHash` did, in version 0.1, for the last one).
 */
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

/** Refresh tokens that were replaced. One that comes back was stolen: its whole session ends. */
export const rotatedTokens = sqliteTable(
  'rotated_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    rotatedAt: text('rotated_at').notNull(),
  },
  table => [index('rotated_tokens_session').on(table.sessionId)],
);

/** Codes that stand in for the second factor, each once. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    codeHash: text('code_hash').notNull(),
    usedAt: text('used_at'),
  },
  table => [primaryKey({ columns: [table.userId, table.codeHash] })],
);

/** The time steps whose code was accepted: none is accepted twice, also when the date goes back to it. */
export const usedCodeSteps = sqliteTable(
  'used_code_steps',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Number of half minutes since 1970. */
    step: integer('step').notNull(),
  },
  table => [primaryKey({ columns: [table.userId, table.step] })],
);

/** A link by which one person chooses a password, once: an invitation, or a reset. */
export const oneTimeLinks = sqliteTable(
  'one_time_links',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['invitation', 'reset'] }).notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    createdBy: text('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: text('created_at').notNull(),
    expiresAt: text('expires_at').notNull(),
    usedAt: text('used_at'),
  },
  table => [index('one_time_links_user').on(table.userId)],
);
