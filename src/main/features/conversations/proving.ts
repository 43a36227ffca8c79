import type { MeaningLeftOut, RerankingUse } from '#shared/contract/messages.ts';
import type { Narrowing } from '#shared/contract/narrowing.ts';
import type { SearchMode } from '#shared/contract/search.ts';
import { FoyerError } from '#shared/errors.ts';
import { withTableHeader } from '#shared/lib/table-header.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { ChatbotRow, ChatbotStore } from '#main/features/chatbots/index.ts';
import type { AnsweringModel, Consents, ModelService } from '#main/features/models/index.ts';
import type {
  Rerank,
  Retrieval,
  RetrievedPassage,
  Retriever,
  SearchStore,
  WhichIndex,
} from '#main/features/search/index.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { tokenise } from '#main/language/tokenise.ts';
import { answerCertainty, leastCertainty } from './answerable.ts';
import { createFinding } from './finding.ts';
import { hidingFor } from './outside.ts';
import type { SourceDocuments } from './sources/ports.ts';
import { createUsageMeter } from './usage-meter.ts';
import { wordsHeldBy, type WordHeld } from './words-held.ts';

/** How a question is looked for: as an answer does it, or with less or more than that. */
export type WayToLook = 'answers' | 'words' | 'meaning' | 'reranked';

/** A passage as one of the two searches has it, best first. */
export type LegPassage = {
  chunkId: number;
  documentId: string;
  title: string;
  text: string;
  start: number;
  end: number;
  /** By words: how much of the question it holds, 0 to 1. By meaning: how far it stands above unrelated passages, 0 to 1. */
  relevance: number;
};

export type ProvenPassage = RetrievedPassage & {
  /** The page its last word is on. */
  pageEnd: number | null;
  /** Its place by words and by meaning, from 1; null where that search does not have it. */
  byWords: number | null;
  inMeaning: number | null;
  /** Its place in both together, before a model put them in order. */
  together: number;
  words: WordHeld[];
};

/** What a question finds, and whether the house would answer it. */
export type Proven = {
  mode: SearchMode;
  meaningLeftOut: MeaningLeftOut | null;
  reranking: RerankingUse | null;
  corrections: Retrieval['corrections'];
  /** The words that were looked for; `found`: whether any passage may hold them. */
  searched: { word: string; weight: number; found: boolean }[];
  tookMs: number;
  /** How likely the passages answer, 0 to 1, and the least at which an answer is given. */
  certainty: number;
  leastCertainty: number;
  answers: boolean;
  /** Whether meaning alone says that they answer. */
  byMeaning: boolean;
  legs: { words: LegPassage[]; meaning: LegPassage[] | null };
  /** In the order in which an answer reads them; those it may not rest on come last. */
  passages: ProvenPassage[];
};

export type Proving = {
  prove(
    scope: ClientScope,
    asked: {
      chatbotId: string;
      text: string;
      way: WayToLook;
      asTyped?: boolean;
      narrowing?: Narrowing;
      /** Which index of meaning is searched; left out: the one that answers. */
      index?: WhichIndex;
    },
    signal: AbortSignal,
  ): Promise<Proven>;
  /** The models that decide beside the documents: the one that answers, and the one that puts passages in order; null: none. */
  decides(
    scope: ClientScope,
    chatbotId: string,
  ): Record<'model' | 'reranker', { id: string; name: string } | null>;
};

/** Passages shown of each of the two searches. */
const OF_A_LEG = 12;

type Needs = {
  chatbots: Pick<ChatbotStore, 'row'>;
  models: Pick<ModelService, 'chain' | 'chosenReranker'>;
  consents: Pick<Consents, 'mayLeave'>;
  retriever: Retriever;
  rerank: Rerank;
  knowledge: Pick<SearchStore, 'knowledge' | 'chunks'>;
  documents: Pick<SourceDocuments, 'pagesAt'>;
};

/**
 * Looks for a question with what answers use, and writes none. No model puts it in other words, so that the same documents
 * give the same. Throws `resource.not_found` for a chatbot out of reach.
 */
