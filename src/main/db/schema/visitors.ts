import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';

/** Somebody anonymous who uses a widget. */
export const visitors = sqliteTable(
  'visitors',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    /** The widget's chatbot: a visitor of one widget is nobody at another. */
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    /** SHA-256 of 256 random bits that the browser keeps, lower-case hex; null once it was revoked. */
    secretHash: text('secret_hash'),
    /** What the page or the visitor says, unverified. */
    name: text('name'),
    email: text('email'),
    language: text('language'),
    /** The origin of the page where the visitor was first seen. */
    firstOrigin: text('first_origin').notNull(),
    consentAt: text('consent_at'),
    createdAt: text('created_at').notNull(),
    lastSeenAt: text('last_seen_at').notNull(),
  },
  table => [
    index('visitors_chatbot').on(table.chatbotId),
    index('visitors_client').on(table.clientId, table.lastSeenAt),
  ],
);
