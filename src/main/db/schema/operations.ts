import { and, ne, or } from 'drizzle-orm';
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { clients } from './clients.ts';
import { byPerson, column } from '../rules/audit-conditions.ts';
import { holdsWord } from '../rules/conditions.ts';
import { OF_NO_CLIENT, OF_ONE_CLIENT, OWN_DOING } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** Type of the job that erases a person: it names them until it is done. */
export const PERSON_ERASURE = 'person.erase';

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

export const jobRules = tableRules(jobs, {
  client: 'clientId',
  counted: 'jobs',
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      type: 'watched',
      label: 'ignored',
      payload: 'ignored',
      state: 'ignored',
      priority: 'ignored',
      attempts: 'ignored',
      maxAttempts: 'ignored',
      runAt: 'ignored',
      leaseOwner: 'ignored',
      leaseUntil: 'ignored',
      step: 'ignored',
      progress: 'ignored',
      progressNote: 'ignored',
      failure: 'ignored',
      failureDetail: 'ignored',
      cancelRequested: 'ignored',
      idempotencyKey: 'ignored',
      createdAt: 'ignored',
      startedAt: 'ignored',
      finishedAt: 'ignored',
      endedAfter: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('label'),
    events: [
      // One that waits is cancelled at once; one that runs is asked to stop, and stops by itself later.
      {
        on: 'update',
        action: 'jobs.cancelled',
        of: ['state', 'cancelRequested'],
        when: [
          `NEW.state = 'cancelled' AND OLD.state = 'queued' OR NEW.cancel_requested > OLD.cancel_requested`,
          byPerson,
        ],
      },
      {
        on: 'update',
        action: 'jobs.retried',
        of: ['state'],
        when: [`NEW.state = 'queued'`, `OLD.state IN ('failed', 'cancelled')`, byPerson],
      },
      {
        on: 'update',
        action: 'jobs.dismissed',
        of: ['state'],
        when: [`NEW.state = 'cancelled'`, `OLD.state = 'failed'`, byPerson],
      },
    ],
  },
  sealed: { payload: 'json' }, // mails that wait
  export: {
    file: 'jobs.json',
    place: 130,
    about: { fr: 'les tâches', en: 'the tasks' },
    guide: 'tasks done for the client',
    columns: {
      id: 'id',
      type: 'type',
      label: 'label',
      state: 'state',
      failure: 'failure',
      createdAt: 'createdAt',
      startedAt: 'startedAt',
      finishedAt: 'finishedAt',
      clientId: OF_ONE_CLIENT,
      payload: OWN_DOING,
      priority: OWN_DOING,
      attempts: OWN_DOING,
      maxAttempts: OWN_DOING,
      runAt: OWN_DOING,
      leaseOwner: OWN_DOING,
      leaseUntil: OWN_DOING,
      step: OWN_DOING,
      progress: OWN_DOING,
      progressNote: OWN_DOING,
      failureDetail: OWN_DOING,
      cancelRequested: OWN_DOING,
      idempotencyKey: OWN_DOING,
      endedAfter: OWN_DOING,
    },
  },
  eraseClient: 'delete',
  // Work of the installation that names them (a mail to them); not the erasure itself.
  erasePerson: {
    rows: person =>
      person.kind === 'account'
        ? and(
            ne(jobs.type, PERSON_ERASURE),
            or(
              ...[jobs.label, jobs.payload, jobs.failureDetail].flatMap(where => [
                holdsWord(where, person.id),
                holdsWord(where, person.email),
              ]),
            ),
          )
        : undefined,
  },
  keep: { otherwise: 'thirty days, by the queue itself' },
});

/** When each schedule was last due: its jobs and this are written together. */
export const schedules = sqliteTable('schedules', {
  name: text('name').primaryKey(),
  lastDueAt: text('last_due_at').notNull(),
  /** When its work was last asked for, by its time or by a person; null before. */
  lastRunAt: text('last_run_at'),
});

export const scheduleRules = tableRules(schedules, {
  client: { none: 'when work is due' },
  counted: { not: 'none is removed' },
  audit: { leftOut: 'when work was last due; the work itself is a job' },
  sealed: {},
  export: OF_NO_CLIENT,
  eraseClient: { stay: 'of no client' },
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'one row a schedule' },
});

/** Settings of the installation: one JSON value a key. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value', { mode: 'json' }).$type<unknown>().notNull(),
  updatedAt: text('updated_at').notNull(),
});

export const settingRules = tableRules(settings, {
  client: { none: 'settings of the installation' },
  counted: { not: 'none is removed' },
  audit: {
    columns: { key: 'ignored', value: 'watched', updatedAt: 'ignored' },
    targetId: column('key'),
    targetLabel: column('key'),
    events: [
      // What Foyer keeps there for itself changes by itself.
      { on: 'insert', action: 'settings.changed', when: [byPerson] },
      { on: 'update', action: 'settings.changed', when: [byPerson] },
      { on: 'delete', action: 'settings.changed', when: [byPerson] },
    ],
  },
  sealed: { value: 'json' },
  export: OF_NO_CLIENT,
  eraseClient: { stay: 'of no client' },
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'one row a setting' },
});
