import type { Narrowing } from '#shared/contract/narrowing.ts';
import type { SearchResult } from '#shared/contract/search.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import { createHiding } from '#main/ai/hiding/hiding-model.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { PageNumbers } from '#main/features/documents/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { RetrievedPassage, Retriever } from './retrieval.ts';

export type SearchService = ReturnType<typeof createSearchService>;

type SearchInput = Narrowing & { chatbotId: string; q: string; k: number; asTyped: boolean };

export function createSearchService({
  retriever,
  chatbots,
  pageNumbers,
  requireAnswering,
}: {
  retriever: Retriever;
  chatbots: ChatbotService;
  pageNumbers: PageNumbers;
  /** Throws when the client is archived or switched off. */
  requireAnswering: (clientId: HeldId) => void;
}) {
  return {
    async search(
      scope: ClientScope,
      { chatbotId: asked, q, k, asTyped, ...narrowing }: SearchInput,
      signal: AbortSignal,
    ) {
      const { clientId, id: chatbotId, hidesPersonal, language } = chatbots.get(scope, asked);
      requireAnswering(clientId);
      const { mode, tookMs, corrections, passages } = await retriever.retrieve(
        { clientId, chatbotId },
        [q],
        k,
        signal,
        { asTyped, hide: hidesPersonal ? createHiding(language).hide : undefined, narrowing },
      );
      return {
        mode,
        tookMs: Math.round(tookMs * 100) / 100,
        corrections,
        results: passages.map(passage => asResult(passage, pageNumbers)),
      };
    },
  };
}

function asResult(passage: RetrievedPassage, pageNumbers: PageNumbers): SearchResult {
  const { id, documentId, title, page, heading, text, start, end, score, relevance } = passage;
  const [pages] = pageNumbers.pagesAt(documentId, [passage]);
  const pageEnd = pages?.pageEnd ?? page;
  return {
    chunkId: String(id),
    documentId,
    title,
    page,
    pageEnd,
    heading,
    text,
    start,
    end,
    score,
    relevance,
  };
}
