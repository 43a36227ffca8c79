import {
  apiKeys,
  clients,
  idempotentAnswers,
  memberships,
  oneTimeLinks,
  recoveryCodes,
  rotatedTokens,
  sessions,
  usedCodeSteps,
  users,
} from '../schema/index.ts';
import { audited, exempt, type AuditedTable, type ExemptTable } from './audited-table.ts';
import { byPerson, column, lookUp, notPartOf, PERSON, stillThere } from './conditions.ts';

/** The account just made is the first owner who can sign in: Foyer was set up. */
const SETS_UP = `NEW.role = 'owner' AND NEW.password_hash IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM users WHERE role = 'owner' AND password_hash IS NOT NULL AND id <> NEW.id)`;

/** People, programs and what they may reach. */
export const accessRules: readonly (AuditedTable | ExemptTable)[] = [
  audited(users, {
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
    clientId: null,
    events: [
      // Whoever sets up makes the account they act with: the first that may do everything.
      { on: 'insert', action: 'users.set_up', when: [SETS_UP], actor: 'NEW.id' },
      { on: 'insert', action: 'users.created', when: [`NOT (${SETS_UP})`], actor: 'NEW.id' },
      { on: 'update', action: 'users.updated' },
      { on: 'delete', action: 'users.deleted' },
    ],
  }),
  audited(sessions, {
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
    clientId: null,
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
  }),
  exempt(rotatedTokens, 'every renewal of a token adds one; a theft ends the session, which is recorded'),
  audited(recoveryCodes, {
    columns: { userId: 'ignored', codeHash: 'ignored', usedAt: 'watched' },
    targetId: column('user_id'),
    targetLabel: lookUp(PERSON, users, 'user_id'),
    clientId: null,
    events: [
      {
        on: 'insert',
        action: 'recovery_codes.renewed',
        when: [notPartOf('recovery_codes.renewed', 'NEW.user_id')],
      },
      { on: 'update', action: 'recovery_codes.used', of: ['usedAt'], actor: 'NEW.user_id' },
    ],
  }),
  exempt(usedCodeSteps, 'which half minutes a code was used in; the session it opened is recorded'),
  audited(oneTimeLinks, {
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
    clientId: null,
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
  }),
  audited(memberships, {
    columns: {
      userId: 'ignored',
      clientId: { name: lookUp('name', clients, 'client_id') },
      role: 'watched',
      createdAt: 'ignored',
    },
    targetId: column('user_id'),
    targetLabel: lookUp(PERSON, users, 'user_id'),
    clientId: column('client_id'),
    events: [
      { on: 'insert', action: 'memberships.given' },
      { on: 'update', action: 'memberships.changed' },
      { on: 'delete', action: 'memberships.taken', when: [stillThere(users, 'user_id')] },
    ],
  }),
  audited(apiKeys, {
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
    clientId: column('client_id'),
    events: [
      { on: 'insert', action: 'api_keys.created' },
      { on: 'update', action: 'api_keys.updated' },
      { on: 'update', action: 'api_keys.revoked', of: ['revokedAt'], when: ['NEW.revoked_at IS NOT NULL'] },
      { on: 'delete', action: 'api_keys.deleted' },
    ],
  }),
  exempt(idempotentAnswers, 'a copy of an answer for a day; what it answered is recorded'),
];
