import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';
import { documents } from './documents.ts';
import { sources } from './sources.ts';
import { column, lookUp, stillThere } from '../rules/audit-conditions.ts';
import { DERIVED, OF_ONE_CLIENT, WITHIN } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** A word under which a client has documents. */
export const tags = sqliteTable(
  'tags',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    name: text('name').notNull(),
    /** The name without capitals and accents: no two of a client have the same. */
    key: text('key').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [uniqueIndex('tags_key').on(table.clientId, table.key)],
);

export const tagRules = tableRules(tags, {
  client: 'clientId',
  counted: { within: 'documents' },
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      name: 'watched',
      key: 'ignored',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('name'),
    events: [
      {
        on: 'insert',
        action: 'tags.created',
        says: { fr: 'a créé l’étiquette {{target}}', en: 'created the tag {{target}}' },
      },
      {
        on: 'update',
        action: 'tags.renamed',
        of: ['name'],
        says: { fr: 'a renommé l’étiquette {{target}}', en: 'renamed the tag {{target}}' },
      },
      {
        on: 'delete',
        action: 'tags.removed',
        says: { fr: 'a supprimé l’étiquette {{target}}', en: 'deleted the tag {{target}}' },
      },
    ],
    called: { fr: 'Étiquettes', en: 'Tags' },
  },
  sealed: {},
  export: {
    file: 'tags.json',
    place: 48,
    about: { fr: 'les étiquettes des documents', en: 'the tags of the documents' },
    guide:
      'the tags under which documents are found; `tagIds` of documents, of sources and of the chatbots that are bound to them name them',
    columns: {
      id: 'id',
      name: 'name',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      key: { leftOut: 'follows from the name' },
      clientId: OF_ONE_CLIENT,
    },
  },
  eraseClient: 'delete',
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'until it is deleted' },
});

/** Tags that people gave a document; those that it has of its source stand in `source_tags` alone. */
export const documentTags = sqliteTable(
  'document_tags',
  {
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    tagId: text('tag_id')
      .notNull()
      .references(() => tags.id, { onDelete: 'cascade' }),
  },
  table => [
    primaryKey({ columns: [table.documentId, table.tagId] }),
    index('document_tags_tag').on(table.tagId),
  ],
);

export const documentTagRules = tableRules(documentTags, {
  client: { by: 'documentId', of: documents },
  counted: { within: 'documents' },
  audit: {
    columns: { documentId: 'ignored', tagId: { name: lookUp('name', tags, 'tag_id') } },
    targetId: column('document_id'),
    targetLabel: lookUp('file_name', documents, 'document_id'),
    events: [
      {
        on: 'insert',
        action: 'documents.tagged',
        says: { fr: 'a étiqueté {{target}}', en: 'tagged {{target}}' },
      },
      {
        on: 'delete',
        action: 'documents.untagged',
        when: [stillThere(documents, 'document_id'), stillThere(tags, 'tag_id')],
        says: { fr: 'a retiré une étiquette à {{target}}', en: 'took a tag from {{target}}' },
      },
    ],
    called: { fr: 'Étiquettes des documents', en: 'Tags of documents' },
    fields: { tagId: { fr: 'Étiquette', en: 'Tag' } },
  },
  sealed: {},
  export: {
    in: documents,
    by: 'documentId',
    as: 'tagIds',
    shape: 'values',
    columns: { documentId: WITHIN, tagId: 'id' },
  },
  eraseClient: 'along',
  erasePerson: { stay: 'names nobody' },
  keep: 'along',
});

/** Tags that a source gives all its documents, for as long as it has them. */
export const sourceTags = sqliteTable(
  'source_tags',
  {
    sourceId: text('source_id')
      .notNull()
      .references(() => sources.id, { onDelete: 'cascade' }),
    tagId: text('tag_id')
      .notNull()
      .references(() => tags.id, { onDelete: 'cascade' }),
  },
  table => [primaryKey({ columns: [table.sourceId, table.tagId] }), index('source_tags_tag').on(table.tagId)],
);

