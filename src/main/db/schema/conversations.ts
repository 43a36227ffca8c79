import { sql } from 'drizzle-orm';
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { AnswerAttempt, MessageMetadata, Source } from '#shared/contract/messages.ts';
import { clients } from './clients.ts';
import { chatbots } from './chatbots.ts';
import { apiKeys } from './access.ts';
import { users } from './accounts.ts';
import type { StoredPart } from '../stored-parts.ts';
import { visitors } from './visitors.ts';
import { byPerson, column, lookUp, stillThere } from '../rules/audit-conditions.ts';
import { OF_ONE_CLIENT, OWN_DOING, WITHIN } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

const CONVERSATIONS_AT_ONCE = 5;

export const conversations = sqliteTable(
  'conversations',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    userId: text('user_id').references(() => users.id, { onDelete: 'set null' }),
    /** The API key that opened it, when a program did. */
    apiKeyId: text('api_key_id').references(() => apiKeys.id, { onDelete: 'set null' }),
    /** Whoever asked through a widget. */
    visitorId: text('visitor_id').references(() => visitors.id, { onDelete: 'set null' }),
    title: text('title').notNull(),
    /** When whoever asks last wished for a person of the office. */
    personAskedAt: text('person_asked_at'),
    /** When the office said that this wish is seen to; null again once there is a later wish. */
    personHandledAt: text('person_handled_at'),
    /** Where it came from. */
    channel: text('channel', { enum: ['app', 'api', 'cli', 'preview', 'widget', 'openai'] }).notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    /** Counts up over all conversations: the one last used has the highest, whatever the date was. */
    activity: integer('activity').notNull().default(0),
  },
  table => [
    uniqueIndex('conversations_activity').on(table.activity),
    index('conversations_client').on(table.clientId, table.activity),
    index('conversations_chatbot').on(table.chatbotId),
    index('conversations_visitor').on(table.visitorId, table.activity),
    index('conversations_person_asked')
      .on(table.clientId, table.personAskedAt)
      .where(sql`${table.personAskedAt} IS NOT NULL`),
  ],
);

export const conversationRules = tableRules(conversations, {
  client: 'clientId',
  counted: 'conversations',
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      chatbotId: { name: lookUp('name', chatbots, 'chatbot_id') },
      userId: 'ignored',
      apiKeyId: 'ignored',
      visitorId: 'ignored',
      title: 'watched',
      personAskedAt: 'ignored',
      personHandledAt: 'ignored',
      channel: 'ignored',
      createdAt: 'ignored',
      updatedAt: 'ignored',
      activity: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('title'),
    events: [
      // The first question gives an untitled conversation its title: nobody renamed it.
      { on: 'update', action: 'conversations.renamed', of: ['title'], when: [`OLD.title <> ''`, byPerson] },
      { on: 'delete', action: 'conversations.deleted', when: [byPerson, stillThere(chatbots, 'chatbot_id')] },
    ],
  },
  sealed: {},
  export: {
    file: 'conversations.json',
    place: 50,
    about: {
      fr: 'les conversations, avec leurs messages et leurs sources',
      en: 'the conversations with their messages and sources',
    },
    guide:
      'the conversations: who asked (`personId`, `keyId` or `visitorId`), when a person was asked for and when that was seen to',
    columns: {
      id: 'id',
      chatbotId: 'chatbotId',
      userId: 'personId',
      apiKeyId: 'keyId',
      visitorId: 'visitorId',
      title: 'title',
      channel: 'channel',
      personAskedAt: 'personAskedAt',
      personHandledAt: 'personHandledAt',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      clientId: OF_ONE_CLIENT,
      activity: OWN_DOING,
    },
  },
  eraseClient: { delete: { atOnce: CONVERSATIONS_AT_ONCE } },
  erasePerson: { by: { userId: 'delete', visitorId: 'delete' }, atOnce: CONVERSATIONS_AT_ONCE },
  keep: {
    as: 'conversations',
    since: 'updatedAt',
    // None with an answer under way.
    unless: () =>
      sql`exists (select 1 from ${messages} where ${messages.conversationId} = ${conversations.id} and ${messages.status} = 'streaming')`,
    atOnce: CONVERSATIONS_AT_ONCE,
  },
});

