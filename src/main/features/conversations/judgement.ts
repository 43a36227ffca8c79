import type { MessageMetadata } from '#shared/contract/messages.ts';
import type { WrittenAnswer } from './answer-writing.ts';
import { confidenceIn } from './confidence.ts';
import type { GroundedPassage } from './grounding.ts';
import type { MessageRow } from './store.ts';

const NEAREST_TITLES = 3;
const CUT_CONFIDENCE = 0.5; // of what an answer would have that was not cut by its length

/** What is kept of an answer. */
export type Outcome = {
  content: string;
  change: Partial<MessageRow>;
  metadata: MessageMetadata;
};

/** What an answer is worth: its sources, what they do not hold and how sure it is. */
export function judge(input: {
  answer: WrittenAnswer;
  passages: readonly GroundedPassage[];
  abstained: boolean;
  certainty: number | null;
}): Outcome {
  const { answer, passages, abstained, certainty } = input;
  const { content, sources, citations, check, missing, relevance } = answer;
  if (abstained) {
    const metadata = { nearest: nearestTitles(passages), citations: [] };
    return { content, change: { abstained, sources: [], confidence: null }, metadata };
  }
  const { support, doubts, unheld } = check;
  const unverified = [...new Set([...unheld, ...missing])];
  return {
    content,
    change: {
      abstained,
      sources,
      confidence: confidenceIn({
        support,
        relevance: certainty ?? relevance,
        doubts,
        missing: missing.length,
        isBadlyRecognised: restsOnBadPages(sources),
      }),
    },
    metadata: {
      citations,
      ...(doubts.length > 0 ? { doubts } : {}),
      ...(unverified.length > 0 ? { unverified } : {}),
    },
  };
}

/** Whether every place that is cited is one that was recognised badly. */
function restsOnBadPages(sources: WrittenAnswer['sources']): boolean {
  const cited = sources.flatMap(({ places }) => places.filter(place => place.cited));
  return cited.length > 0 && cited.every(({ badlyRecognised }) => badlyRecognised === true);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** An answer that was stopped before its end: what it says may be right, what it leaves out nobody knows. */
export function cutShort({ change, metadata, ...rest }: Outcome, cut: 'length' | 'filter'): Outcome {
  const { confidence } = change;
  const lowered = confidence == null || cut === 'filter' ? null : round(confidence * CUT_CONFIDENCE);
  return { ...rest, change: { ...change, confidence: lowered }, metadata: { ...metadata, cut } };
}

/** The documents nearest to a question that none of them answers. */
export function nearestTitles(
  passages: readonly { documentId: string; title: string }[],
): { documentId: string; title: string }[] {
  const titles = new Map(passages.map(({ documentId, title }) => [documentId, title]));
  return [...titles].slice(0, NEAREST_TITLES).map(([documentId, title]) => ({ documentId, title }));
}