export const sourceTagRules = tableRules(sourceTags, {
  client: { by: 'sourceId', of: sources },
  counted: { within: 'sources' },
  audit: {
    columns: { sourceId: 'ignored', tagId: { name: lookUp('name', tags, 'tag_id') } },
    targetId: column('source_id'),
    targetLabel: lookUp('name', sources, 'source_id'),
    events: [
      {
        on: 'insert',
        action: 'sources.tagged',
        says: { fr: 'a étiqueté la source {{target}}', en: 'tagged the source {{target}}' },
      },
      {
        on: 'delete',
        action: 'sources.untagged',
        when: [stillThere(sources, 'source_id'), stillThere(tags, 'tag_id')],
        says: {
          fr: 'a retiré une étiquette à la source {{target}}',
          en: 'took a tag from the source {{target}}',
        },
      },
    ],
    called: { fr: 'Étiquettes des sources', en: 'Tags of sources' },
    fields: { tagId: { fr: 'Étiquette', en: 'Tag' } },
  },
  sealed: {},
  export: {
    in: sources,
    by: 'sourceId',
    as: 'tagIds',
    shape: 'values',
    columns: { sourceId: WITHIN, tagId: 'id' },
  },
  eraseClient: 'along',
  erasePerson: { stay: 'names nobody' },
  keep: 'along',
});

/** Tags that a chatbot is bound to: it answers from documents with one of them, of those that it was given. */
export const chatbotTags = sqliteTable(
  'chatbot_tags',
  {
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    tagId: text('tag_id')
      .notNull()
      .references(() => tags.id, { onDelete: 'cascade' }),
  },
  table => [
    primaryKey({ columns: [table.chatbotId, table.tagId] }),
    index('chatbot_tags_tag').on(table.tagId),
  ],
);

export const chatbotTagRules = tableRules(chatbotTags, {
  client: { by: 'chatbotId', of: chatbots },
  counted: { within: 'chatbots' },
  audit: {
    columns: { chatbotId: 'ignored', tagId: { name: lookUp('name', tags, 'tag_id') } },
    targetId: column('chatbot_id'),
    targetLabel: lookUp('name', chatbots, 'chatbot_id'),
    events: [
      {
        on: 'insert',
        action: 'chatbots.bound',
        says: { fr: 'a limité {{target}} à une étiquette', en: 'bound {{target}} to a tag' },
      },
      {
        on: 'delete',
        action: 'chatbots.unbound',
        when: [stillThere(chatbots, 'chatbot_id'), stillThere(tags, 'tag_id')],
        says: {
          fr: 'a cessé de limiter {{target}} à une étiquette',
          en: 'bound {{target}} to a tag no longer',
        },
      },
    ],
    called: { fr: 'Étiquettes des chatbots', en: 'Tags of chatbots' },
    fields: { tagId: { fr: 'Étiquette', en: 'Tag' } },
  },
  sealed: {},
  export: {
    in: chatbots,
    by: 'chatbotId',
    as: 'tagIds',
    shape: 'values',
    columns: { chatbotId: WITHIN, tagId: 'id' },
  },
  eraseClient: 'along',
  erasePerson: { stay: 'names nobody' },
  keep: 'along',
});

/** Topics that a document is about, found when it was read: what tags are proposed from. */
export const tagProposals = sqliteTable(
  'tag_proposals',
  {
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    /** The stems of its words, in the language of the document. */
    key: text('key').notNull(),
    /** As it is written in the document. */
    name: text('name').notNull(),
    /** How much it tells of the document; larger is more. */
    weight: real('weight').notNull(),
    /** It stands in the title or a heading. */
    heading: integer('heading', { mode: 'boolean' }).notNull(),
    /** A person said no: it is not proposed again. */
    refused: integer('refused', { mode: 'boolean' }).notNull().default(false),
  },
  table => [primaryKey({ columns: [table.documentId, table.key] }), index('tag_proposals_key').on(table.key)],
);

export const tagProposalRules = tableRules(tagProposals, {
  client: { by: 'documentId', of: documents },
  counted: { within: 'documents' },
  audit: { leftOut: 'found while reading; what people make of it is in the log of tags' },
  sealed: {},
  export: DERIVED,
  eraseClient: 'along',
  erasePerson: { stay: 'names nobody' },
  keep: 'along',
});
