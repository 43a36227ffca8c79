/** Judged relevance of documents for one query: document id → grade (0 is not relevant). */
export type Judgements = ReadonlyMap<string, number>;

export type QueryMetrics = {
  ndcg10: number;
  recall5: number;
  recall10: number;
  mrr10: number;
  hit10: number;
};

/** Means over queries; each between 0 and 1. */
export type RetrievalMetrics = QueryMetrics & { queries: number };

const DEPTH = 10;

function gain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, position) => sum + grade / Math.log2(position + 2), 0);
}

/**
 * Normalised discounted cumulative gain at `depth`, linear gains (Järvelin & Kekäläinen 2002; what trec_eval
 * and BEIR compute).
 */
export function normalisedGain(
  ranking: readonly string[],
  judgements: Judgements,
  depth: number = DEPTH,
): number {
  const ideal = gain([...judgements.values()].sort((left, right) => right - left).slice(0, depth));
  if (ideal === 0) return 0;
  return gain(ranking.slice(0, depth).map(id => judgements.get(id) ?? 0)) / ideal;
}

function relevant(judgements: Judgements): string[] {
  return [...judgements].filter(([, grade]) => grade > 0).map(([id]) => id);
}

/** Share of the relevant documents among the first `depth`. */
export function recallAt(ranking: readonly string[], judgements: Judgements, depth: number): number {
  const wanted = relevant(judgements);
  if (wanted.length === 0) return 0;
  const found = new Set(ranking.slice(0, depth));
  return wanted.filter(id => found.has(id)).length / wanted.length;
}

/** One over the rank of the first relevant document among the first `depth`, or 0. */
export function reciprocalRank(
  ranking: readonly string[],
  judgements: Judgements,
  depth: number = DEPTH,
): number {
  const position = ranking.slice(0, depth).findIndex(id => (judgements.get(id) ?? 0) > 0);
  return position === -1 ? 0 : 1 / (position + 1);
}

/** All measures of one query; `ranking` holds document ids, best first, without repetition. */
export function measureQuery(ranking: readonly string[], judgements: Judgements): QueryMetrics {
  const mrr10 = reciprocalRank(ranking, judgements);
  return {
    ndcg10: normalisedGain(ranking, judgements),
    recall5: recallAt(ranking, judgements, 5),
    recall10: recallAt(ranking, judgements, DEPTH),
    mrr10,
    hit10: mrr10 > 0 ? 1 : 0,
  };
}

/** Mean of each measure; zeros for no query. */
export function meanMetrics(perQuery: readonly QueryMetrics[]): RetrievalMetrics {
  const queries = perQuery.length;
  const mean = (key: keyof QueryMetrics): number =>
    queries === 0 ? 0 : perQuery.reduce((sum, metrics) => sum + metrics[key], 0) / queries;
  return {
    queries,
    ndcg10: mean('ndcg10'),
    recall5: mean('recall5'),
    recall10: mean('recall10'),
    mrr10: mean('mrr10'),
    hit10: mean('hit10'),
  };
}

/** The value under which `share` (0-1) of the values lie, nearest rank; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil(sorted.length * share)));
  return sorted[rank - 1] ?? 0;
}
