import { eq, or, sql, type SQL } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { column } from '../rules/audit-conditions.ts';
import { holds } from '../rules/conditions.ts';
import { OF_NO_CLIENT } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/**
 * Who did what, on what, when. Only ever added to. `mac` chains each row to the one before (HMAC-SHA-256 under a key
 * of this installation), so that a row that is changed or missing shows. What can name a person lives in
 * `audit_details`, of which the row keeps a digest: details can be erased on request without breaking the chain.
 */
export const auditEvents = sqliteTable(
  'audit_events',
  {
    sequence: integer('sequence').primaryKey({ autoIncrement: true }),
    at: text('at').notNull(),
    /** `user`, `key`, `local`, `anonymous` or `system` (a job, the retention). */
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id'),
    /** What happened, e.g. `chatbots.updated`, `auth.sign_in_failed`. */
    action: text('action').notNull(),
    targetId: text('target_id'),
    clientId: text('client_id'),
    correlationId: text('correlation_id'),
    detailsDigest: text('details_digest').notNull(),
    mac: text('mac').notNull(),
  },
  table => [
    index('audit_events_client').on(table.clientId, table.sequence),
    index('audit_events_actor').on(table.actorId, table.sequence),
    index('audit_events_action').on(table.action, table.sequence),
  ],
);

export const auditEventRules = tableRules(auditEvents, {
  client: 'clientId',
  counted: { not: 'none is removed' },
  audit: { leftOut: 'the log itself' },
  sealed: {},
  export: {
    file: 'audit.json',
    place: 120,
    about: { fr: 'le journal d’audit du client', en: 'the audit log of the client' },
    guide:
      'entries of the audit log about the client, with their signatures and, where they were not erased, their `details`',
    rows: ofClient,
    columns: {
      sequence: 'sequence',
      at: 'at',
      actorKind: 'actorKind',
      actorId: 'actorId',
      action: 'action',
      targetId: 'targetId',
      clientId: 'clientId',
      correlationId: 'correlationId',
      detailsDigest: 'detailsDigest',
      mac: 'mac',
    },
  },
  eraseClient: { stay: 'entries are chained, and name nobody' },
  erasePerson: { stay: 'entries are chained, and name nobody' },
  keep: { otherwise: 'for ever: the chain has no end to cut off' },
});

/** Events about the client, and those about the client itself. */
function ofClient(clientId: string) {
  return or(eq(auditEvents.clientId, clientId), eq(auditEvents.targetId, clientId));
}

/** The erasable part of an audit row. Secrets in `before` and `after` are masked before they are written. */
export const auditDetails = sqliteTable('audit_details', {
  sequence: integer('sequence').primaryKey(),
  actorLabel: text('actor_label'),
  targetLabel: text('target_label'),
  address: text('address'),
  userAgent: text('user_agent'),
  before: text('before'),
  after: text('after'),
});

export const auditDetailRules = tableRules(auditDetails, {
  client: { by: 'sequence', of: auditEvents },
  counted: 'auditDetails',
  audit: { leftOut: 'the log itself' },
  sealed: {},
  export: {
    in: auditEvents,
    by: 'sequence',
    as: 'details',
    shape: 'one',
    columns: {
      sequence: 'sequence',
      actorLabel: 'actorLabel',
      targetLabel: 'targetLabel',
      address: 'address',
      userAgent: 'userAgent',
      before: 'before',
      after: 'after',
    },
  },
  eraseClient: { delete: { rows: clientId => detailsNaming(clientId, ofClient(clientId)) } },
  erasePerson: {
    rows: ({ kind, id }) =>
      kind === 'account'
        ? detailsNaming(id, or(eq(auditEvents.actorId, id), eq(auditEvents.targetId, id)))
        : undefined,
  },
  keep: { otherwise: 'as long as their entries' },
});

/** Details of those events, and of others that name the client or person by id, as of something given or taken. */
function detailsNaming(id: string, events: SQL | undefined) {
  return or(
    sql`${auditDetails.sequence} in (select ${auditEvents.sequence} from ${auditEvents} where ${events})`,
    holds(auditDetails.before, id),
    holds(auditDetails.after, id),
  );
}

/** How long the chain is and where it ends, so that rows missing at its end show too. One row. */
export const auditHead = sqliteTable('audit_head', {
  id: integer('id').primaryKey(),
  sequence: integer('sequence').notNull(),
  mac: text('mac').notNull(),
});

export const auditHeadRules = tableRules(auditHead, {
  client: { none: 'the end of the chain' },
  counted: { not: 'none is removed' },
  audit: { leftOut: 'the log itself' },
  sealed: {},
  export: OF_NO_CLIENT,
  eraseClient: { stay: 'the chain goes on' },
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'one row' },
});

/** Proof of an erasure: what was removed, counted. Outlives the client or person, so it names neither. */
export const erasures = sqliteTable('erasures', {
  id: text('id').primaryKey(),
  subject: text('subject', { enum: ['client', 'person'] }).notNull(),
  subjectId: text('subject_id').notNull(),
  certificate: text('certificate', { mode: 'json' }).$type<unknown>().notNull(),
  createdAt: text('created_at').notNull(),
});

export const erasureRules = tableRules(erasures, {
  client: { none: 'certificates outlive what they are about' },
  counted: { not: 'none is removed' },
  audit: {
    // The certificate names what it must not: it stays where it is.
    columns: {
      id: 'watched',
      subject: 'watched',
      subjectId: 'ignored',
      certificate: 'ignored',
      createdAt: 'ignored',
    },
    targetId: column('subject_id'),
    targetLabel: () => 'NULL',
    clientId: row => `iif(${row}.subject = 'client', ${row}.subject_id, NULL)`,
    // Its end is recorded by the job that does it, as one deed.
    events: [{ on: 'insert', action: 'erasures.requested' }],
  },
  sealed: {},
  export: OF_NO_CLIENT,
  eraseClient: { stay: 'the proof that it was erased' },
  erasePerson: { stay: 'the proof that they were erased' },
  keep: { otherwise: 'for ever' },
});
