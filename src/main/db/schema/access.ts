import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { KeyScope } from '#shared/contract/route.ts';
import { users } from './accounts.ts';
import { clients } from './clients.ts';

/** The role a person has for one client. Owners and administrators have none: they reach every client. */
export const memberships = sqliteTable(
  'memberships',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    role: text('role', { enum: ['editor', 'agent', 'member'] }).notNull(),
    createdAt: text('created_at').notNull(),
  },
  table => [
    primaryKey({ columns: [table.userId, table.clientId] }),
    index('memberships_client').on(table.clientId),
  ],
);

/** A program's key to one client. The key itself is shown once; its hash finds it again. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    name: text('name').notNull(),
    /** The first characters, by which a person tells keys apart. */
    prefix: text('prefix').notNull(),
    /** SHA-256 of the whole key, lower-case hex: 256 random bits need no slow hash. */
    secretHash: text('secret_hash').notNull().unique(),
    scopes: text('scopes', { mode: 'json' }).$type<KeyScope[]>().notNull(),
    /** Null: every chatbot of the client. */
    chatbotIds: text('chatbot_ids', { mode: 'json' }).$type<string[]>(),
    createdBy: text('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: text('created_at').notNull(),
    /** Null: until revoked. */
    expiresAt: text('expires_at'),
    lastUsedAt: text('last_used_at'),
    revokedAt: text('revoked_at'),
  },
  table => [index('api_keys_client').on(table.clientId)],
);

/** Answers to creations that carried an `Idempotency-Key`, kept for a day: the same request is not done twice. */
export const idempotentAnswers = sqliteTable(
  'idempotent_answers',
  {
    /** Who asked: `user:<id>`, `key:<id>` or `local`. */
    caller: text('caller').notNull(),
    key: text('key').notNull(),
    /** The client it belongs to, when known: erased with it. */
    clientId: text('client_id').references(() => clients.id),
    /** SHA-256 of the route and its input. */
    requestHash: text('request_hash').notNull(),
    /** Null while the first request is still under way. */
    answer: text('answer', { mode: 'json' }).$type<unknown>(),
    createdAt: text('created_at').notNull(),
  },
  table => [primaryKey({ columns: [table.caller, table.key] })],
);
