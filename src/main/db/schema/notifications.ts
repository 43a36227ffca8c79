import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { NotificationPreferences } from '#shared/contract/notifications.ts';
import { users } from './accounts.ts';
import { clients } from './clients.ts';
import { OF_NO_CLIENT } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** Something one person of the office should know of. */
export const notifications = sqliteTable(
  'notifications',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Null for what concerns the installation alone. */
    clientId: text('client_id').references(() => clients.id),
    /** What it is about: a kind that a feature declared. */
    kind: text('kind').notNull(),
    /** The event it comes of: told once, however often that is handed over. */
    eventSequence: integer('event_sequence').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    /** Ids, numbers and choices; nothing that anybody wrote. */
    payload: text('payload', { mode: 'json' }).$type<unknown>().notNull(),
    createdAt: text('created_at').notNull(),
    readAt: text('read_at'),
    /** When the mail that tells of it went; null when none did, or none yet. */
    mailedAt: text('mailed_at'),
  },
  table => [
    index('notifications_user').on(table.userId, table.readAt, table.id),
    index('notifications_client').on(table.clientId),
    uniqueIndex('notifications_once').on(table.userId, table.eventSequence),
  ],
);

export const notificationRules = tableRules(notifications, {
  client: 'clientId',
  counted: 'notifications',
  audit: { leftOut: 'they tell of what the log has' },
  sealed: {},
  export: { leftOut: 'what people of the office were told' },
  eraseClient: 'delete',
  erasePerson: { by: { userId: 'delete' } },
  keep: { otherwise: '90 days' },
});

/** What one person wants to be told, how and when; without a row, what is usual. */
export const notificationPreferences = sqliteTable('notification_preferences', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  preferences: text('preferences', { mode: 'json' }).$type<NotificationPreferences>().notNull(),
  updatedAt: text('updated_at').notNull(),
});

export const notificationPreferenceRules = tableRules(notificationPreferences, {
  client: { none: 'of a person' },
  counted: { within: 'notifications' },
  audit: { leftOut: 'how a person likes to be told' },
  sealed: {},
  export: { leftOut: OF_NO_CLIENT.leftOut },
  eraseClient: { stay: 'of no client' },
  erasePerson: { by: { userId: 'delete' } },
  keep: { otherwise: 'as long as the account' },
});
