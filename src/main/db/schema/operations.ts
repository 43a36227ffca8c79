import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { users } from './accounts.ts';
import { clients } from './clients.ts';
import { models } from './models.ts';

export const jobs = sqliteTable(
  'jobs',
  {
    id: text('id').primaryKey(),
    /** Null for work of the installation itself. */
    clientId: text('client_id').references(() => clients.id),
    type: text('type').notNull(),
    /** What it is about, in words a person knows: a file's name. */
    label: text('label').notNull(),
    payload: text('payload', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    state: text('state', { enum: ['queued', 'running', 'succeeded', 'failed', 'cancelled'] }).notNull(),
    /** Lower runs first. */
    priority: integer('priority').notNull(),
    attempts: integer('attempts').notNull(),
    maxAttempts: integer('max_attempts').notNull(),
    /** Not before this instant (back-off). */
    runAt: text('run_at').notNull(),
    /** The process that holds it and until when; an expired lease is taken over. */
    leaseOwner: text('lease_owner'),
    leaseUntil: text('lease_until'),
    /** Name of the last completed step; a resumed job starts after it. */
    step: text('step'),
    progress: real('progress').notNull(),
    progressNote: text('progress_note'),
    failure: text('failure'),
    failureDetail: text('failure_detail'),
    cancelRequested: integer('cancel_requested', { mode: 'boolean' }).notNull(),
    idempotencyKey: text('idempotency_key'),
    createdAt: text('created_at').notNull(),
    startedAt: text('started_at'),
    finishedAt: text('finished_at'),
    /** The newest job that was there when this one ended: order that no date changes. */
    endedAfter: text('ended_after'),
  },
  table => [
    index('jobs_ready').on(table.state, table.priority, table.runAt),
    uniqueIndex('jobs_idempotency').on(table.idempotencyKey),
  ],
);

/** When each schedule was last due: its jobs and this are written together. */
export const schedules = sqliteTable('schedules', {
  name: text('name').primaryKey(),
  lastDueAt: text('last_due_at').notNull(),
  /** When its work was last asked for, by its time or by a person; null before. */
  lastRunAt: text('last_run_at'),
});

/** Settings of the installation: one JSON value a key. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value', { mode: 'json' }).$type<unknown>().notNull(),
  updatedAt: text('updated_at').notNull(),
});

/** The state of each client's vector index. */
export const embeddingStates = sqliteTable('embedding_states', {
  clientId: text('client_id')
    .primaryKey()
    .references(() => clients.id, { onDelete: 'cascade' }),
  /** The fingerprint that answers now, and the model that made it; null until a first index is complete. */
  activeFingerprint: text('active_fingerprint'),
  activeModelId: text('active_model_id').references(() => models.id, { onDelete: 'set null' }),
  /** Similarity of unrelated passages under the active fingerprint: what relevance is measured against. */
  backgroundMean: real('background_mean'),
  backgroundDeviation: real('background_deviation'),
  updatedAt: text('updated_at').notNull(),
});

/** An archive of everything of one client, made by a job, kept for a few days in `<data folder>/exports`. */
export const clientExports = sqliteTable(
  'client_exports',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    state: text('state', { enum: ['making', 'ready', 'failed'] }).notNull(),
    /** What a person sees when saving it; the file on disk is named by the id. */
    fileName: text('file_name').notNull(),
    size: integer('size'),
    /** SHA-256 of the archive, lower-case hex. */
    sha256: text('sha256'),
    createdBy: text('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: text('created_at').notNull(),
    expiresAt: text('expires_at').notNull(),
  },
  table => [index('client_exports_client').on(table.clientId)],
);
