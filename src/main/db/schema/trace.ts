import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

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

/** How long the chain is and where it ends, so that rows missing at its end show too. One row. */
export const auditHead = sqliteTable('audit_head', {
  id: integer('id').primaryKey(),
  sequence: integer('sequence').notNull(),
  mac: text('mac').notNull(),
});

/** Proof of an erasure: what was removed, counted. Outlives the client or person, so it names neither. */
export const erasures = sqliteTable('erasures', {
  id: text('id').primaryKey(),
  subject: text('subject', { enum: ['client', 'person'] }).notNull(),
  subjectId: text('subject_id').notNull(),
  certificate: text('certificate', { mode: 'json' }).$type<unknown>().notNull(),
  createdAt: text('created_at').notNull(),
});
