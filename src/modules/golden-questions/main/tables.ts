import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import {
  chatbots,
  clients,
  column,
  lookUp,
  OF_ONE_CLIENT,
  OWN_DOING,
  stillThere,
  tableRules,
  WITHIN,
} from '../../table-api.ts';
import { origins, type Compared, type Measures, type Stood } from '../contract.ts';

/** Questions whose right answer is known: the words that give it, or that there is none. */
export const goldenQuestions = sqliteTable(
  'golden_questions',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    question: text('question').notNull(),
    /** The words that answer, where they stood when they were chosen; null in all: no answer is known. No foreign key: the document may go, and come again. */
    documentId: text('document_id'),
    documentName: text('document_name'),
    documentTitle: text('document_title'),
    quote: text('quote'),
    /** The frequent answer that is to be given, in place of words of a document. No foreign key: it may be deleted. */
    answerId: text('answer_id'),
    start: integer('start'),
    end: integer('end'),
    state: text('state', { enum: ['proposed', 'approved'] }).notNull(),
    origin: text('origin', { enum: origins }).notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [
    index('golden_questions_client').on(table.clientId),
    index('golden_questions_chatbot').on(table.chatbotId, table.id),
  ],
);

export const goldenQuestionRules = tableRules(goldenQuestions, {
  client: 'clientId',
  counted: { within: 'chatbots' },
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      chatbotId: 'ignored',
      question: 'watched',
      documentId: 'ignored',
      documentName: 'watched',
      documentTitle: 'ignored',
      quote: 'watched',
      answerId: 'ignored',
      start: 'ignored',
      end: 'ignored',
      state: 'watched',
      origin: 'watched',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('question'),
    events: [
      {
        on: 'insert',
        action: 'golden_questions.created',
        says: {
          fr: 'a ajouté la question témoin « {{target}} »',
          en: 'added the test question “{{target}}”',
        },
      },
      {
        on: 'update',
        action: 'golden_questions.updated',
        says: {
          fr: 'a modifié la question témoin « {{target}} »',
          en: 'changed the test question “{{target}}”',
        },
      },
      {
        on: 'delete',
        action: 'golden_questions.deleted',
        when: [stillThere(chatbots, 'chatbot_id')],
        says: {
          fr: 'a supprimé la question témoin « {{target}} »',
          en: 'deleted the test question “{{target}}”',
        },
      },
    ],
    called: { fr: 'Questions témoins', en: 'Test questions' },
    fields: {
      question: { fr: 'Question', en: 'Question' },
      documentName: { fr: 'Document', en: 'Document' },
      quote: { fr: 'Mots qui répondent', en: 'Words that answer' },
      state: { fr: 'État', en: 'State' },
      origin: { fr: 'Origine', en: 'Origin' },
    },
  },
  sealed: {},
  export: {
    file: 'test-questions.json',
    place: 68,
    about: {
      fr: 'les questions témoins, avec les mots qui y répondent',
      en: 'the test questions with the words that answer them',
    },
    guide:
      'questions whose right answer is known: chatbot, question, document with the words that answer and their offsets in its text (all null: no answer is known), or `answerId`, the frequent answer that is to be given, `state` (`proposed` by a model, or `approved`), where it came from',
    columns: {
      id: 'id',
      chatbotId: 'chatbotId',
      question: 'question',
      documentId: 'documentId',
      documentName: 'documentName',
      documentTitle: 'documentTitle',
      quote: 'quote',
      answerId: 'answerId',
      start: 'start',
      end: 'end',
      state: 'state',
      origin: 'origin',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      clientId: OF_ONE_CLIENT,
    },
  },
  eraseClient: 'delete',
  erasePerson: { stay: 'what the office chose to ask' },
  keep: { otherwise: 'as long as its chatbot' },
});

/** Whether a chatbot is asked its questions by itself. Without a row, it is. */
export const goldenChatbots = sqliteTable('golden_chatbots', {
  chatbotId: text('chatbot_id')
    .primaryKey()
    .references(() => chatbots.id, { onDelete: 'cascade' }),
  clientId: text('client_id')
    .notNull()
    .references(() => clients.id),
  automatic: integer('automatic', { mode: 'boolean' }).notNull(),
});

export const goldenChatbotRules = tableRules(goldenChatbots, {
  client: 'clientId',
  counted: { within: 'chatbots' },
  audit: {
    columns: { chatbotId: 'ignored', clientId: 'ignored', automatic: 'watched' },
    targetId: column('chatbot_id'),
    targetLabel: lookUp('name', chatbots, 'chatbot_id'),
    events: [
      {
        on: 'insert',
        action: 'golden_questions.configured',
        says: {
          fr: 'a réglé les questions témoins de {{target}}',
          en: 'configured the test questions of {{target}}',
        },
      },
      {
        on: 'update',
        action: 'golden_questions.configured',
        says: {
          fr: 'a réglé les questions témoins de {{target}}',
          en: 'configured the test questions of {{target}}',
        },
      },
    ],
    called: { fr: 'Questions témoins', en: 'Test questions' },
    fields: { automatic: { fr: 'Posées après chaque changement', en: 'Asked after each change' } },
  },
  sealed: {},
  export: {
    file: 'test-question-settings.json',
    place: 65,
    about: {
      fr: 'les chatbots dont les questions témoins sont posées, ou non, après chaque changement',
      en: 'the chatbots whose test questions are asked, or not, after each change',
    },
    guide: 'chatbots for which somebody said whether test questions are asked after each change',
    columns: { chatbotId: 'chatbotId', automatic: 'automatic', clientId: OF_ONE_CLIENT },
  },
  eraseClient: 'delete',
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'as long as its chatbot' },
});

