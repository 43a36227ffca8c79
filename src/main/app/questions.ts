import { createCircuitBreakers } from '#main/ai/circuit-breaker.ts';
import type { Database } from '#main/db/connection.ts';
import type { ChatbotStore } from '#main/features/chatbots/index.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import {
  createAnswering,
  createConversationService,
  createConversationStore,
  createLiveAnswers,
  createRoute,
} from '#main/features/conversations/index.ts';
import { createCopies, type PageNumbers } from '#main/features/documents/index.ts';
import type { ModelService } from '#main/features/models/index.ts';
import { createRetriever, type EmbeddingIndex, type SearchStore } from '#main/features/search/index.ts';
import type { KeywordSearcher, VectorIndex } from '#main/index/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Log } from '#main/platform/log.ts';
import type { Storage } from '#main/platform/storage/index.ts';

type Dependencies = {
  database: Database;
  pageNumbers: PageNumbers;
  searchStore: SearchStore;
  keywords: KeywordSearcher;
  vectors: VectorIndex;
  embeddingIndex: EmbeddingIndex;
  chatbotStore: ChatbotStore;
  clients: ClientService;
  models: ModelService;
  changes: Changes;
  storage: Storage;
  clock: Clock;
  log: Log;
};

/** Questions and their answers, wired: finding, answering, and what is kept of both. */
export function createQuestions(dependencies: Dependencies) {
  const { database, pageNumbers, searchStore, keywords, vectors, embeddingIndex } = dependencies;
  const { chatbotStore, clients, models, changes, storage, clock, log } = dependencies;
  const retriever = createRetriever({
    store: searchStore,
    keywords,
    vectors,
    embedQuery: embeddingIndex.embedQuery,
    onVectorFailure: embeddingIndex.distrust,
    log,
  });
  const documents = { pagesAt: pageNumbers.pagesAt, ...createCopies(database) };
  const conversationStore = createConversationStore(database, documents);
  const live = createLiveAnswers();
  const answerQuestion = createAnswering({
    store: conversationStore,
    knowledge: searchStore,
    retriever,
    documents,
    route: createRoute(createCircuitBreakers({ now: () => performance.now() })),
    storage,
    log,
    onSaved: ({ id, status, responseTimeMs }, clientId) =>
      log.info({ message: id, client: clientId, status, ms: responseTimeMs }, 'answered'),
  });
  const conversations = createConversationService({
    store: conversationStore,
    chatbots: chatbotStore,
    models,
    requireAnswering: clients.requireAnswering,
    live,
    answerQuestion,
    changes,
    storage,
    clock,
  });
  return { retriever, conversations, conversationStore, live };
}
