import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { chatbots, clients, column, OF_ONE_CLIENT, stillThere, tableRules } from '../../table-api.ts';

/** What the office itself answers to a question. */
export const frequentAnswers = sqliteTable(
  'frequent_answers',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    question: text('question').notNull(),
    answer: text('answer').notNull(),
    /** Other ways to ask it, and words that mean the same in it: `tarif = prix`. */
    synonyms: text('synonyms', { mode: 'json' }).$type<string[]>().notNull(),
    /** First and last day it holds, by the client's calendar; null: no such limit. */
    validFrom: text('valid_from'),
    validUntil: text('valid_until'),
    /** Where whoever asks can read on. */
    sourceUrl: text('source_url'),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [
    index('frequent_answers_client').on(table.clientId),
    index('frequent_answers_chatbot').on(table.chatbotId, table.id),
  ],
);

export const frequentAnswerRules = tableRules(frequentAnswers, {
  client: 'clientId',
  counted: { within: 'chatbots' },
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      chatbotId: 'ignored',
      question: 'watched',
      answer: 'watched',
      synonyms: 'watched',
      validFrom: 'watched',
      validUntil: 'watched',
      sourceUrl: 'watched',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('question'),
    events: [
      {
        on: 'insert',
        action: 'frequent_answers.created',
        says: {
          fr: 'a écrit la réponse fréquente à « {{target}} »',
          en: 'wrote the frequent answer to “{{target}}”',
        },
      },
      {
        on: 'update',
        action: 'frequent_answers.updated',
        says: {
          fr: 'a modifié la réponse fréquente à « {{target}} »',
          en: 'changed the frequent answer to “{{target}}”',
        },
      },
      {
        on: 'delete',
        action: 'frequent_answers.deleted',
        when: [stillThere(chatbots, 'chatbot_id')],
        says: {
          fr: 'a supprimé la réponse fréquente à « {{target}} »',
          en: 'deleted the frequent answer to “{{target}}”',
        },
      },
    ],
    called: { fr: 'Réponses fréquentes', en: 'Frequent answers' },
    fields: {
      question: { fr: 'Question', en: 'Question' },
      answer: { fr: 'Réponse', en: 'Answer' },
      synonyms: { fr: 'Synonymes', en: 'Synonyms' },
      validFrom: { fr: 'Valable du', en: 'Valid from' },
      validUntil: { fr: 'Valable jusqu’au', en: 'Valid until' },
      sourceUrl: { fr: 'Lien', en: 'Link' },
    },
  },
  sealed: {},
  export: {
    file: 'frequent-answers.json',
    place: 64,
    about: { fr: 'les réponses fréquentes du bureau', en: 'the office’s frequent answers' },
    guide: 'what the office itself answers: chatbot, question, answer, synonyms, days, link',
    columns: {
      id: 'id',
      chatbotId: 'chatbotId',
      question: 'question',
      answer: 'answer',
      synonyms: 'synonyms',
      validFrom: 'validFrom',
      validUntil: 'validUntil',
      sourceUrl: 'sourceUrl',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      clientId: OF_ONE_CLIENT,
    },
  },
  eraseClient: 'delete',
  erasePerson: { stay: 'what the office wrote' },
  keep: { otherwise: 'as long as its chatbot' },
});

/** Questions asked often that the office does not want to answer itself. */
export const frequentQuestionsDismissed = sqliteTable(
  'frequent_questions_dismissed',
  {
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    /** SHA-256 of the question as it is compared: what visitors wrote is kept nowhere but in their conversations. */
    questionHash: text('question_hash').notNull(),
    dismissedAt: text('dismissed_at').notNull(),
  },
  table => [
    primaryKey({ columns: [table.chatbotId, table.questionHash] }),
    index('frequent_questions_dismissed_client').on(table.clientId),
  ],
);

export const frequentQuestionsDismissedRules = tableRules(frequentQuestionsDismissed, {
  client: 'clientId',
  counted: { within: 'chatbots' },
  audit: { leftOut: 'what is proposed and what is not, without words' },
  sealed: {},
  export: { leftOut: 'marks without words' },
  eraseClient: 'delete',
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'as long as its chatbot' },
});
