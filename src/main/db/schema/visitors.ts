import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';
import { OF_ONE_CLIENT, SECRET } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

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

export const visitorRules = tableRules(visitors, {
  client: 'clientId',
  counted: 'visitors',
  audit: { leftOut: 'anonymous people, who come by themselves' },
  sealed: {},
  export: {
    file: 'visitors.json',
    place: 70,
    about: {
      fr: 'les visiteurs des widgets (jamais leur secret)',
      en: 'the visitors of the widgets (never their secret)',
    },
    guide: 'visitors of the widgets: what they or the page said of them, and dates',
    columns: {
      id: 'id',
      chatbotId: 'chatbotId',
      name: 'name',
      email: 'email',
      language: 'language',
      firstOrigin: 'firstOrigin',
      consentAt: 'consentAt',
      createdAt: 'createdAt',
      lastSeenAt: 'lastSeenAt',
      clientId: OF_ONE_CLIENT,
      secretHash: SECRET,
    },
  },
  eraseClient: 'delete',
  erasePerson: { by: { id: 'delete' } },
  keep: { as: 'conversations', since: 'lastSeenAt', whileNamed: true },
});
