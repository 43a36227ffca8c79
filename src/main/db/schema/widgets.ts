import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Lead } from '#shared/contract/widgets.ts';
import type { WidgetAppearance, WidgetBehaviour, WidgetLimits } from '#shared/contract/widget-settings.ts';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';
import { conversations, messages } from './conversations.ts';
import { visitors } from './visitors.ts';
import { byPerson, column, lookUp, stillThere } from '../rules/audit-conditions.ts';
import { OF_ONE_CLIENT, SECRET } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

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

export const widgetRules = tableRules(widgets, {
  client: 'clientId',
  counted: 'widgets',
  audit: {
    columns: {
      chatbotId: 'ignored',
      clientId: 'ignored',
      publicId: 'ignored',
      enabled: 'watched',
      tokenEpoch: 'ignored',
      allowedDomains: 'watched',
      logoHash: 'watched',
      appearance: 'watched',
      behaviour: 'watched',
      limits: 'watched',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('chatbot_id'),
    targetLabel: lookUp('name', chatbots, 'chatbot_id'),
    events: [
      // Made, switched off, when it is first looked at; gone with its chatbot.
      { on: 'update', action: 'widgets.updated' },
      { on: 'update', action: 'widgets.visitors_revoked', of: ['tokenEpoch'] },
    ],
  },
  sealed: {},
  export: {
    file: 'widgets.json',
    place: 60,
    about: { fr: 'les widgets des chatbots', en: 'the widgets of the chatbots' },
    guide: 'what each chatbot shows on pages, where it may stand, its limits',
    columns: {
      chatbotId: 'chatbotId',
      publicId: 'publicId',
      enabled: 'enabled',
      allowedDomains: 'allowedDomains',
      logoHash: 'logoHash',
      appearance: 'appearance',
      behaviour: 'behaviour',
      limits: 'limits',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      clientId: OF_ONE_CLIENT,
      tokenEpoch: SECRET,
    },
    stored: {
      in: 'logos',
      folder: 'logos',
      about: { fr: 'les logos des widgets, sous leur SHA-256', en: 'the logos of the widgets, by SHA-256' },
      hash: 'logoHash',
      named: 'hash',
    },
  },
  eraseClient: 'delete',
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'as long as its chatbot' },
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

export const messageFeedbackRules = tableRules(messageFeedback, {
  client: 'clientId',
  counted: 'ratings',
  audit: { leftOut: 'what visitors say of answers' },
  sealed: {},
  export: {
    file: 'feedback.json',
    place: 90,
    about: { fr: 'ce que des visiteurs ont pensé des réponses', en: 'what visitors thought of answers' },
    guide: 'ratings of answers by the id of the message',
    columns: {
      messageId: 'id',
      rating: 'rating',
      comment: 'comment',
      createdAt: 'createdAt',
      clientId: OF_ONE_CLIENT,
    },
  },
  eraseClient: 'delete',
  erasePerson: { along: { by: 'messageId', of: messages } },
  keep: 'along',
});

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

export const leadRules = tableRules(leads, {
  client: 'clientId',
  counted: 'contacts',
  audit: {
    // Who a visitor is stays out of the log: it would be kept longer than what they left.
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      chatbotId: 'ignored',
      conversationId: 'ignored',
      visitorId: 'ignored',
      reason: 'watched',
      fields: 'ignored',
      createdAt: 'watched',
    },
    targetId: column('id'),
    targetLabel: lookUp('name', chatbots, 'chatbot_id'),
    events: [{ on: 'delete', action: 'leads.deleted', when: [byPerson, stillThere(chatbots, 'chatbot_id')] }],
  },
  sealed: {},
  export: {
    file: 'leads.json',
    place: 80,
    about: {
      fr: 'les coordonnées que des visiteurs ont laissées',
      en: 'what visitors left so that somebody answers',
    },
    guide: 'what visitors left so that somebody answers',
    columns: {
      id: 'id',
      chatbotId: 'chatbotId',
      conversationId: 'conversationId',
      visitorId: 'visitorId',
      reason: 'reason',
      fields: 'fields',
      createdAt: 'createdAt',
      clientId: OF_ONE_CLIENT,
    },
  },
  eraseClient: 'delete',
  erasePerson: { by: { visitorId: 'delete' } },
  keep: { as: 'conversations', since: 'createdAt' },
});

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

export const attachmentRules = tableRules(attachments, {
  client: 'clientId',
  counted: 'attachments',
  audit: { leftOut: 'part of the conversations of visitors' },
  sealed: {},
  export: {
    file: 'attachments.json',
    place: 100,
    about: { fr: 'les fichiers envoyés par des visiteurs', en: 'the files that visitors sent' },
    guide: 'files that visitors sent',
    columns: {
      id: 'id',
      visitorId: 'visitorId',
      conversationId: 'conversationId',
      messageId: 'messageId',
      fileName: 'fileName',
      mediaType: 'mediaType',
      kind: 'kind',
      size: 'size',
      createdAt: 'createdAt',
      contentHash: 'sha256',
      clientId: OF_ONE_CLIENT,
    },
    stored: {
      in: 'attachments',
      folder: 'attachments',
      about: {
        fr: 'ces fichiers (fichier n° 1 de attachments.json : attachments/00001 …)',
        en: 'these files (file no. 1 of attachments.json: attachments/00001 …)',
      },
      hash: 'contentHash',
      name: 'fileName',
      mediaType: 'mediaType',
    },
  },
  eraseClient: 'delete',
  erasePerson: { by: { visitorId: 'delete' }, along: { by: 'conversationId', of: conversations } },
  keep: 'along',
});

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

export const attachmentPassageRules = tableRules(attachmentPassages, {
  client: { by: 'attachmentId', of: attachments },
  counted: { within: 'attachments' },
  audit: { leftOut: 'made by reading the file of a visitor' },
  sealed: {},
  export: { leftOut: 'made again from the file' },
  eraseClient: 'along',
  erasePerson: { along: { by: 'attachmentId', of: attachments } },
  keep: 'along',
});
