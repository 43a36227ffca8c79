import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { users } from './accounts.ts';
import { chatbots } from './chatbots.ts';
import { models } from './models.ts';
import { column, lookUp, stillThere } from '../rules/audit-conditions.ts';
import { OF_NO_CLIENT, WITHIN } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** A place outside this machine and this network that may read what is asked of a chatbot, by the yes of who edits it. */
export const cloudConsents = sqliteTable(
  'cloud_consents',
  {
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    /** Its name, e.g. `api.mistral.ai`; empty until the places are known that a chatbot used before it was asked. */
    host: text('host').notNull(),
    /** Null: at this machine, or carried over. */
    givenById: text('given_by_id').references(() => users.id, { onDelete: 'set null' }),
    givenAt: text('given_at').notNull(),
    /** Nobody was asked: the chatbot used it before there was anything to ask. */
    carriedOver: integer('carried_over', { mode: 'boolean' }).notNull(),
  },
  table => [
    primaryKey({ columns: [table.chatbotId, table.host] }),
    index('cloud_consents_given_by').on(table.givenById),
  ],
);

export const cloudConsentRules = tableRules(cloudConsents, {
  client: { by: 'chatbotId', of: chatbots },
  counted: { within: 'chatbots' },
  audit: {
    columns: {
      chatbotId: 'ignored',
      host: 'watched',
      givenById: 'ignored',
      givenAt: 'ignored',
      carriedOver: 'watched',
    },
    targetId: column('chatbot_id'),
    targetLabel: lookUp('name', chatbots, 'chatbot_id'),
    events: [
      { on: 'insert', action: 'chatbots.cloud_allowed', when: [`NEW.host <> ''`] },
      {
        on: 'delete',
        action: 'chatbots.cloud_withdrawn',
        when: [`OLD.host <> ''`, stillThere(chatbots, 'chatbot_id')],
      },
    ],
  },
  sealed: {},
  export: {
    in: chatbots,
    by: 'chatbotId',
    as: 'cloudPlaces',
    shape: 'list',
    order: 'host',
    guide: 'the places outside this network that may read what is asked of it, by whose yes and since when',
    columns: {
      chatbotId: WITHIN,
      host: 'host',
      givenById: 'givenById',
      givenAt: 'givenAt',
      carriedOver: 'carriedOver',
    },
  },
  eraseClient: 'along',
  erasePerson: { by: { givenById: { forget: ['givenById'] } } },
  keep: 'along',
});

/** The place that may read all documents and questions, to compare them by meaning: the yes of who administers. */
export const embeddingConsents = sqliteTable(
  'embedding_consents',
  {
    modelId: text('model_id')
      .primaryKey()
      .references(() => models.id, { onDelete: 'cascade' }),
    /** As in `cloud_consents`. */
    host: text('host').notNull(),
    givenById: text('given_by_id').references(() => users.id, { onDelete: 'set null' }),
    givenAt: text('given_at').notNull(),
    carriedOver: integer('carried_over', { mode: 'boolean' }).notNull(),
  },
  table => [index('embedding_consents_given_by').on(table.givenById)],
);

export const embeddingConsentRules = tableRules(embeddingConsents, {
  client: { none: 'models are shared by all clients' },
  counted: { not: 'none is removed' },
  audit: {
    columns: {
      modelId: 'ignored',
      host: 'watched',
      givenById: 'ignored',
      givenAt: 'ignored',
      carriedOver: 'watched',
    },
    targetId: column('model_id'),
    targetLabel: lookUp('name', models, 'model_id'),
    events: [
      { on: 'insert', action: 'models.cloud_allowed', when: [`NEW.host <> ''`] },
      {
        on: 'delete',
        action: 'models.cloud_withdrawn',
        when: [`OLD.host <> ''`, stillThere(models, 'model_id')],
      },
    ],
  },
  sealed: {},
  export: OF_NO_CLIENT,
  eraseClient: { stay: 'shared by all clients' },
  erasePerson: { by: { givenById: { forget: ['givenById'] } } },
  keep: { otherwise: 'until it is withdrawn, or its model deleted' },
});
