import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { PageNumbers } from '#main/features/documents/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import type { KeywordSearcher, VectorIndex } from '#main/index/ports.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { EmbeddingIndex } from './embedding-index.ts';
import { createReranking, type ConfiguredReranker } from './reranking.ts';
import { createRetriever } from './retrieval.ts';
import { createSearchRoutes } from './routes.ts';
import { createSearchService } from './service.ts';
import type { SearchStore } from './store.ts';

type Needs = {
  store: SearchStore;
  keywords: Pick<KeywordSearcher, 'search'>;
  vectors: VectorIndex;
  embeddingIndex: EmbeddingIndex;
  chatbots: ChatbotService;
  pageNumbers: PageNumbers;
  /** The model that puts passages in order, or null when there is none. */
  chosenReranker: () => ConfiguredReranker | null;
  /** Throws when the client is archived or switched off. */
  requireAnswering: (clientId: HeldId) => void;
};

export function createSearch({ log }: House, needs: Needs) {
  const {
    store,
    keywords,
    vectors,
    embeddingIndex,
    chatbots,
    pageNumbers,
    chosenReranker,
    requireAnswering,
  } = needs;
  const retriever = createRetriever({
    store,
    keywords,
    vectors,
    embedQuery: embeddingIndex.embedQuery,
    onVectorFailure: embeddingIndex.distrust,
    log,
  });
  const service = createSearchService({ retriever, chatbots, pageNumbers, requireAnswering });
  return part({
    routes: { search: createSearchRoutes(service) },
    retriever,
    rerank: createReranking(chosenReranker, log),
  });
}
