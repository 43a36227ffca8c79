import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { actorKinds } from '#main/platform/acting.ts';
import { clients } from './clients.ts';
import { visitors } from './visitors.ts';
import { OF_NO_CLIENT, OF_ONE_CLIENT } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** What happened, in the order it did: written with what it tells, never changed. */
export const events = sqliteTable(
  'events',
  {
    /** Counted, and never used twice. */
    sequence: integer('sequence').primaryKey({ autoIncrement: true }),
    type: text('type').notNull(),
    /** Null for what concerns the installation alone. */
    clientId: text('client_id').references(() => clients.id),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
    actorId: text('actor_id'),
    /** Whom of the client's public it concerns. */
    contactId: text('contact_id').references(() => visitors.id, { onDelete: 'set null' }),
    /** Ids, numbers and choices; nothing that anybody wrote. */
    payload: text('payload', { mode: 'json' }).$type<unknown>().notNull(),
    createdAt: text('created_at').notNull(),
  },
  table => [
    index('events_client').on(table.clientId),
    index('events_subject').on(table.subjectId),
    index('events_contact')
      .on(table.contactId)
      .where(sql`${table.contactId} IS NOT NULL`),
  ],
);

export const eventRules = tableRules(events, {
  client: 'clientId',
  counted: 'events',
  audit: { leftOut: 'facts that programs go by; what a person did is recorded where it was done' },
  sealed: {},
  export: {
    file: 'events.json',
    place: 105,
    about: {
      fr: 'ce qui est arrivé, dans l’ordre : des identifiants et des nombres',
      en: 'what happened, in order: ids and numbers',
    },
    guide:
      'what happened, in order: what it happened to, who did it, the visitor it concerns (`contactId`), and in `payload` ids, numbers and choices',
    columns: {
      sequence: 'sequence',
      type: 'type',
      subjectKind: 'subjectKind',
      subjectId: 'subjectId',
      actorKind: 'actorKind',
      actorId: 'actorId',
      contactId: 'contactId',
      payload: 'payload',
      createdAt: 'createdAt',
      clientId: OF_ONE_CLIENT,
    },
  },
  eraseClient: 'delete',
  // Whoever did something is forgotten in what stays: features/privacy/person-rows.
  erasePerson: { by: { contactId: { forget: ['contactId'] } } },
  keep: { as: 'conversations', since: 'createdAt', holdsNothing: true },
});

/** How far each subscriber has come. */
export const eventSubscribers = sqliteTable('event_subscribers', {
  name: text('name').primaryKey(),
  /** The last event that was handed over, or put aside with what failed before it. */
  cursor: integer('cursor').notNull(),
});

export const eventSubscriberRules = tableRules(eventSubscribers, {
  client: { none: 'how far each subscriber of events has come' },
  counted: { not: 'none is removed' },
  audit: { leftOut: 'how far the events were handed over' },
  sealed: {},
  export: OF_NO_CLIENT,
  eraseClient: { stay: 'of no client' },
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'one row a subscriber' },
});

/** Where a subscriber failed: later events of the same subject wait behind this one. */
export const eventHolds = sqliteTable(
  'event_holds',
  {
    subscriber: text('subscriber').notNull(),
    subjectId: text('subject_id').notNull(),
    clientId: text('client_id').references(() => clients.id),
    /** The event that a job tries to hand over. */
    sequence: integer('sequence').notNull(),
  },
  table => [primaryKey({ columns: [table.subscriber, table.subjectId] })],
);

export const eventHoldRules = tableRules(eventHolds, {
  client: 'clientId',
  counted: { within: 'events' },
  audit: {
    leftOut: 'what could not be handed over; what a person decides of it is recorded with its task',
  },
  sealed: {},
  export: { leftOut: 'what of the events is still to be done' },
  eraseClient: 'delete',
  erasePerson: { stay: 'an event that is gone is not handed over' },
  keep: { otherwise: 'until it is handed over or dismissed' },
});

const figureOfClient = {
  clientId: text('client_id')
    .notNull()
    .references(() => clients.id),
  metric: text('metric').notNull(),
};
const counted = {
  /** By what it is counted apart, as JSON with its keys in the order they were declared. */
  dimensions: text('dimensions').notNull(),
  value: real('value').notNull(),
};

const figureRules = {
  client: 'clientId',
  counted: { within: 'events' },
  audit: { leftOut: 'counted from the events' },
  sealed: {},
  eraseClient: 'delete',
  erasePerson: { stay: 'numbers; whoever asked is forgotten in them: features/privacy/person-rows' },
  keep: { otherwise: 'for ever: numbers that name nobody' },
} as const;

/** What was counted in an hour (UTC): `2026-11-25T14`. */
export const metricHours = sqliteTable(
  'metric_hours',
  { ...figureOfClient, hour: text('hour').notNull(), ...counted },
  table => [primaryKey({ columns: [table.clientId, table.metric, table.hour, table.dimensions] })],
);

export const metricHourRules = tableRules(metricHours, {
  ...figureRules,
  export: { leftOut: 'counted from events.json' },
});

/** What was counted in a day of the client's time zone: `2026-11-25`. */
export const metricDays = sqliteTable(
  'metric_days',
  { ...figureOfClient, day: text('day').notNull(), ...counted },
  table => [primaryKey({ columns: [table.clientId, table.metric, table.day, table.dimensions] })],
);

export const metricDayRules = tableRules(metricDays, {
  ...figureRules,
  export: { leftOut: 'counted from events.json' },
});