/** All questions of a chatbot, asked once. */
export const goldenRuns = sqliteTable(
  'golden_runs',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    at: text('at').notNull(),
    cause: text('cause', { enum: ['hand', 'change'] }).notNull(),
    tookMs: integer('took_ms').notNull(),
    measures: text('measures', { mode: 'json' }).$type<Measures>().notNull(),
    stood: text('stood', { mode: 'json' }).$type<Stood>().notNull(),
    /** SHA-256 of all that decides what is found: another one, and something has changed. */
    standing: text('standing').notNull(),
  },
  table => [
    index('golden_runs_client').on(table.clientId),
    index('golden_runs_chatbot').on(table.chatbotId, table.id),
  ],
);

export const goldenRunRules = tableRules(goldenRuns, {
  client: 'clientId',
  counted: { within: 'chatbots' },
  audit: { leftOut: 'figures that Foyer measures, without words' },
  sealed: {},
  export: {
    file: 'test-question-runs.json',
    place: 69,
    about: {
      fr: 'chaque fois que les questions témoins ont été posées, avec ce qui a été trouvé',
      en: 'each time the test questions were asked, with what was found',
    },
    guide:
      'each time the test questions of a chatbot were asked: `measures`, what `stood` then, and in `results` what became of each question: `rank` of the passage that answers, share of the words that are `covered`, whether it would be answered',
    columns: {
      id: 'id',
      chatbotId: 'chatbotId',
      at: 'at',
      cause: 'cause',
      tookMs: 'tookMs',
      measures: 'measures',
      stood: 'stood',
      clientId: OF_ONE_CLIENT,
      standing: OWN_DOING,
    },
  },
  eraseClient: 'delete',
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'the latest of each chatbot, as long as it' },
});

/** What became of one question in a run. */
export const goldenResults = sqliteTable(
  'golden_results',
  {
    runId: text('run_id')
      .notNull()
      .references(() => goldenRuns.id, { onDelete: 'cascade' }),
    /** No foreign key: it may be deleted, and the run stays what it was. */
    questionId: text('question_id').notNull(),
    question: text('question').notNull(),
    hasAnswer: integer('has_answer', { mode: 'boolean' }).notNull(),
    rank: integer('rank'),
    covered: real('covered'),
    answers: integer('answers', { mode: 'boolean' }).notNull(),
    certainty: real('certainty').notNull(),
    lost: integer('lost', { mode: 'boolean' }).notNull(),
  },
  table => [primaryKey({ columns: [table.runId, table.questionId] })],
);

export const goldenResultRules = tableRules(goldenResults, {
  client: { by: 'runId', of: goldenRuns },
  counted: { within: 'chatbots' },
  audit: { leftOut: 'figures that Foyer measures' },
  sealed: {},
  export: {
    in: goldenRuns,
    by: 'runId',
    as: 'results',
    shape: 'list',
    order: 'questionId',
    guide: 'question by question',
    columns: {
      runId: WITHIN,
      questionId: 'questionId',
      question: 'question',
      hasAnswer: 'hasAnswer',
      rank: 'rank',
      covered: 'covered',
      answers: 'answers',
      certainty: 'certainty',
      lost: 'lost',
    },
  },
  eraseClient: 'along',
  erasePerson: { stay: 'what the office chose to ask' },
  keep: 'along',
});

/** What the questions of a chatbot found in two indexes, when the model that compares was last changed. */
export const goldenComparisons = sqliteTable(
  'golden_comparisons',
  {
    chatbotId: text('chatbot_id')
      .primaryKey()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    changeId: text('change_id').notNull(),
    toModelId: text('to_model_id').notNull(),
    at: text('at').notNull(),
    fromMeasures: text('from_measures', { mode: 'json' }).$type<Measures>().notNull(),
    toMeasures: text('to_measures', { mode: 'json' }).$type<Measures>().notNull(),
    questions: text('questions', { mode: 'json' }).$type<Compared[]>().notNull(),
  },
  table => [index('golden_comparisons_client').on(table.clientId)],
);

export const goldenComparisonRules = tableRules(goldenComparisons, {
  client: 'clientId',
  counted: { within: 'chatbots' },
  audit: { leftOut: 'figures that Foyer measures' },
  sealed: {},
  export: { leftOut: 'of a change of model that is over: the questions and their runs are there' },
  eraseClient: 'delete',
  erasePerson: { stay: 'what the office chose to ask' },
  keep: { otherwise: 'until the next change of model, or as long as its chatbot' },
});
