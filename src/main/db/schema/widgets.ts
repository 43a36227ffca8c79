import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Lead } from '#shared/contract/widgets.ts';
import type { WidgetAppearance, WidgetBehaviour, WidgetLimits } from '#shared/contract/widget-settings.ts';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';
import { conversations, messages } from './conversations.ts';
import { visitors } from './visitors.ts';

/** What one chatbot shows on pages of the office: one a chatbot, made when it is first looked at. */
export const widgets = sqliteTable('widgets', {
  chatbotId: text('chatbot_id')
    .primaryKey()
    .references(() => chatbots.id, { onDelete: 'cascade' }),
  clientId: text('client_id')
    .notNull()
    .references(() => clients.id),
  /** Random, and no secret: it stands in the snippet. */
  publicId: text('public_id').notNull().unique(),
  enabled: integer('enabled', { mode: 'boolean' }).notNull(),
  /** Part of every visitor token: one more, and none of them counts any longer. */
  tokenEpoch: integer('token_epoch').notNull(),
  /** Empty: nowhere. */
  allowedDomains: text('allowed_domains', { mode: 'json' }).$type<string[]>().notNull(),
  /** SHA-256 of the logo, lower-case hex. */
  logoHash: text('logo_hash'),
  appearance: text('appearance', { mode: 'json' }).$type<WidgetAppearance>().notNull(),
  behaviour: text('behaviour', { mode: 'json' }).$type<WidgetBehaviour>().notNull(),
  limits: text('limits', { mode: 'json' }).$type<WidgetLimits>().notNull(),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
});

/** What a visitor thought of an answer. */
export const messageFeedback = sqliteTable(
  'message_feedback',
  {
    messageId: text('message_id')
      .primaryKey()
      .references(() => messages.id, { onDelete: 'cascade' }),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    rating: text('rating', { enum: ['up', 'down'] }).notNull(),
    comment: text('comment'),
    createdAt: text('created_at').notNull(),
  },
  table => [index('message_feedback_client').on(table.clientId, table.createdAt)],
);

/** What a visitor left so that somebody of the office answers. */
export const leads = sqliteTable(
  'leads',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    conversationId: text('conversation_id').references(() => conversations.id, { onDelete: 'set null' }),
    visitorId: text('visitor_id').references(() => visitors.id, { onDelete: 'set null' }),
    reason: text('reason', { enum: ['lead', 'person', 'offline'] }).notNull(),
    fields: text('fields', { mode: 'json' }).$type<Lead['fields']>().notNull(),
    createdAt: text('created_at').notNull(),
  },
  table => [
    index('leads_chatbot').on(table.chatbotId, table.createdAt),
    index('leads_visitor').on(table.visitorId),
  ],
);

/** A file that a visitor sent with a question. */
export const attachments = sqliteTable(
  'attachments',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    visitorId: text('visitor_id')
      .notNull()
      .references(() => visitors.id, { onDelete: 'cascade' }),
    /** Both null until the message it belongs to is sent. */
    conversationId: text('conversation_id').references(() => conversations.id, { onDelete: 'cascade' }),
    messageId: text('message_id').references(() => messages.id, { onDelete: 'cascade' }),
    fileName: text('file_name').notNull(),
    mediaType: text('media_type').notNull(),
    kind: text('kind', { enum: ['image', 'pdf', 'text'] }).notNull(),
    size: integer('size').notNull(),
    contentHash: text('content_hash').notNull(),
    createdAt: text('created_at').notNull(),
  },
  table => [
    index('attachments_visitor').on(table.visitorId),
    index('attachments_conversation').on(table.conversationId),
    index('attachments_content').on(table.contentHash),
  ],
);

/** What was read in a file, cut into passages as documents are. */
export const attachmentPassages = sqliteTable(
  'attachment_passages',
  {
    attachmentId: text('attachment_id')
      .notNull()
      .references(() => attachments.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    page: integer('page'),
    heading: text('heading'),
    start: integer('start').notNull(),
    end: integer('end').notNull(),
    text: text('text').notNull(),
  },
  table => [primaryKey({ columns: [table.attachmentId, table.ordinal] })],
);
