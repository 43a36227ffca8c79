import { LEAST_CERTAINTY } from '#main/ai/embedded/certainty.ts';
import { selectQuotations } from '#main/ai/embedded/selection.ts';
import { groundingOf } from '#main/features/conversations/grounding.ts';
import { createRetriever, type Retriever } from '#main/features/search/retrieval.ts';
import { detectLanguage } from '#main/language/detect.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { CLIENT, type QualityKnowledgeBase } from './knowledge-base.ts';
import { plantedId } from '../support/planted-id.ts';

/** A piece of an answer: where it stands in the stored text of its document. */
export type Quoted = { documentId: string; start: number; end: number };

export type Answered = {
  abstained: boolean;
  /** 0 to 1: how certain the best quotation is, also of one that is not given. */
  confidence: number;
  quoted: Quoted[];
  text: string;
};

const RETRIEVED = 24; // as a chatbot does

/** Answers without a model, as a chatbot does: the same search, passages, sentences and judgement. */
export function createAnswers(
  base: QualityKnowledgeBase,
  fallback: Language,
): (question: string) => Promise<Answered> {
  const retriever: Retriever = createRetriever({
    store: base.searchStore,
    keywords: base.searcher,
    vectors: { search: () => Promise.resolve([]) },
    embedQuery: () => Promise.resolve(null),
    onVectorFailure: () => undefined,
    log: { warn: () => undefined },
  });
  const signal = new AbortController().signal;
  return async question => {
    const scope = { clientId: plantedId(CLIENT), chatbotId: null };
    const { passages: found, searched } = await retriever.retrieve(scope, [question], RETRIEVED, signal);
    const passages = groundingOf(found);
    const language = detectLanguage(question) ?? fallback;
    const { quotations, certainty } = selectQuotations({ question, language, passages, searched });
    if (quotations.length === 0) return { abstained: true, confidence: 0, quoted: [], text: '' };
    return {
      abstained: (certainty ?? 1) < LEAST_CERTAINTY,
      confidence: certainty ?? 0,
      quoted: quotations.flatMap(({ passage, pieces }) => {
        const grounded = passages[passage.number - 1];
        return pieces.map(({ start, end }) => ({
          documentId: grounded?.documentId ?? '',
          start: start + (grounded?.start ?? 0),
          end: end + (grounded?.start ?? 0),
        }));
      }),
      text: quotations
        .map(({ header, pieces }) => [header, ...pieces].map(piece => piece?.text ?? '').join(' '))
        .join('\n'),
    };
  };
}
