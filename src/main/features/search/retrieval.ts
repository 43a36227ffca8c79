import type { MeaningLeftOut } from '#shared/contract/messages.ts';
import type { Narrowing } from '#shared/contract/narrowing.ts';
import type { SearchMode } from '#shared/contract/search.ts';
import { wholeClients } from '#main/db/client-scope.ts';
import type { Held } from '#main/db/held.ts';
import { fuseByReciprocalRank, fuseByScore } from '#main/index/fusion.ts';
import type {
  DocumentPart,
  KeywordHit,
  KeywordResult,
  KeywordSearcher,
  SearchScope,
  VectorHit,
  VectorIndex,
} from '#main/index/ports.ts';
import { KEYWORD_RELEVANCE_THRESHOLD, keywordRelevance } from '#main/index/relevance.ts';
import type { Log } from '#main/platform/log.ts';
import { createChatbotBackgrounds } from './chatbot-background.ts';
import { preferNamed } from './document-preference.ts';
import { periodsIn } from '#main/language/periods.ts';
import type { QueryEmbedding, WhichIndex } from './embedding-index.ts';
import type { FoundChunk, SearchStore } from './store.ts';
import { meaningScores, wordScores } from './leg-scores.ts';
import { VECTOR_RELEVANCE_THRESHOLD, vectorRelevance, type Background } from './vector-relevance.ts';

const LEG_DEPTH = 50; // hits each ranking offers where several are fused
/** Of words and meaning; measured in tests/quality, with good embedding models and with worse ones. */
const WORD_WEIGHT = 0.55;
const MEANING_WEIGHT = 0.45;

/** A passage that holds this share of what is asked, by weight, holds it. */
const EXACT_RELEVANCE = 0.9;

export type RetrievedPassage = FoundChunk & {
  score: number;
  /** 0 to 1; the better of what the two legs say. */
  relevance: number;
  /** Whether it may support an answer. */
  relevant: boolean;
  /** Words of the question that its document carries in name, title or on the first page, where others do not. */
  context: string;
  /** Whether it is what words find first, and holds what is asked word for word: no other order puts it further down. */
  exact: boolean;
  /** Whether its meaning alone says so. */
  byMeaning: boolean;
};

export type Retrieval = {
  mode: SearchMode;
  /** Why meaning was not searched although there is an index for it. */
  meaningLeftOut: MeaningLeftOut | null;
  tookMs: number;
  corrections: KeywordResult['corrections'];
  /** The first wording, as it was searched. */
  searched: KeywordResult['searched'];
  passages: RetrievedPassage[];
  /** What words alone found, by wording. */
  byWords: ReadonlyMap<string, KeywordResult>;
  /** What meaning alone found, nearest first; null where it was not searched. */
  byMeaning: readonly { chunkId: number; similarity: number; relevance: number }[] | null;
};

type Dependencies = {
  store: Pick<
    SearchStore,
    'chunks' | 'documentFilter' | 'documentsOf' | 'embeddingState' | 'identities' | 'narrowed' | 'vectorsOf'
  >;
  keywords: Pick<KeywordSearcher, 'search'>;
  vectors: Pick<VectorIndex, 'search'>;
  embedQuery: (
    clientId: string,
    query: string,
    signal: AbortSignal,
    options: { hide?: Hide | undefined; index?: WhichIndex | undefined },
  ) => Promise<QueryEmbedding | MeaningLeftOut | null>;
  /** Told when the index files could not answer, so that they are looked at and rebuilt. */
  onVectorFailure: (clientId: string) => void;
  log: Pick<Log, 'warn'>;
};

/** A client and its chatbot that are known to be within reach. */
type HeldSearchScope = Held<SearchScope>;

/** A text as it leaves for a host outside: without personal values. */
export type Hide = (text: string, host: string) => string;

/** What words alone find, or are about to find, by wording. */
export type FoundByWords = ReadonlyMap<string, KeywordResult | Promise<KeywordResult>>;

type RetrievalOptions = {
  asTyped?: boolean | undefined;
  before?: { byWords: FoundByWords } | undefined;
  /** Absent where nothing is hidden. */
  hide?: Hide | undefined;
  /** Which index of meaning is searched; left out: the one that answers. */
  index?: WhichIndex | undefined;
  /** False: words are searched alone, although meaning could be. */
  meaning?: boolean | undefined;
  /** Nothing else is looked at: the best within it are found, not what is left of the best of all. */
  narrowing?: Narrowing | undefined;
};

export type Retriever = {
  /**
   * Passages for a question, best first. Several wordings (a translation, say) are searched together; `asTyped` corrects
   * no slip, and what `before` found by words is not looked for again. Falls back to keywords alone when vectors cannot answer; never throws for that.
   */
  retrieve(
    scope: HeldSearchScope,
    wordings: readonly [string, ...string[]],
    k: number,
    signal: AbortSignal,
    options?: RetrievalOptions,
  ): Promise<Retrieval>;
  /**
   * Begins to look for a question by words, for whoever has other things to do before they retrieve it: what is given
   * as `before` then. It costs another thread some milliseconds when nobody does.
   */
  lookAhead(
    scope: HeldSearchScope,
    wording: string,
    k: number,
    options?: Pick<RetrievalOptions, 'asTyped'>,
  ): { byWords: FoundByWords };
};

