import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A tenant: the customer, team or site that owns bots and data. Every other row belongs to one. */
export const clients = sqliteTable('clients', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  domain: text('domain'),
  contactName: text('contact_name'),
  contactEmail: text('contact_email'),
  contactPhone: text('contact_phone'),
  /** Requests a month; null means no limit. */
  monthlyQuota: integer('monthly_quota'),
  language: text('language', { enum: ['fr', 'en'] })
    .notNull()
    .default('fr'),
  /** IANA name, e.g. `Europe/Paris`. */
  timeZone: text('time_zone').notNull().default('Europe/Paris'),
  notes: text('notes'),
  active: integer('active', { mode: 'boolean' }).notNull(),
  /** Set: kept, but out of sight and answering nobody. */
  archivedAt: text('archived_at'),
  /** Days that each is kept; null for ever. */
  conversationRetentionDays: integer('conversation_retention_days'),
  fileRetentionDays: integer('file_retention_days'),
  logRetentionDays: integer('log_retention_days'),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
});
