import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';
import { artifactStates } from '#shared/contract/artifacts.ts';
import { actorKinds } from '#main/platform/acting.ts';
import { users } from './accounts.ts';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';
import { contacts } from './contacts.ts';
import { conversations } from './conversations.ts';
import { visitors } from './visitors.ts';
import { column } from '../rules/audit-conditions.ts';
import { OF_ONE_CLIENT } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** Something that writes, sends or pays: it happens once, after a person's yes to exactly this. */
export const artifacts = sqliteTable(
  'artifacts',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    /** The kind that a feature declared: what its content is, and what carries it out. */
    kind: text('kind').notNull(),
    /** A line by which a person knows it. */
    title: text('title').notNull(),
    state: text('state', { enum: artifactStates }).notNull(),
    /** Of the content: from 1, one more with each edit. */
    version: integer('version').notNull(),
    /** What exactly will happen, as its kind reads it. */
    content: text('content', { mode: 'json' }).$type<unknown>().notNull(),
    /** SHA-256 of kind, version and content, lower-case hex: what a yes is bound to. */
    contentHash: text('content_hash').notNull(),
    chatbotId: text('chatbot_id').references(() => chatbots.id, { onDelete: 'set null' }),
    conversationId: text('conversation_id').references(() => conversations.id, { onDelete: 'set null' }),
    contactId: text('contact_id').references(() => contacts.id, { onDelete: 'set null' }),
    visitorId: text('visitor_id').references(() => visitors.id, { onDelete: 'set null' }),
    proposedByKind: text('proposed_by_kind', { enum: actorKinds }).notNull(),
    proposedBy: text('proposed_by').references(() => users.id, { onDelete: 'set null' }),
    decidedBy: text('decided_by').references(() => users.id, { onDelete: 'set null' }),
    decidedAt: text('decided_at'),
    /** The word with which it was refused. */
    decisionNote: text('decision_note'),
    /** The hash that was approved; nothing else is ever carried out. */
    approvedHash: text('approved_hash'),
    executedAt: text('executed_at'),
    /** Code of the error that ended it. */
    failure: text('failure'),
    /** What carrying it out gave back, as its kind reads it. */
    result: text('result', { mode: 'json' }).$type<unknown>(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [
    index('artifacts_client').on(table.clientId, table.state, table.id),
    index('artifacts_contact').on(table.contactId),
    index('artifacts_visitor').on(table.visitorId),
  ],
);

export const artifactRules = tableRules(artifacts, {
  client: 'clientId',
  counted: 'artifacts',
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      kind: 'watched',
      title: 'masked',
      state: 'watched',
      version: 'watched',
      content: 'masked',
      contentHash: 'ignored',
      chatbotId: 'ignored',
      conversationId: 'ignored',
      contactId: 'ignored',
      visitorId: 'ignored',
      proposedByKind: 'ignored',
      proposedBy: 'ignored',
      decidedBy: 'ignored',
      decidedAt: 'ignored',
      decisionNote: 'watched',
      approvedHash: 'watched',
      executedAt: 'ignored',
      failure: 'watched',
      result: 'ignored',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('title'),
    events: [
      { on: 'insert', action: 'artifacts.proposed' },
      { on: 'update', action: 'artifacts.edited', of: ['version'] },
      {
        on: 'update',
        action: 'artifacts.approved',
        of: ['state'],
        when: [`NEW.state = 'approved'`, `OLD.state <> 'executing'`],
      },
      { on: 'update', action: 'artifacts.rejected', of: ['state'], when: [`NEW.state = 'rejected'`] },
      { on: 'update', action: 'artifacts.executed', of: ['state'], when: [`NEW.state = 'executed'`] },
      { on: 'update', action: 'artifacts.failed', of: ['state'], when: [`NEW.state = 'failed'`] },
    ],
  },
  sealed: {},
  export: {
    file: 'approvals.json',
    place: 84,
    about: {
      fr: 'ce qui a attendu l’accord d’une personne, et ce qu’il en est advenu',
      en: 'what waited for a person’s yes, and what came of it',
    },
    guide:
      'what waited for a person’s yes: its kind, exact content and version, who proposed and decided by their ids, and what came of it',
    columns: {
      id: 'id',
      kind: 'kind',
      title: 'title',
      state: 'state',
      version: 'version',
      content: 'content',
      contentHash: 'contentHash',
      chatbotId: 'chatbotId',
      conversationId: 'conversationId',
      contactId: 'contactId',
      visitorId: 'visitorId',
      proposedByKind: 'proposedByKind',
      proposedBy: 'proposedBy',
      decidedBy: 'decidedBy',
      decidedAt: 'decidedAt',
      decisionNote: 'decisionNote',
      approvedHash: 'approvedHash',
      executedAt: 'executedAt',
      failure: 'failure',
      result: 'result',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      clientId: OF_ONE_CLIENT,
    },
  },
  eraseClient: 'delete',
  erasePerson: {
    by: {
      visitorId: 'delete',
      proposedBy: { forget: ['proposedBy'] },
      decidedBy: { forget: ['decidedBy'] },
    },
  },
  keep: {
    as: 'conversations',
    since: 'updatedAt',
    holdsNothing: true,
    unless: () => sql`${artifacts.state} IN ('draft', 'review', 'approved', 'executing')`,
  },
});

/** Each version of what an artifact says, the current one included. */
export const artifactVersions = sqliteTable(
  'artifact_versions',
  {
    artifactId: text('artifact_id')
      .notNull()
      .references(() => artifacts.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    content: text('content', { mode: 'json' }).$type<unknown>().notNull(),
    contentHash: text('content_hash').notNull(),
    byKind: text('by_kind', { enum: actorKinds }).notNull(),
    by: text('by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: text('created_at').notNull(),
  },
  table => [primaryKey({ columns: [table.artifactId, table.version] })],
);

export const artifactVersionRules = tableRules(artifactVersions, {
  client: { by: 'artifactId', of: artifacts },
  counted: { within: 'artifacts' },
  audit: { leftOut: 'the log of the artifact says when it was edited' },
  sealed: {},
  export: {
    file: 'approval-versions.json',
    place: 85,
    about: { fr: 'leurs versions successives', en: 'their versions, one after the other' },
    guide: 'each version of what waited for a yes: its content, who wrote it by their id, and when',
    columns: {
      artifactId: 'artifactId',
      version: 'version',
      content: 'content',
      contentHash: 'contentHash',
      byKind: 'byKind',
      by: 'by',
      createdAt: 'createdAt',
    },
  },
  eraseClient: 'along',
  erasePerson: { by: { by: { forget: ['by'] } }, along: { by: 'artifactId', of: artifacts } },
  keep: 'along',
});
