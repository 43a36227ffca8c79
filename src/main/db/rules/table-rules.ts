import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as schema from '../schema/index.ts';
import type { TableRule } from './table-rule.ts';

const {
  apiKeys,
  attachments,
  chatbots,
  chunks,
  clientExports,
  conversations,
  documents,
  embeddingStates,
  jobs,
  leads,
  memberships,
  messageFeedback,
  messages,
  models,
  settings,
  users,
  visitors,
  widgets,
} = schema;

/** Every table by its name in the schema. */
type TableName = {
  [Name in keyof typeof schema]: (typeof schema)[Name] extends SQLiteTable ? Name : never;
}[keyof typeof schema];

const installation = (what: string, leftOut: string): TableRule => ({
  owner: { installation: what },
  counted: null,
  archive: { leftOut },
  kept: null,
  sealed: [],
});
const partOf = (table: SQLiteTable, archive: TableRule['archive']): TableRule => ({
  owner: { with: table },
  counted: null,
  archive,
  kept: null,
  sealed: [],
});

const NO_CLIENT = 'of no client';
const SECRET = 'lets in, or proves who somebody is';
const DERIVED = 'made again from the documents';

/** What becomes of each table. One that is added to the schema does not compile until it is said here. */
export const tableRules = {
  // The client and who works for it
  clients: {
    owner: { byHand: 'the client itself goes last' },
    counted: null,
    archive: 'client.json',
    kept: null,
    sealed: [],
  },
  memberships: {
    owner: { client: memberships.clientId, id: null },
    counted: 'memberships',
    archive: 'people.json',
    kept: null,
    sealed: [],
  },
  apiKeys: {
    owner: { client: apiKeys.clientId, id: apiKeys.id },
    counted: 'keys',
    archive: 'keys.json',
    kept: null,
    sealed: [],
  },
  idempotentAnswers: {
    owner: { byHand: 'also those that show the client' },
    counted: 'idempotentAnswers',
    archive: { leftOut: 'copies of answers, for a day' },
    kept: null,
    sealed: [],
  },
  clientExports: {
    owner: { client: clientExports.clientId, id: clientExports.id },
    counted: 'exports',
    archive: { leftOut: 'archives themselves' },
    kept: null,
    sealed: [],
  },

  // Chatbots and what they know
  chatbots: {
    owner: { client: chatbots.clientId, id: chatbots.id },
    counted: 'chatbots',
    archive: 'chatbots.json',
    kept: null,
    sealed: [],
  },
  chatbotPeople: partOf(chatbots, 'chatbots.json'),
  widgets: {
    owner: { client: widgets.clientId, id: null },
    counted: 'widgets',
    archive: 'widgets.json',
    kept: null,
    sealed: [],
  },
  documents: {
    owner: { client: documents.clientId, id: documents.id },
    counted: 'documents',
    archive: 'documents.json',
    kept: null, // with their files, one by one: features/privacy/retention
    sealed: [],
  },
  documentChatbots: partOf(documents, 'documents.json'),
  documentTexts: partOf(documents, 'texts/'),
  chunks: {
    owner: { client: chunks.clientId, id: null },
    counted: 'passages',
    archive: { leftOut: DERIVED },
    kept: null,
    sealed: [],
  },
  embeddings: { ...partOf(chunks, { leftOut: DERIVED }), counted: 'vectors' },
  embeddingProblems: partOf(chunks, { leftOut: DERIVED }),
  embeddingStates: {
    owner: { client: embeddingStates.clientId, id: null },
    counted: null,
    archive: { leftOut: DERIVED },
    kept: null,
    sealed: [],
  },

  // What was said, and who came
  conversations: {
    owner: { client: conversations.clientId, id: conversations.id },
    counted: 'conversations',
    archive: 'conversations.json',
    kept: null, // a few at a time, none with an answer under way: features/privacy/retention-store
    sealed: [],
  },
  messages: {
    owner: { client: messages.clientId, id: messages.id },
    counted: 'messages',
    archive: 'conversations.json',
    kept: null,
    sealed: [],
  },
  messageFeedback: {
    owner: { client: messageFeedback.clientId, id: null },
    counted: 'ratings',
    archive: 'feedback.json',
    kept: null,
    sealed: [],
  },
  attachments: {
    owner: { client: attachments.clientId, id: attachments.id },
    counted: 'attachments',
    archive: 'attachments.json',
    kept: null,
    sealed: [],
  },
  attachmentPassages: partOf(attachments, { leftOut: 'made again from the file' }),
  leads: {
    owner: { client: leads.clientId, id: leads.id },
    counted: 'contacts',
    archive: 'leads.json',
    kept: { since: leads.createdAt },
    sealed: [],
  },
  visitors: {
    owner: { client: visitors.clientId, id: visitors.id },
    counted: 'visitors',
    archive: 'visitors.json',
    kept: {
      since: visitors.lastSeenAt,
      whileNamedBy: [conversations.visitorId, leads.visitorId],
    },
    sealed: [],
  },

  // People and how they are let in
  users: {
    ...installation('people of the office', 'people.json names those of the client'),
    sealed: [{ column: users.sealedSecondFactor, form: 'text' }],
  },
  sessions: partOf(users, { leftOut: SECRET }),
  rotatedTokens: partOf(schema.sessions, { leftOut: SECRET }),
  recoveryCodes: partOf(users, { leftOut: SECRET }),
  usedCodeSteps: partOf(users, { leftOut: SECRET }),
  oneTimeLinks: partOf(users, { leftOut: SECRET }),

  // The installation
  models: {
    ...installation('models are shared by all clients', NO_CLIENT),
    sealed: [{ column: models.sealedKey, form: 'text' }],
  },
  settings: {
    ...installation('settings of the installation', NO_CLIENT),
    sealed: [{ column: settings.value, form: 'json' }],
  },
  schedules: installation('when work is due', NO_CLIENT),
  jobs: {
    owner: { client: jobs.clientId, id: jobs.id },
    counted: 'jobs',
    archive: 'jobs.json',
    kept: null, // thirty days, by the queue itself
    sealed: [{ column: jobs.payload, form: 'json' }], // mails that wait
  },
  auditEvents: {
    owner: { byHand: 'entries stay, chained: they name nobody' },
    counted: null,
    archive: 'audit.json',
    kept: null,
    sealed: [],
  },
  auditDetails: {
    owner: { byHand: 'also those that name the client' },
    counted: 'auditDetails',
    archive: 'audit.json',
    kept: null,
    sealed: [],
  },
  auditHead: installation('the end of the chain', NO_CLIENT),
  erasures: installation('certificates outlive what they are about', NO_CLIENT),
} satisfies Record<TableName, TableRule>;

export type RuledTable = { name: TableName; table: SQLiteTable; rule: TableRule };

/** Every table with its rule. */
export const ruledTables: readonly RuledTable[] = (Object.entries(schema) as [TableName, SQLiteTable][]).map(
  ([name, table]) => ({ name, table, rule: tableRules[name] }),
);