export function createProving({
  chatbots,
  models,
  consents,
  retriever,
  rerank,
  knowledge,
  documents,
}: Needs): Proving {
  const nobody = (): never => {
    throw new FoyerError('model.no_consent', 'A trial asks no model that writes');
  };
  const find = createFinding({ retriever, route: nobody });

  function botOf(scope: ClientScope, chatbotId: string): ChatbotRow {
    const bot = chatbots.row(scope, chatbotId);
    if (bot === null) throw new FoyerError('resource.not_found', `No chatbot ${chatbotId}`);
    return bot;
  }

  /** Who would be asked first for an answer; what quotes the documents, where no other model may be. */
  function firstOf(bot: ChatbotRow): AnsweringModel {
    const [first] = models.chain(bot, undefined).filter(model => consents.mayLeave(bot.id, model));
    if (first === undefined) throw new TypeError('What quotes the documents is always there');
    return first;
  }

  return { prove, decides };

  function decides(scope: ClientScope, chatbotId: string): ReturnType<Proving['decides']> {
    const { modelId, name } = firstOf(botOf(scope, chatbotId));
    const reranker = modelId === null ? null : models.chosenReranker();
    return {
      model: modelId === null || name === null ? null : { id: modelId, name },
      reranker: reranker === null ? null : { id: reranker.modelId, name: reranker.name },
    };
  }

  async function prove(
    scope: ClientScope,
    { chatbotId, text, way, asTyped = false, narrowing = {}, index }: Parameters<Proving['prove']>[1],
    signal: AbortSignal,
  ): Promise<Proven> {
    const startedAt = performance.now();
    const bot = botOf(scope, chatbotId);
    const language = detectLanguage(text) ?? bot.language;
    const hiding = hidingFor(bot);
    const { retrieval, passages: grounded } = await find(
      {
        bot,
        text,
        narrowing,
        history: [],
        models: models.chain(bot, 'embedded'),
        language,
        known: knowledge.knowledge(bot.id),
        asTyped,
        index,
        meaning: way !== 'words',
        ahead: undefined,
        hiding,
        meter: createUsageMeter(),
        onAttempt: () => undefined,
      },
      signal,
    );
    const first = firstOf(bot);
    const { searched, byMeaning } = retrieval;
    const certainty = answerCertainty({ question: text, language, passages: grounded, searched });
    const reads = way === 'reranked' || (way === 'answers' && first.modelId !== null);
    const ordered = reads
      ? await rerank(text, retrieval.passages, signal, hiding?.hide)
      : { passages: retrieval.passages, use: null };
    const words = retrieval.byWords.get(text)?.hits ?? [];
    const placeIn = (ids: readonly number[]) => {
      const places = new Map(ids.map((id, index) => [id, index + 1]));
      return (id: number) => places.get(id) ?? null;
    };
    const places = {
      words: placeIn(words.map(({ chunkId }) => chunkId)),
      meaning: placeIn((byMeaning ?? []).map(({ chunkId }) => chunkId)),
      together: placeIn(retrieval.passages.map(({ id }) => id)),
    };
    const leg = (hits: readonly { chunkId: number; relevance: number }[]): LegPassage[] => {
      const shown = hits.slice(0, OF_A_LEG);
      const chunks = knowledge.chunks(
        bot.clientId,
        shown.map(({ chunkId }) => chunkId),
      );
      return shown.flatMap(({ chunkId, relevance }) => {
        const chunk = chunks.get(chunkId);
        if (chunk === undefined) return [];
        const { documentId, title, start, end } = chunk;
        return [{ chunkId, documentId, title, text: chunk.text, start, end, relevance }];
      });
    };
    const { terms } = searched;
    const typed = new Map(
      tokenise(text).map(({ word, start, end }) => [word.surface, text.slice(start, end).toLowerCase()]),
    );
    const asTypedIn = (surface: string) => typed.get(surface) ?? surface;
    return {
      mode: retrieval.mode,
      meaningLeftOut: retrieval.meaningLeftOut,
      reranking: ordered.use,
      corrections: retrieval.corrections,
      searched: terms.map(({ surface, weight, trust }) => ({
        word: asTypedIn(surface),
        weight,
        found: trust > 0,
      })),
      tookMs: performance.now() - startedAt,
      certainty,
      leastCertainty: leastCertainty(first),
      answers: certainty >= leastCertainty(first),
      byMeaning: grounded.some(passage => passage.byMeaning),
      legs: {
        words: leg(words.map(({ chunkId, coverage }) => ({ chunkId, relevance: coverage }))),
        meaning: byMeaning === null ? null : leg(byMeaning),
      },
      passages: relevantFirst(ordered.passages).map(passage => ({
        ...passage,
        pageEnd: documents.pagesAt(passage.documentId, [passage])[0]?.pageEnd ?? passage.page,
        byWords: places.words(passage.id),
        inMeaning: places.meaning(passage.id),
        together: places.together(passage.id) ?? 0,
        words: wordsHeldBy([passage.title, passage.heading, withTableHeader(passage)].join('\n'))(terms).map(
          ({ word, instead }) => ({ word: asTypedIn(word), instead }),
        ),
      })),
    };
  }
}

function relevantFirst(passages: readonly RetrievedPassage[]): RetrievedPassage[] {
  return [...passages.filter(({ relevant }) => relevant), ...passages.filter(({ relevant }) => !relevant)];
}