export const messages = sqliteTable(
  'messages',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** The id a visitor's browser gave its message: sent again after an outage, it is stored once. */
    clientMessageId: text('client_message_id'),
    sender: text('sender', { enum: ['visitor', 'user', 'bot', 'operator', 'system'] }).notNull(),
    /** The person of the office who asked, or who answered as operator. */
    senderId: text('sender_id').references(() => users.id, { onDelete: 'set null' }),
    /** All its words. */
    content: text('content').notNull(),
    /** What stands before, between and after its words; none for words alone. */
    parts: text('parts', { mode: 'json' }).$type<StoredPart[]>().notNull().default([]),
    status: text('status', {
      enum: ['complete', 'streaming', 'stopped', 'interrupted', 'failed'],
    }).notNull(),
    /** An error code of shared/errors.ts when the answer failed. */
    failure: text('failure'),
    sources: text('sources', { mode: 'json' }).$type<Source[]>().notNull(),
    abstained: integer('abstained', { mode: 'boolean' }).notNull(),
    model: text('model'),
    provider: text('provider', { enum: ['embedded', 'inside', 'ollama', 'openai', 'anthropic'] }),
    /** Checked where they are read. */
    attempts: text('attempts', { mode: 'json' }).$type<AnswerAttempt[]>().notNull().default([]),
    confidence: real('confidence'),
    responseTimeMs: integer('response_time_ms'),
    firstTokenMs: integer('first_token_ms'),
    inputTokens: integer('input_tokens'),
    outputTokens: integer('output_tokens'),
    /** Of those read, what the server remembered from before. */
    cachedTokens: integer('cached_tokens'),
    /** At the prices of the day it was written; null without a price. */
    cost: real('cost'),
    tags: text('tags', { mode: 'json' }).$type<string[]>().notNull(),
    metadata: text('metadata', { mode: 'json' }).$type<MessageMetadata>().notNull(),
    /** When someone of the office said that this unanswered question needs no more looking at. */
    dismissedAt: text('dismissed_at'),
    /** Its place in the conversation. Order is never decided by a time: a computer's date may go back. */
    sequence: integer('sequence').notNull().default(0),
    createdAt: text('created_at').notNull(),
  },
  table => [
    uniqueIndex('messages_sequence').on(table.conversationId, table.sequence),
    uniqueIndex('messages_client_message').on(table.conversationId, table.clientMessageId),
  ],
);

export const messageRules = tableRules(messages, {
  client: 'clientId',
  counted: 'messages',
  audit: { leftOut: 'the conversations themselves, which say who wrote what and when' },
  sealed: {},
  export: {
    in: conversations,
    by: 'conversationId',
    as: 'messages',
    shape: 'list',
    order: 'sequence',
    guide:
      '`sender` has a `kind` (`visitor`, `user`, `bot`, `operator` or `system`) and the `id` of the person; `content` is all its words; `parts` are words, how the model reasoned, tools it asked with what they gave back, files by `attachmentId`, in their order; `sources` are documents with their number and the places cited, with pages and words; `attempts` are the models that were asked, in order, with what came of each; times are in milliseconds; `metadata` has what cut an answer short',
    writer: 'message',
    columns: {
      id: 'id',
      clientMessageId: 'clientMessageId',
      content: 'content',
      status: 'status',
      failure: 'failure',
      sources: 'sources',
      abstained: 'abstained',
      model: 'model',
      provider: 'provider',
      attempts: 'attempts',
      confidence: 'confidence',
      responseTimeMs: 'responseTimeMs',
      firstTokenMs: 'firstTokenMs',
      inputTokens: 'inputTokens',
      outputTokens: 'outputTokens',
      cachedTokens: 'cachedTokens',
      cost: 'cost',
      tags: 'tags',
      metadata: 'metadata',
      dismissedAt: 'dismissedAt',
      sequence: 'sequence',
      createdAt: 'createdAt',
      sender: 'sender',
      senderId: { partOf: 'sender' },
      parts: 'parts',
      clientId: OF_ONE_CLIENT,
      conversationId: WITHIN,
    },
  },
  eraseClient: 'delete',
  // What an operator answered is the conversation’s.
  erasePerson: {
    by: { senderId: { forget: ['senderId'] } },
    along: { by: 'conversationId', of: conversations },
  },
  keep: 'along',
});
