import { is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wholeClients, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { allTableRules } from '#main/db/rules/index.ts';
import * as schema from '#main/db/schema/index.ts';
import * as ofFrequentAnswers from '#modules/frequent-answers/main/tables.ts';
import * as ofGoldenQuestions from '#modules/golden-questions/main/tables.ts';
import { createArtifactStore } from '#main/features/artifacts/store.ts';
import { createChatbotStore } from '#main/features/chatbots/store.ts';
import { createClientStore } from '#main/features/clients/store.ts';
import { createContactStore } from '#main/features/contacts/store.ts';
import { createConversationStore } from '#main/features/conversations/store.ts';
import { createDocumentStore } from '#main/features/documents/store.ts';
import { createLikenessStore } from '#main/features/documents/likeness-store.ts';
import { createPageNumbers } from '#main/features/documents/page-numbers.ts';
import { createExportStore } from '#main/features/exports/store.ts';
import { createKeyStore } from '#main/features/keys/store.ts';
import { createSourceStore } from '#main/features/sources/store.ts';
import { createProposalStore } from '#main/features/tags/proposal-store.ts';
import { createTagStore } from '#main/features/tags/store.ts';
import { createVisitorStore } from '#main/features/visitors/store.ts';
import { defaultAppearance, defaultBehaviour, defaultLimits } from '#main/features/widgets/index.ts';
import { createWidgetStore } from '#main/features/widgets/store.ts';
import { createKeywordIndexWriter } from '#main/index/keyword-writer.ts';
import { createFrequentAnswerStore } from '#modules/frequent-answers/main/store.ts';
import { createDocumentStore as createGoldenDocumentStore } from '#modules/golden-questions/main/document-store.ts';
import { createGoldenStore } from '#modules/golden-questions/main/store.ts';
import { createSaidStore } from '#modules/articles/main/said-store.ts';
import { createProposalStore as createProposedAnswerStore } from '#modules/articles/main/store.ts';
import { fillPassages } from '../support/planted-passages.ts';
import { openTemporaryDatabase } from '../support/temporary-database.ts';
import { plantedId } from '../support/planted-id.ts';

const AT = '2026-11-20T10:00:00.000Z';
const PAGE = { limit: 9, cursor: undefined };
const DAY = { createdAt: AT, updatedAt: AT };

let database: Database;
let close: () => void;
beforeEach(() => {
  ({ database, close } = openTemporaryDatabase());
  for (const clientId of ['ours', 'theirs']) fill(clientId);
});
afterEach(() => close());

/** The first passage of a client, which is the first of a group. */
const groupOf = (name: string) => (name === 'ours' ? 1 : 3);

/** One row of each kind for a client, each with the client's own name as its id. */
function fill(name: string): void {
  const id = plantedId(name);
  const clientId = id;
  const of = { id, clientId };
  const { chatbots, clients, documents, visitors, messages, leads } = schema;
  const { frequentAnswers } = ofFrequentAnswers;
  const { apiKeys, artifacts, clientExports, attachments, messageFeedback } = schema;
  const bot = { name: id, description: '', avatar: 'A', color: '#000000', language: 'fr' as const };
  database
    .insert(clients)
    .values({ id, name: id, active: true, ...DAY })
    .run();
  database
    .insert(chatbots)
    .values({ ...of, ...bot, welcomeMessage: '', instructions: '', temperature: 0, suggestedQuestions: [], active: true, ...DAY })
    .run(); // prettier-ignore
  database
    .insert(documents)
    .values({ ...of, fileName: id, title: id, contentHash: 'same', size: 1, state: 'ready', passageCount: 0, origin: 'upload', ...DAY })
    .run(); // prettier-ignore
  database
    .insert(visitors)
    .values({ ...of, chatbotId: id, firstOrigin: '', createdAt: AT, lastSeenAt: AT })
    .run();
  createConversationStore(database, { pagesAt: () => [], badlyRecognised: () => null, writtenByOffice: () => null, contentOf: () => new Map() }).insert({
    ...of, chatbotId: id, visitorId: id, title: id, channel: 'widget', ...DAY,
  }); // prettier-ignore
  database
    .insert(messages)
    .values({ ...of, conversationId: id, sender: 'bot', content: id, status: 'complete', sources: [], abstained: true, tags: [], metadata: {}, createdAt: AT })
    .run(); // prettier-ignore
  database.insert(messageFeedback).values({ messageId: id, clientId, rating: 'up', createdAt: AT }).run();
  database
    .insert(attachments)
    .values({ ...of, visitorId: id, conversationId: id, messageId: id, fileName: id, mediaType: 'text/plain', kind: 'text', size: 1, contentHash: 'same', createdAt: AT })
    .run(); // prettier-ignore
  database
    .insert(leads)
    .values({ ...of, chatbotId: id, reason: 'lead', fields: {}, createdAt: AT })
    .run();
  createWidgetStore(database).insert({
    chatbotId: id, clientId, publicId: id, enabled: true, tokenEpoch: 0, allowedDomains: [], logoHash: null,
    appearance: defaultAppearance, behaviour: defaultBehaviour, limits: defaultLimits, ...DAY,
  }); // prettier-ignore
  database
    .insert(apiKeys)
    .values({ ...of, name: id, prefix: id, secretHash: id, scopes: ['read'], createdAt: AT })
    .run();
  database
    .insert(clientExports)
    .values({ ...of, state: 'making', fileName: id, createdAt: AT, expiresAt: AT })
    .run();
  createContactStore(database).insert({
    ...of, kind: 'company', name: id, email: `${id}@example.test`, phone: null, companyId: null, language: null, note: null,
    source: 'office', madeByVisitorId: null, keptAt: AT, lastSeenAt: AT, ...DAY,
  }); // prettier-ignore
  createContactStore(database).link(id, id, AT);
  database
    .insert(artifacts)
    .values({ ...of, kind: 'letter', title: id, state: 'review', version: 1, content: {}, contentHash: id, proposedByKind: 'system', ...DAY })
    .run(); // prettier-ignore
  database
    .insert(frequentAnswers)
    .values({ ...of, chatbotId: id, question: id, answer: id, synonyms: [], ...DAY })
    .run();
  createProposedAnswerStore(database).insert({
    ...of, chatbotId: id, state: 'waiting', how: 'correction', question: id, text: id, conversationId: id, messageId: id,
    ...DAY,
  }); // prettier-ignore
  const golden = createGoldenStore(database);
  golden.insert({
    ...of, chatbotId: id, question: id, documentId: id, documentName: id, documentTitle: id, quote: id, start: 0, end: 1,
    state: 'approved', origin: 'hand', ...DAY,
  }); // prettier-ignore
  const measures = { answerable: 0, first: 0, firstThree: 0, firstFive: 0, mrr: null, spanRecall: null, answered: 0, unanswerable: 0, refused: 0, lost: 0 }; // prettier-ignore
  const stood = { documents: 0, passages: 0, mode: 'keyword', embedder: null, reranker: null, model: null, readerVersion: null, version: '' } as const; // prettier-ignore
  golden.keepRun(
    { ...of, chatbotId: id, at: AT, cause: 'hand', tookMs: 0, measures, stood, standing: id },
    [],
  );
  const passages = fillPassages(database, name, ['first', 'second']);
  for (const { id: chunkId, documentId } of passages)
    database
      .insert(schema.passageLikenesses)
      .values({ chunkId, clientId, documentId, version: 1, groupId: groupOf(name) })
      .run();
  database.insert(schema.documentTexts).values({ documentId: id, text: id, pages: [], blocks: [] }).run();
  database.insert(schema.documentChatbots).values({ documentId: id, chatbotId: id }).run();
  createSourceStore(database).insert({
    ...of, kind: 'folder', name: id, settings: { path: id, ignore: [], subfolders: true, pictures: false },
    schedule: { every: 'never' }, onVanished: 'ask', state: 'never', ...DAY,
  }, []); // prettier-ignore
  createTagStore(database).insert({ ...of, name: id, key: id, ...DAY });
}

function openStores() {
  const pages = createPageNumbers(database);
  return {
    artifacts: createArtifactStore(database),
    chatbots: createChatbotStore(database),
    clients: createClientStore(database, () => new Set()),
    contacts: createContactStore(database),
    conversations: createConversationStore(database, {
      pagesAt: () => [],
      badlyRecognised: () => null,
      writtenByOffice: () => null,
      contentOf: () => new Map(),
    }),
    documents: createDocumentStore(database, createKeywordIndexWriter(database.$client), pages, {
      version: 1,
      better: [],
      forPictures: [],
    }),
    likenesses: createLikenessStore(database),
    exports: createExportStore(database),
    keys: createKeyStore(database),
    tags: createTagStore(database),
    tagProposals: createProposalStore(database),
    visitors: createVisitorStore(database, allTableRules()),
    widgets: createWidgetStore(database),
    answers: createFrequentAnswerStore(database),
    golden: createGoldenStore(database),
    proposedAnswers: createProposedAnswerStore(database),
    said: createSaidStore(database),
    goldenDocuments: createGoldenDocumentStore(database),
  };
}

type Stores = ReturnType<typeof openStores>;
type Call = (stores: Stores, scope: ClientScope, id: string) => unknown;

/** What routes reach by an id of the caller’s choice. */
const calls: Record<string, Call> = {
  'chatbots.get': ({ chatbots }, scope, id) => chatbots.get(scope, id),
  'chatbots.row': ({ chatbots }, scope, id) => chatbots.row(scope, id),
  'chatbots.update': ({ chatbots }, scope, id) => chatbots.update(scope, id, { name: 'changed' }),
  'chatbots.remove': ({ chatbots }, scope, id) => chatbots.remove(scope, id),
  'clients.get': ({ clients }, scope, id) => clients.get(scope, id),
  'clients.update': ({ clients }, scope, id) => clients.update(scope, id, { name: 'changed' }),
  'artifacts.get': ({ artifacts }, scope, id) => artifacts.get(scope, id),
  'artifacts.about': ({ artifacts }, scope, id) => artifacts.about(scope, id, { contactId: id }),
  'artifacts.move': ({ artifacts }, scope, id) =>
    artifacts.move(scope, { id: plantedId(id), state: 'review', contentHash: id }, { state: 'approved' }),
  'contacts.get': ({ contacts }, scope, id) => contacts.get(scope, id),
  'contacts.update': ({ contacts }, scope, id) => contacts.update(scope, id, { note: 'changed' }),
  'contacts.remove': ({ contacts }, scope, id) => contacts.remove(scope, id),
  'contacts.byEmail': ({ contacts }, scope, id) => contacts.byEmail(scope, id, `${id}@example.test`),
  'contacts.companies': ({ contacts }, scope, id) => contacts.companies(scope, id),
  'contacts.lead': ({ contacts }, scope, id) => contacts.lead(scope, id),
  'contacts.seen': ({ contacts }, scope, id) => contacts.seen(scope, id, '2027-01-01T00:00:00.000Z'),
  'conversations.get': ({ conversations }, scope, id) => conversations.get(scope, id),
  'conversations.message': ({ conversations }, scope, id) => conversations.message(scope, id),
  'conversations.isOutOfReach': ({ conversations }, scope, id) => !conversations.isOutOfReach(scope, id),
  'conversations.dismiss': ({ conversations }, scope, id) => conversations.dismiss(scope, [id], AT),
  'conversations of a chatbot': ({ conversations }, scope, id) =>
    conversations.list(scope, { ...PAGE, chatbotId: id, userId: undefined, waiting: undefined }).items,
  'documents.get': ({ documents }, scope, id) => documents.get(scope, id),
  'documents.namesakes': ({ documents }, scope, id) => documents.namesakes(scope, id, id),
  'documents.withContents': ({ documents }, scope, id) =>
    documents.withContents(scope, [{ clientId: plantedId(id), contentHash: 'same' }]),
  'exports.get': ({ exports }, scope, id) => exports.get(scope, id),
  'keys.get': ({ keys }, scope, id) => keys.get(scope, id),
  'tags.get': ({ tags }, scope, id) => tags.get(scope, id),
  'tags.documentsNamed': ({ tags }, scope, id) => tags.documentsNamed(scope, [id]),
  'tags.source': ({ tags }, scope, id) => tags.source(scope, id),
  'tagProposals.document': ({ tagProposals }, scope, id) => tagProposals.document(scope, id),
  'tagProposals.readText': ({ tagProposals }, scope, id) => tagProposals.readText(scope, id),
  'visitors.sentAttachment': ({ visitors }, scope, id) => visitors.sentAttachment(scope, id),
  'widgets.get': ({ widgets }, scope, id) => widgets.get(scope, id),
  'widgets.update': ({ widgets }, scope, id) => widgets.update(scope, id, { enabled: false }),
  'widgets.revokeVisitors': ({ widgets }, scope, id) => widgets.revokeVisitors(scope, id),
  'widgets.removeLead': ({ widgets }, scope, id) => widgets.removeLead(scope, id, id),
  'widgets.leads': ({ widgets }, scope, id) => widgets.leads(scope, id, PAGE).items,
  'widgets.feedback': ({ widgets }, scope, id) => widgets.feedback(scope, id, PAGE).items,
  'answers.get': ({ answers }, scope, id) => answers.get(scope, id),
  'answers.all': ({ answers }, scope, id) => answers.all(scope, id),
  'answers.update': ({ answers }, scope, id) => answers.update(scope, id, { answer: 'changed' }),
  'answers.remove': ({ answers }, scope, id) => answers.remove(scope, id),
  'likenesses.counted': ({ likenesses }, scope, id) => likenesses.counted(scope, [groupOf(id)]),
  'likenesses.ofGroup': ({ likenesses }, scope, id) => likenesses.ofGroup(scope, groupOf(id), 9),
  'proposedAnswers.get': ({ proposedAnswers }, scope, id) => proposedAnswers.get(scope, id),
  'proposedAnswers.page': ({ proposedAnswers }, scope, id) =>
    proposedAnswers.page(scope, { ...PAGE, clientId: undefined, chatbotId: id, state: 'waiting' }).items,
  'proposedAnswers.waiting': ({ proposedAnswers }, scope, id) =>
    proposedAnswers.waiting(scope, undefined).filter(({ clientId }) => clientId === id),
  'said.message': ({ said }, scope, id) => said.message(scope, id),
  'golden.get': ({ golden }, scope, id) => golden.get(scope, id),
  'golden.all': ({ golden }, scope, id) => golden.all(scope, id),
  'golden.page': ({ golden }, scope, id) =>
    golden.page(scope, { ...PAGE, chatbotId: id, state: undefined }).items,
  'golden.run': ({ golden }, scope, id) => golden.run(scope, id),
  'golden.runs': ({ golden }, scope, id) => golden.runs(scope, { ...PAGE, chatbotId: id }).items,
  'goldenDocuments.current': ({ goldenDocuments }, scope, id) =>
    goldenDocuments.current(scope, { documentId: id, documentName: id, chatbotId: id }),
  'goldenDocuments.isOf': ({ goldenDocuments }, scope, id) => goldenDocuments.isOf(scope, id, id),
  'goldenDocuments.text': ({ goldenDocuments }, scope, id) => goldenDocuments.text(scope, id),
};

const everything = () =>
  Object.values<unknown>({ ...schema, ...ofFrequentAnswers, ...ofGoldenQuestions }).flatMap(table =>
    is(table, SQLiteTable) ? database.select().from(table as typeof schema.clients).all() : [],
  ); // prettier-ignore

const isNothing = (found: unknown) =>
  found == null || found === false || (Array.isArray(found) && found.length === 0);

describe('to a store, an id of another client', () => {
  it.each(Object.entries(calls))('reads as absent and changes nothing: %s', (_, call) => {
    const stores = openStores();
    const before = everything();
    expect(call(stores, wholeClients(['ours']), 'theirs')).toSatisfy(isNothing);
    expect(everything()).toEqual(before);
    const found = call(stores, wholeClients(['theirs']), 'theirs');
    if (isNothing(found)) expect(everything()).not.toEqual(before);
  });
});
