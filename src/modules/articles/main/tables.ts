import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import {
  chatbots,
  clients,
  column,
  conversations,
  messages,
  OF_ONE_CLIENT,
  OWN_DOING,
  stillThere,
  tableRules,
  users,
  visitors,
} from '../../table-api.ts';
import { kinds, states, ways } from '../contract.ts';

/** What people of the office propose that a chatbot answers. */
export const articleProposals = sqliteTable(
  'article_proposals',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    state: text('state', { enum: states }).notNull(),
    how: text('how', { enum: ways }).notNull(),
    kind: text('kind', { enum: kinds }).notNull().default('answer'),
    question: text('question').notNull(),
    /** Of an article. */
    title: text('title'),
    /** What is answered. */
    text: text('text').notNull(),
    /** Where it comes from; null once that is gone. */
    conversationId: text('conversation_id').references(() => conversations.id, { onDelete: 'set null' }),
    messageId: text('message_id').references(() => messages.id, { onDelete: 'set null' }),
    /** Whoever asked, as long as the draft may hold words of theirs: until it is approved. */
    visitorId: text('visitor_id').references(() => visitors.id, { onDelete: 'set null' }),
    askerId: text('asker_id').references(() => users.id, { onDelete: 'set null' }),
    /** The person of the office who wrote it, and the one who decided. */
    proposedBy: text('proposed_by').references(() => users.id, { onDelete: 'set null' }),
    decidedBy: text('decided_by').references(() => users.id, { onDelete: 'set null' }),
    decidedAt: text('decided_at'),
    /** The frequent answer that it became. No foreign key: that one may be deleted. */
    answerId: text('answer_id'),
    /** The document that it became, its latest version. No foreign key: it may go. */
    documentId: text('document_id'),
    /** It becomes a test question once its document is read. */
    wantsTest: integer('wants_test', { mode: 'boolean' }).notNull().default(false),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [
    index('article_proposals_client').on(table.clientId, table.state, table.id),
    index('article_proposals_chatbot').on(table.chatbotId),
    index('article_proposals_message').on(table.messageId),
    index('article_proposals_conversation').on(table.conversationId),
    index('article_proposals_visitor').on(table.visitorId),
  ],
);

export const articleProposalRules = tableRules(articleProposals, {
  client: 'clientId',
  counted: { as: { fr: 'Réponses proposées', en: 'Proposed answers' } },
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      chatbotId: 'ignored',
      state: 'watched',
      how: 'ignored',
      kind: 'watched',
      question: 'watched',
      title: 'watched',
      text: 'watched',
      conversationId: 'ignored',
      messageId: 'ignored',
      visitorId: 'ignored',
      askerId: 'ignored',
      proposedBy: 'ignored',
      decidedBy: 'ignored',
      decidedAt: 'ignored',
      answerId: 'ignored',
      documentId: 'ignored',
      wantsTest: 'ignored',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('question'),
    events: [
      {
        on: 'insert',
        action: 'articles.proposed',
        says: { fr: 'a proposé une réponse à « {{target}} »', en: 'proposed an answer to “{{target}}”' },
      },
      {
        on: 'update',
        action: 'articles.changed',
        of: ['kind', 'question', 'title', 'text'],
        says: {
          fr: 'a modifié la réponse proposée à « {{target}} »',
          en: 'changed the proposed answer to “{{target}}”',
        },
      },
      {
        on: 'update',
        action: 'articles.approved',
        of: ['state'],
        when: [`NEW.state = 'approved'`],
        says: {
          fr: 'a approuvé la réponse proposée à « {{target}} »',
          en: 'approved the proposed answer to “{{target}}”',
        },
      },
      {
        on: 'update',
        action: 'articles.dropped',
        of: ['state'],
        when: [`NEW.state = 'dropped'`],
        says: {
          fr: 'a écarté la réponse proposée à « {{target}} »',
          en: 'dropped the proposed answer to “{{target}}”',
        },
      },
      {
        on: 'update',
        action: 'articles.reopened',
        of: ['state'],
        when: [`NEW.state = 'waiting'`],
        says: {
          fr: 'a remis en attente la réponse proposée à « {{target}} »',
          en: 'had the proposed answer to “{{target}}” wait again',
        },
      },
      {
        on: 'delete',
        action: 'articles.deleted',
        when: [stillThere(chatbots, 'chatbot_id')],
        says: {
          fr: 'a supprimé la réponse proposée à « {{target}} »',
          en: 'deleted the proposed answer to “{{target}}”',
        },
      },
    ],
    called: { fr: 'Réponses proposées', en: 'Proposed answers' },
    fields: {
      state: { fr: 'État', en: 'State' },
      kind: { fr: 'Sorte', en: 'Kind' },
      question: { fr: 'Question', en: 'Question' },
      title: { fr: 'Titre', en: 'Title' },
      text: { fr: 'Réponse', en: 'Answer' },
    },
  },
  sealed: {},
  export: {
    file: 'proposed-answers.json',
    place: 63,
    about: { fr: 'les réponses proposées par le bureau', en: 'the answers that the office proposes' },
    guide:
      'answers that people of the office propose: chatbot, `state` (`waiting`, `approved`, `dropped`), `how` (the `correction` of an answer, what a `person` answered in a conversation, or by `hand`), question, text, the conversation and message it comes from while these are there, who wrote it and who decided, and the frequent answer or the document it became (`kind`: `answer` or `article`)',
    columns: {
      id: 'id',
      chatbotId: 'chatbotId',
      state: 'state',
      how: 'how',
      kind: 'kind',
      question: 'question',
      title: 'title',
      text: 'text',
      conversationId: 'conversationId',
      messageId: 'messageId',
      proposedBy: 'proposedBy',
      decidedBy: 'decidedBy',
      decidedAt: 'decidedAt',
      answerId: 'answerId',
      documentId: 'documentId',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      clientId: OF_ONE_CLIENT,
      visitorId: OWN_DOING,
      askerId: OWN_DOING,
      wantsTest: OWN_DOING,
    },
  },
  eraseClient: 'delete',
  // A draft may hold words of whoever asked; what was approved holds nothing of theirs.
  erasePerson: {
    by: {
      visitorId: 'delete',
      askerId: 'delete',
      proposedBy: { forget: ['proposedBy'] },
      decidedBy: { forget: ['decidedBy'] },
    },
  },
  keep: {
    as: 'conversations',
    since: 'updatedAt',
    unless: () => sql`${articleProposals.state} = 'approved'`,
  },
});
