import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { clients } from './clients.ts';
import { models } from './models.ts';
import { users } from './accounts.ts';

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
    temperature: real('temperature').notNull(),
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
