import { join } from 'node:path';
import { runEvaluation, type EvaluationResult, type EvaluationSearch } from '#main/eval/run-evaluation.ts';
import { HYBRID_GOALS, KEYWORD_GATES, under, UNDER_BETTER_LEG } from './gates.ts';
import { createHybrid, type QualityEmbedder, type QualityReranker } from './hybrid.ts';
import { openKnowledgeBase, type QualityKnowledgeBase } from './knowledge-base.ts';

export type Row = Record<string, string>;
export type Found = { rows: Row[]; failures: string[]; missed: string[] };

type Given = {
  folder: string;
  /** At most so many documents; gates only hold for all of them. */
  documents: number;
  embedder: QualityEmbedder | null;
  reranker: QualityReranker | null;
};

const signal = new AbortController().signal;

/** One set: by words, and where there are models for it by meaning, by both, and put in order once more. */
export async function measureSet(name: string, given: Given): Promise<Found> {
  const base = openKnowledgeBase();
  const isWhole = given.documents === Infinity;
  try {
    let ingestMs = 0;
    const evaluate = (search: EvaluationSearch) =>
      runEvaluation({
        directory: join(given.folder, name),
        async ingest(documents) {
          const startedAt = performance.now();
          const ids = await base.ingest(documents);
          ingestMs += performance.now() - startedAt;
          return ids;
        },
        search,
        signal,
        ...(isWhole ? {} : { most: given.documents }),
      });
    const words = await evaluate(async (query, options) => (await base.search(query, options)).hits);
    const speed = (base.ingestedBytes() / 1e6 / (ingestMs / 1_000)).toFixed(1);
    const found: Found = {
      rows: rowsOf(name, 'words', words, { 'ingest MB/s': speed }),
      failures: [],
      missed: [],
    };
    if (isWhole) found.failures.push(...underGates(name, words, KEYWORD_GATES, 'gate'));
    if (given.embedder !== null) {
      const more = await byMeaning(name, base, words, evaluate, { ...given, embedder: given.embedder });
      found.rows.push(...more.rows);
      found.failures.push(...more.failures);
      if (isWhole) found.missed.push(...more.missed);
    }
    return found;
  } finally {
    await base.close();
  }
}

async function byMeaning(
  name: string,
  base: QualityKnowledgeBase,
  words: EvaluationResult,
  evaluate: (search: EvaluationSearch) => Promise<EvaluationResult>,
  { embedder, reranker }: Given & { embedder: QualityEmbedder },
): Promise<Found> {
  const hybrid = await createHybrid(base, embedder, (done, total) => {
    if (done % 320 === 0 || done === total) console.error(`${name}: ${done} of ${total} passages embedded`);
  });
  const meaning = await evaluate((query, { k }) => hybrid.byMeaning(query, k));
  const both = await evaluate((query, { k }) => hybrid.search(query, k));
  const rows = [...rowsOf(name, 'meaning', meaning), ...rowsOf(name, 'both', both)];
  const results = [{ label: 'both', result: both }];
  if (reranker !== null) {
    const ranked = await evaluate((query, { k }) => hybrid.searchInOrder(query, k, reranker));
    rows.push(...rowsOf(name, 're-ranked', ranked));
    results.push({ label: 're-ranked', result: ranked });
  }
  return {
    rows,
    failures: results.flatMap(({ label, result }) =>
      (['queries', 'typoQueries'] as const).flatMap(kind => {
        const least = Math.max(words[kind]?.ndcg10 ?? 0, meaning[kind]?.ndcg10 ?? 0) - UNDER_BETTER_LEG;
        const value = result[kind]?.ndcg10 ?? 1;
        return value >= least
          ? []
          : [
              `${name} (${kind}), ${label}: nDCG@10 is ${value.toFixed(4)}, its better leg has ${(least + UNDER_BETTER_LEG).toFixed(4)}`,
            ];
      }),
    ),
    missed: underGates(name, both, HYBRID_GOALS, 'goal of hybrid search'),
  };
}

function underGates(
  name: string,
  { queries, typoQueries }: EvaluationResult,
  gates: typeof KEYWORD_GATES,
  what: string,
): string[] {
  const own = gates.find(one => one.name === name);
  if (own === undefined) return [];
  return [
    ...under(name, queries, own.clean, what),
    ...(typoQueries === null ? [] : under(`${name} (typo)`, typoQueries, own.typo, what)),
  ];
}

function rowsOf(name: string, by: string, { queries, typoQueries }: EvaluationResult, more: Row = {}): Row[] {
  const sets = [
    { label: name, figures: queries },
    { label: `${name} (typo)`, figures: typoQueries },
  ];
  return sets.flatMap(({ label, figures }) =>
    figures === null
      ? []
      : [
          {
            set: label,
            by,
            queries: String(figures.queries),
            'nDCG@10': figures.ndcg10.toFixed(4),
            'R@5': figures.recall5.toFixed(4),
            'R@10': figures.recall10.toFixed(4),
            'MRR@10': figures.mrr10.toFixed(4),
            'hit@10': figures.hit10.toFixed(4),
            'p50 ms': figures.latencyP50Ms.toFixed(1),
            'p95 ms': figures.latencyP95Ms.toFixed(1),
            ...more,
          },
        ],
  );
}