export function createRetriever({
  store,
  keywords,
  vectors,
  embedQuery,
  onVectorFailure,
  log,
}: Dependencies): Retriever {
  const backgroundOf = createChatbotBackgrounds(store);

  async function vectorLeg(
    scope: HeldSearchScope,
    query: string,
    signal: AbortSignal,
    { hide, index }: Pick<RetrievalOptions, 'hide' | 'index'>,
    within: DocumentPart | null,
  ) {
    try {
      const embedding = await embedQuery(scope.clientId, query, signal, { hide, index });
      if (embedding === null || typeof embedding === 'string') return embedding;
      const all = store.documentFilter(scope.clientId, scope.chatbotId);
      const documentIds = within === null ? all : store.documentsOf(within);
      const hits = await vectors.search(scope.clientId, embedding.fingerprint, embedding.vector, {
        k: LEG_DEPTH,
        documentIds,
      });
      const background = all === null ? embedding.background : backgroundOf(embedding.fingerprint, all);
      return { hits, background };
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ err: error }, 'vector search failed, keywords answer alone');
      onVectorFailure(scope.clientId);
      return null;
    }
  }

  /** How many hits words are asked for. */
  function depthFor(
    { clientId }: HeldSearchScope,
    wordings: readonly [string, ...string[]],
    k: number,
  ): number {
    // One ranking alone is not fused: deeper than wanted would only take time.
    const alone =
      wordings.length === 1 && store.embeddingState(wholeClients([clientId]))?.activeFingerprint == null;
    // The document of the period that is asked for may rank behind all of another's passages.
    const deep = !alone || periodsIn(wordings[0]).length > 0;
    return deep ? Math.max(LEG_DEPTH, k) : k;
  }

  return {
    lookAhead(scope, wording, k, { asTyped = false } = {}) {
      const found = keywords.search(scope, wording, { k: depthFor(scope, [wording], k), asTyped });
      found.catch(() => undefined); // told to whoever retrieves it
      return { byWords: new Map([[wording, found]]) };
    },

    async retrieve(
      scope,
      wordings,
      k,
      signal,
      { asTyped = false, before, hide, index, meaning = true, narrowing } = {},
    ) {
      const startedAt = performance.now();
      const within =
        narrowing === undefined ? null : store.narrowed(scope.clientId, scope.chatbotId, narrowing);
      const [found, ...keywordResults] = await Promise.all([
        meaning ? vectorLeg(scope, wordings[0], signal, { hide, index }, within) : null,
        ...wordings.map(
          wording =>
            before?.byWords.get(wording) ??
            keywords.search(scope, wording, {
              k: depthFor(scope, wordings, k),
              asTyped,
              signal,
              within,
            }),
        ),
      ]);

      const vector = typeof found === 'string' ? null : found;
      const keywordRelevances = bestBy(
        keywordResults.flatMap(result =>
          result.hits.map(hit => [hit.chunkId, keywordRelevance(hit)] as const),
        ),
      );
      const exact = new Set(
        keywordResults.flatMap(({ hits }) =>
          hits
            .slice(0, 1)
            .filter(isExact)
            .map(({ chunkId }) => chunkId),
        ),
      );
      const byMeaning =
        vector?.hits.map(({ chunkId, similarity }) => ({
          chunkId,
          similarity,
          relevance: vectorRelevance(similarity, vector.background),
        })) ?? null;
      const vectorRelevances = bestBy(
        (byMeaning ?? []).map(({ chunkId, relevance }) => [chunkId, relevance] as const),
      );
      const ranked = rank(keywordResults, vector);
      const chunks = store.chunks(
        scope.clientId,
        ranked.map(({ id }) => id),
      );
      const passages = ranked.flatMap(({ id, score }) => {
        const chunk = chunks.get(id);
        if (!chunk) return [];
        const byKeyword = keywordRelevances.get(id) ?? 0;
        const byVector = vectorRelevances.get(id) ?? 0;
        return [
          {
            ...chunk,
            score,
            context: '',
            exact: exact.has(id),
            relevance: Math.max(byKeyword, byVector),
            relevant: byKeyword >= KEYWORD_RELEVANCE_THRESHOLD || byVector >= VECTOR_RELEVANCE_THRESHOLD,
            byMeaning: byVector >= VECTOR_RELEVANCE_THRESHOLD,
          },
        ];
      });
      return {
        mode: vector ? 'hybrid' : 'keyword',
        meaningLeftOut: typeof found === 'string' ? found : null,
        tookMs: performance.now() - startedAt,
        corrections: keywordResults[0]?.corrections ?? [],
        searched: keywordResults[0]?.searched ?? { terms: [], passages: 0 },
        passages: preferNamed(wordings[0], passages, store.identities).slice(0, k),
        byWords: new Map(keywordResults.map((result, index) => [wordings[index] ?? '', result])),
        byMeaning,
      };
    },
  };
}

type VectorLeg = { hits: VectorHit[]; background: Background };

/** What was found, best first: by the one ranking there is, by the ranks of several wordings, or by words and meaning. */
function rank(
  byWords: readonly KeywordResult[],
  byMeaning: VectorLeg | null,
): { id: number; score: number }[] {
  if (byMeaning !== null)
    return fuseByScore([
      { scores: wordScores(byWords), weight: WORD_WEIGHT },
      { scores: meaningScores(byMeaning.hits, byMeaning.background, LEG_DEPTH), weight: MEANING_WEIGHT },
    ]);
  const [only, ...others] = byWords;
  if (others.length === 0) return (only?.hits ?? []).map(({ chunkId, score }) => ({ id: chunkId, score }));
  return fuseByReciprocalRank(
    byWords.map(({ hits }) => ({ ids: hits.map(({ chunkId }) => chunkId), weight: 1 })),
  );
}

function isExact(hit: KeywordHit): boolean {
  return keywordRelevance(hit) >= EXACT_RELEVANCE;
}

function bestBy(pairs: readonly (readonly [number, number])[]): Map<number, number> {
  const best = new Map<number, number>();
  for (const [id, value] of pairs) best.set(id, Math.max(best.get(id) ?? 0, value));
  return best;
}
