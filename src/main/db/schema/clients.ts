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
  active: integer('active', { mode: 'boolean' }).notNull(),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
});
