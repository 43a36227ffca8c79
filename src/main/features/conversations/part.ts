import type { CircuitBreakers } from '#main/ai/circuit-breaker.ts';
import type { Principal } from '#main/features/access/principal.ts';
import type { ChatbotStore } from '#main/features/chatbots/index.ts';
import type { House } from '#main/features/house.ts';
import type { Consents, ModelService } from '#main/features/models/index.ts';
import { part } from '#main/features/part.ts';
import type { Rerank, Retriever, SearchStore } from '#main/features/search/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { firstAnswerOf, type AnswerBefore } from './answer-before.ts';
import type { AnswerBounds } from './answer-bounds.ts';
import { createAnswering } from './answering.ts';
import { createAsking } from './asking.ts';
import type { Circumstances } from './exchange.ts';
import { createConversationFigures } from './figures.ts';
import { createLeavingExample } from './leaving-example.ts';
import { createLiveAnswers } from './live-answers.ts';
import { createRoute } from './model-routes.ts';
import { createProving } from './proving.ts';
import { createConversationRoutes } from './routes.ts';
import { createConversationService } from './service.ts';
import type { SourceDocuments } from './sources/ports.ts';
import { conversationNotifications } from './notifications.ts';
import { createConversationStore } from './store.ts';

type Needs = {
  chatbots: ChatbotStore;
  models: ModelService;
  consents: Consents;
  /** Of the servers of models. */
  breakers: CircuitBreakers;
  retriever: Retriever;
  rerank: Rerank;
  knowledge: SearchStore;
  /** Pages and copies of the documents that answers rest on. */
  documents: SourceDocuments;
  /** Throws when bots of the client may not answer: it is archived or switched off. */
  requireAnswering: (clientId: HeldId) => void;
  /** What is asked before the documents are looked into, in this order. */
  answersBefore: readonly AnswerBefore[];
  /** What a client may use. */
  bounds: AnswerBounds;
  /** What keeps a caller's answers in line with all others. */
  queueFor: (principal: Principal) => Circumstances;
};

/** Questions and their answers: finding, answering, and what is kept of both. */
export function createConversations(house: House, needs: Needs) {
  const { database, log } = house;
  const {
    chatbots,
    models,
    consents,
    breakers,
    retriever,
    rerank,
    knowledge,
    documents,
    requireAnswering,
    queueFor,
    answersBefore,
    bounds,
  } = needs;
  const store = createConversationStore(database, documents);
  const live = createLiveAnswers();
  const route = createRoute(breakers);
  const answerQuestion = createAnswering({
    ...house,
    store,
    knowledge,
    retriever,
    rerank,
    documents,
    answerBefore: firstAnswerOf(answersBefore, log),
    bounds,
    route,
  });
  const service = createConversationService({
    ...house,
    store,
    chatbots,
    models,
    consents,
    requireAnswering,
    bounds,
    live,
    answerQuestion,
    retriever,
  });
  return part({
    routes: { conversations: createConversationRoutes(service, queueFor) },
    notifications: conversationNotifications(store),
    resume() {
      const interrupted = store.markInterrupted(live.ids());
      if (interrupted > 0) log.info({ interrupted }, 'answers of an earlier run marked interrupted');
    },
    close: live.close,
    service,
    exampleOf: createLeavingExample({ retriever, knowledge, models }),
    proving: createProving({ chatbots, models, consents, retriever, rerank, knowledge, documents }),
    asking: createAsking({ chatbots, models, consents, bounds, route, live, events: house.events }),
    figures: createConversationFigures({ metrics: house.metrics, store }),
    live,
  });
}
