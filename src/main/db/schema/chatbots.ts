import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { clients } from './clients.ts';
import { models } from './models.ts';
import { users } from './accounts.ts';
import { column, lookUp, namesOf, PERSON, stillThere } from '../rules/audit-conditions.ts';
import { OF_ONE_CLIENT, WITHIN } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

export const chatbots = sqliteTable(
  'chatbots',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    ownerId: text('owner_id').references(() => users.id, { onDelete: 'set null' }),
    name: text('name').notNull(),
    description: text('description').notNull(),
    /** Two letters or one emoji shown in its circle. */
    avatar: text('avatar').notNull(),
    color: text('color').notNull(),
    language: text('language', { enum: ['fr', 'en'] }).notNull(),
    welcomeMessage: text('welcome_message').notNull(),
    instructions: text('instructions').notNull(),
    /** Null: the installation's default model. */
    modelId: text('model_id').references(() => models.id, { onDelete: 'set null' }),
    fallbackModelId: text('fallback_model_id').references(() => models.id, { onDelete: 'set null' }),
    /** Those that follow it, in order; of models that are gone nothing is read. */
    furtherModelIds: text('further_model_ids', { mode: 'json' }).$type<string[]>().notNull().default([]),
    /** How long each of its models may take to be connected to, and be silent, in seconds; null leaves it to the model. */
    connectSeconds: integer('connect_seconds'),
    firstWordSeconds: integer('first_word_seconds'),
    betweenWordsSeconds: integer('between_words_seconds'),
    temperature: real('temperature').notNull(),
    /** Whether personal values are hidden from its models outside. */
    hidesPersonal: integer('hides_personal', { mode: 'boolean' }).notNull().default(false),
    suggestedQuestions: text('suggested_questions', { mode: 'json' }).$type<string[]>().notNull(),
    /** Who among the client's members may chat with it: all of them, or those of `chatbot_people`. */
    sharing: text('sharing', { enum: ['team', 'chosen'] })
      .notNull()
      .default('team'),
    active: integer('active', { mode: 'boolean' }).notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [index('chatbots_client').on(table.clientId)],
);

export const chatbotRules = tableRules(chatbots, {
  client: 'clientId',
  counted: 'chatbots',
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      ownerId: { name: lookUp(PERSON, users, 'owner_id') },
      name: 'watched',
      description: 'watched',
      avatar: 'watched',
      color: 'watched',
      language: 'watched',
      welcomeMessage: 'watched',
      instructions: 'watched',
      modelId: { name: lookUp('name', models, 'model_id') },
      fallbackModelId: { name: lookUp('name', models, 'fallback_model_id') },
      furtherModelIds: { name: namesOf(models, 'further_model_ids') },
      connectSeconds: 'watched',
      firstWordSeconds: 'watched',
      betweenWordsSeconds: 'watched',
      temperature: 'watched',
      hidesPersonal: 'watched',
      suggestedQuestions: 'watched',
      sharing: 'watched',
      active: 'watched',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('name'),
    events: [
      { on: 'insert', action: 'chatbots.created' },
      { on: 'update', action: 'chatbots.updated' },
      { on: 'delete', action: 'chatbots.deleted' },
    ],
  },
  sealed: {},
  export: {
    file: 'chatbots.json',
    place: 30,
    about: {
      fr: 'les chatbots : consignes, langue, réglages',
      en: 'the chatbots: instructions, language, settings',
    },
    guide:
      'the chatbots; `model`, `fallbackModel` and the `furtherModels` after it by name, null for the one of the installation; `personIds` are those a chatbot is shared with when `sharing` is `chosen`',
    columns: {
      id: 'id',
      ownerId: 'ownerId',
      name: 'name',
      description: 'description',
      avatar: 'avatar',
      color: 'color',
      language: 'language',
      welcomeMessage: 'welcomeMessage',
      instructions: 'instructions',
      connectSeconds: 'connectSeconds',
      firstWordSeconds: 'firstWordSeconds',
      betweenWordsSeconds: 'betweenWordsSeconds',
      temperature: 'temperature',
      hidesPersonal: 'hidesPersonal',
      suggestedQuestions: 'suggestedQuestions',
      sharing: 'sharing',
      active: 'active',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      modelId: { as: 'model', nameIn: models },
      fallbackModelId: { as: 'fallbackModel', nameIn: models },
      furtherModelIds: { as: 'furtherModels', nameIn: models },
      clientId: OF_ONE_CLIENT,
    },
  },
  eraseClient: 'delete',
  erasePerson: { by: { ownerId: { forget: ['ownerId'] } } },
  keep: { otherwise: 'until it is deleted' },
});

/** Members a chatbot is shared with, when it is not shared with the whole team. */
export const chatbotPeople = sqliteTable(
  'chatbot_people',
  {
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
  },
  table => [
    primaryKey({ columns: [table.chatbotId, table.userId] }),
    index('chatbot_people_user').on(table.userId),
  ],
);

export const chatbotPersonRules = tableRules(chatbotPeople, {
  client: { by: 'chatbotId', of: chatbots },
  counted: { within: 'chatbots' },
  audit: {
    columns: { chatbotId: 'ignored', userId: { name: lookUp(PERSON, users, 'user_id') } },
    targetId: column('chatbot_id'),
    targetLabel: lookUp('name', chatbots, 'chatbot_id'),
    events: [
      { on: 'insert', action: 'chatbots.shared' },
      {
        on: 'delete',
        action: 'chatbots.unshared',
        when: [stillThere(chatbots, 'chatbot_id'), stillThere(users, 'user_id')],
      },
    ],
  },
  sealed: {},
  export: {
    in: chatbots,
    by: 'chatbotId',
    as: 'personIds',
    shape: 'values',
    columns: { chatbotId: WITHIN, userId: 'id' },
  },
  eraseClient: 'along',
  erasePerson: { by: { userId: 'delete' } },
  keep: 'along',
});
