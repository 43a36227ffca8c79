import { eq, or } from 'drizzle-orm';
import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { KeyScope } from '#shared/contract/route.ts';
import { users } from './accounts.ts';
import { clients } from './clients.ts';
import { column, lookUp, PERSON, stillThere } from '../rules/audit-conditions.ts';
import { holds, holdsWord } from '../rules/conditions.ts';
import { OF_ONE_CLIENT, SECRET } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

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

export const membershipRules = tableRules(memberships, {
  client: 'clientId',
  counted: 'memberships',
  audit: {
    columns: {
      userId: 'ignored',
      clientId: { name: lookUp('name', clients, 'client_id') },
      role: 'watched',
      createdAt: 'ignored',
    },
    targetId: column('user_id'),
    targetLabel: lookUp(PERSON, users, 'user_id'),
    events: [
      { on: 'insert', action: 'memberships.given' },
      { on: 'update', action: 'memberships.changed' },
      { on: 'delete', action: 'memberships.taken', when: [stillThere(users, 'user_id')] },
    ],
  },
  sealed: {},
  export: {
    file: 'people.json',
    place: 20,
    about: { fr: 'les personnes : nom, adresse électronique, rôle', en: 'the people: name, e-mail, role' },
    guide:
      'those with a role for the client; then, with `since` null, others who had conversations with its chatbots',
    writer: 'people',
    columns: { userId: 'id', role: 'role', createdAt: 'since', clientId: OF_ONE_CLIENT },
  },
  eraseClient: 'delete',
  erasePerson: { by: { userId: 'delete' } },
  keep: { otherwise: 'until it is taken away' },
});

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

export const apiKeyRules = tableRules(apiKeys, {
  client: 'clientId',
  counted: 'keys',
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      name: 'watched',
      prefix: 'watched',
      secretHash: 'masked',
      scopes: 'watched',
      chatbotIds: 'watched',
      createdBy: 'ignored',
      createdAt: 'ignored',
      expiresAt: 'watched',
      lastUsedAt: 'ignored',
      revokedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('name'),
    events: [
      { on: 'insert', action: 'api_keys.created' },
      { on: 'update', action: 'api_keys.updated' },
      { on: 'update', action: 'api_keys.revoked', of: ['revokedAt'], when: ['NEW.revoked_at IS NOT NULL'] },
      { on: 'delete', action: 'api_keys.deleted' },
    ],
  },
  sealed: {},
  export: {
    file: 'keys.json',
    place: 110,
    about: {
      fr: 'les clés d’API : nom, droits, dates (jamais la clé)',
      en: 'the API keys: name, rights, dates (never the key)',
    },
    guide: 'the API keys, never the key itself; `chatbotIds` null for all chatbots',
    columns: {
      id: 'id',
      name: 'name',
      scopes: 'scopes',
      chatbotIds: 'chatbotIds',
      createdBy: 'createdBy',
      createdAt: 'createdAt',
      expiresAt: 'expiresAt',
      lastUsedAt: 'lastUsedAt',
      revokedAt: 'revokedAt',
      clientId: OF_ONE_CLIENT,
      prefix: { leftOut: 'the first characters of the key' },
      secretHash: SECRET,
    },
  },
  eraseClient: 'delete',
  erasePerson: { by: { createdBy: { forget: ['createdBy'] } } },
  keep: { otherwise: 'until it is deleted' },
});

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

export const idempotentAnswerRules = tableRules(idempotentAnswers, {
  client: 'clientId',
  counted: 'idempotentAnswers',
  audit: { leftOut: 'a copy of an answer for a day; what it answered is recorded' },
  sealed: {},
  export: { leftOut: 'copies of answers, for a day' },
  // Those of the client, or that show it.
  eraseClient: {
    delete: {
      rows: clientId =>
        or(eq(idempotentAnswers.clientId, clientId), holds(idempotentAnswers.answer, clientId)),
    },
  },
  erasePerson: {
    rows: person =>
      person.kind === 'account'
        ? or(
            eq(idempotentAnswers.caller, `user:${person.id}`),
            holds(idempotentAnswers.answer, person.id),
            holdsWord(idempotentAnswers.answer, person.email),
          )
        : undefined,
  },
  keep: { otherwise: 'a day' },
});
