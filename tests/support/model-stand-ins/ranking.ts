import { asRecord } from './chat-body.ts';

export type RankRequest = { query: string; documents: string[] };

/** What `/rerank` is asked. */
export function readRankRequest(received: unknown): RankRequest {
  const { query, documents } = asRecord(received);
  return { query: String(query), documents: Array.isArray(documents) ? documents.map(String) : [] };
}

/** The share of the question's words that a text holds, on a scale of its own as real models have theirs. */
export function scoreByWords({ query, documents }: RankRequest): number[] {
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu));
  const asked = [...words(query)];
  return documents.map(document => {
    const held = words(document);
    return asked.filter(word => held.has(word)).length / Math.max(1, asked.length) - 5;
  });
}

/** The best first, as servers answer. */
export function rankedResults(scores: readonly number[]): { index: number; relevance_score: number }[] {
  return scores
    .map((score, index) => ({ index, relevance_score: score }))
    .sort((one, other) => other.relevance_score - one.relevance_score);
}
