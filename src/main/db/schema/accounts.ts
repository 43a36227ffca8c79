import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { byPerson, column, lookUp, notPartOf, PERSON, stillThere } from '../rules/audit-conditions.ts';
import { SECRET } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

const OF_THE_OFFICE = { leftOut: 'about their account, not about the client' };

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

/** The account just made is the first owner who can sign in: Foyer was set up. */
const SETS_UP = `NEW.role = 'owner' AND NEW.password_hash IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM users WHERE role = 'owner' AND password_hash IS NOT NULL AND id <> NEW.id)`;

export const userRules = tableRules(users, {
  client: { none: 'people of the office' },
  counted: { not: 'the certificate is about them' },
  audit: {
    columns: {
      id: 'ignored',
      email: 'watched',
      fullName: 'watched',
      initials: 'watched',
      role: 'watched',
      passwordHash: 'masked',
      language: 'watched',
      theme: 'watched',
      active: 'watched',
      sealedSecondFactor: 'masked',
      secondFactorSince: 'watched',
      lockHash: 'masked',
      lockAfterMinutes: 'watched',
      lastSignInAt: 'ignored',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: row => `${row}.full_name || ' <' || ${row}.email || '>'`,
    events: [
      // Whoever sets up makes the account they act with: the first that may do everything.
      { on: 'insert', action: 'users.set_up', when: [SETS_UP], actor: 'NEW.id' },
      { on: 'insert', action: 'users.created', when: [`NOT (${SETS_UP})`], actor: 'NEW.id' },
      { on: 'update', action: 'users.updated' },
      { on: 'delete', action: 'users.deleted' },
    ],
  },
  sealed: { sealedSecondFactor: 'text' },
  export: {
    within: 'people.json',
    columns: {
      id: 'id',
      fullName: 'name',
      email: 'email',
      role: 'role',
      initials: OF_THE_OFFICE,
      language: OF_THE_OFFICE,
      theme: OF_THE_OFFICE,
      active: OF_THE_OFFICE,
      passwordHash: SECRET,
      sealedSecondFactor: SECRET,
      secondFactorSince: SECRET,
      lockHash: SECRET,
      lockAfterMinutes: SECRET,
      lastSignInAt: OF_THE_OFFICE,
      createdAt: OF_THE_OFFICE,
      updatedAt: OF_THE_OFFICE,
    },
  },
  eraseClient: { stay: 'people work for several clients' },
  erasePerson: { by: { id: 'delete' } },
  keep: { otherwise: 'until they are deleted or erased' },
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

export const sessionRules = tableRules(sessions, {
  client: { none: 'of a person' },
  counted: 'sessions',
  audit: {
    columns: {
      id: 'ignored',
      userId: 'ignored',
      kind: 'watched',
      tokenHash: 'ignored',
      previousTokenHash: 'ignored',
      userAgent: 'ignored',
      address: 'ignored',
      createdAt: 'ignored',
      lastUsedAt: 'ignored',
      expiresAt: 'ignored',
      revokedAt: 'ignored',
    },
    targetId: column('user_id'),
    targetLabel: lookUp(PERSON, users, 'user_id'),
    events: [
      { on: 'insert', action: 'sessions.opened', actor: 'NEW.user_id' },
      {
        on: 'update',
        action: 'sessions.ended',
        of: ['revokedAt'],
        when: ['OLD.revoked_at IS NULL', 'NEW.revoked_at IS NOT NULL'],
      },
      { on: 'delete', action: 'sessions.ended', when: [byPerson, stillThere(users, 'user_id')] },
    ],
  },
  sealed: {},
  export: SECRET,
  eraseClient: { stay: 'of a person' },
  erasePerson: { by: { userId: 'delete' } },
  keep: { otherwise: 'until they expire' },
});

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

export const rotatedTokenRules = tableRules(rotatedTokens, {
  client: { none: 'of a person' },
  counted: { within: 'sessions' },
  audit: { leftOut: 'every renewal of a token adds one; a theft ends the session, which is recorded' },
  sealed: {},
  export: SECRET,
  eraseClient: { stay: 'of a person' },
  erasePerson: { along: { by: 'sessionId', of: sessions } },
  keep: 'along',
});

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

export const recoveryCodeRules = tableRules(recoveryCodes, {
  client: { none: 'of a person' },
  counted: 'recoveryCodes',
  audit: {
    columns: { userId: 'ignored', codeHash: 'ignored', usedAt: 'watched' },
    targetId: column('user_id'),
    targetLabel: lookUp(PERSON, users, 'user_id'),
    events: [
      {
        on: 'insert',
        action: 'recovery_codes.renewed',
        when: [notPartOf('recovery_codes.renewed', 'NEW.user_id')],
      },
      { on: 'update', action: 'recovery_codes.used', of: ['usedAt'], actor: 'NEW.user_id' },
    ],
  },
  sealed: {},
  export: SECRET,
  eraseClient: { stay: 'of a person' },
  erasePerson: { by: { userId: 'delete' } },
  keep: 'along',
});

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

export const usedCodeStepRules = tableRules(usedCodeSteps, {
  client: { none: 'of a person' },
  counted: { within: 'recoveryCodes' },
  audit: { leftOut: 'which half minutes a code was used in; the session it opened is recorded' },
  sealed: {},
  export: SECRET,
  eraseClient: { stay: 'of a person' },
  erasePerson: { by: { userId: 'delete' } },
  keep: { otherwise: 'as long as a code of that half minute might be shown again' },
});

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

export const oneTimeLinkRules = tableRules(oneTimeLinks, {
  client: { none: 'of a person' },
  counted: 'links',
  audit: {
    columns: {
      id: 'ignored',
      userId: 'ignored',
      kind: 'watched',
      tokenHash: 'ignored',
      createdBy: 'ignored',
      createdAt: 'ignored',
      expiresAt: 'watched',
      usedAt: 'ignored',
    },
    targetId: column('user_id'),
    targetLabel: lookUp(PERSON, users, 'user_id'),
    events: [
      { on: 'insert', action: 'one_time_links.created' },
      {
        on: 'update',
        action: 'users.joined',
        of: ['usedAt'],
        when: [`NEW.kind = 'invitation'`],
        actor: 'NEW.user_id',
      },
      {
        on: 'update',
        action: 'one_time_links.used',
        of: ['usedAt'],
        when: [`NEW.kind <> 'invitation'`],
        actor: 'NEW.user_id',
      },
      { on: 'delete', action: 'one_time_links.withdrawn', when: [byPerson, stillThere(users, 'user_id')] },
    ],
  },
  sealed: {},
  export: SECRET,
  eraseClient: { stay: 'of a person' },
  erasePerson: { by: { userId: 'delete', createdBy: { forget: ['createdBy'] } } },
  keep: 'along',
});
