import type { EvaluationDocument, EvaluationQuery, RetrievalSet } from './retrieval-set.ts';
import type { QueryMetrics, RetrievalMetrics } from './metrics.ts';
import { meanMetrics, measureQuery, percentile } from './metrics.ts';
import { readRetrievalSet } from './retrieval-set.ts';

/**
 * Stores documents through the product's own ingestion and returns their document ids, in order. Two documents
 * with the same content may share one id.
 */
export type EvaluationIngest = (
  documents: readonly EvaluationDocument[],
  signal: AbortSignal,
) => Promise<readonly string[]>;

/** The product's own search: passages best first, `k` at most. */
export type EvaluationSearch = (
  query: string,
  options: { k: number; signal: AbortSignal },
) => Promise<readonly { documentId: string }[]>;

export type QuerySetResult = RetrievalMetrics & { latencyP50Ms: number; latencyP95Ms: number };

export type EvaluationResult = {
  documents: number;
  queries: QuerySetResult;
  /** Null when the set has no queries with slips of the keyboard. */
  typoQueries: QuerySetResult | null;
};

export type EvaluationProgress = { phase: 'ingest' | 'search'; done: number; total: number };

export type EvaluationRun = {
  /** A folder in the layout `readRetrievalSet` reads. */
  directory: string;
  ingest: EvaluationIngest;
  search: EvaluationSearch;
  signal: AbortSignal;
  onProgress?: (progress: EvaluationProgress) => void;
  /** At most so many documents, for a quick look: those judged relevant, and the first of the others. */
  most?: number;
};

/** Documents given to `ingest` at once: enough for one transaction to pay, few enough to stop quickly. */
const INGEST_BATCH = 200;
/** Passages asked for a query: ten documents are judged, and a document may fill several places. */
const PASSAGES_A_QUERY = 50;

async function ingestAll(set: RetrievalSet, run: EvaluationRun): Promise<Map<string, string[]>> {
  const corpusIds = new Map<string, string[]>();
  const total = set.documents.length;
  for (let from = 0; from < total; from += INGEST_BATCH) {
    run.signal.throwIfAborted();
    const batch = set.documents.slice(from, from + INGEST_BATCH);
    const ids = await run.ingest(batch, run.signal);
    batch.forEach((document, index) => {
      const id = ids[index];
      if (id === undefined) throw new RangeError('ingest must return one document id for each document');
      const known = corpusIds.get(id);
      if (known === undefined) corpusIds.set(id, [document.id]);
      else known.push(document.id);
    });
    run.onProgress?.({ phase: 'ingest', done: Math.min(total, from + INGEST_BATCH), total });
  }
  return corpusIds;
}

/** Corpus ids ranked by their best passage. */
function rankDocuments(
  passages: readonly { documentId: string }[],
  corpusIds: ReadonlyMap<string, readonly string[]>,
): string[] {
  const ranking = new Set<string>();
  for (const { documentId } of passages) for (const id of corpusIds.get(documentId) ?? []) ranking.add(id);
  return [...ranking];
}

async function searchAll(
  queries: readonly EvaluationQuery[],
  set: RetrievalSet,
  corpusIds: ReadonlyMap<string, readonly string[]>,
  run: EvaluationRun,
): Promise<QuerySetResult> {
  const metrics: QueryMetrics[] = [];
  const latencies: number[] = [];
  const judged = queries.filter(query => set.judgements.has(query.id));
  for (const [index, query] of judged.entries()) {
    run.signal.throwIfAborted();
    const startedAt = performance.now();
    const passages = await run.search(query.text, { k: PASSAGES_A_QUERY, signal: run.signal });
    latencies.push(performance.now() - startedAt);
    metrics.push(measureQuery(rankDocuments(passages, corpusIds), set.judgements.get(query.id) ?? new Map()));
    if ((index + 1) % 25 === 0 || index + 1 === judged.length) {
      run.onProgress?.({ phase: 'search', done: index + 1, total: judged.length });
    }
  }
  return {
    ...meanMetrics(metrics),
    latencyP50Ms: percentile(latencies, 0.5),
    latencyP95Ms: percentile(latencies, 0.95),
  };
}

function smaller(set: RetrievalSet, most: number): RetrievalSet {
  const judged = new Set(
    [...set.judgements.values()].flatMap(grades =>
      [...grades].filter(([, grade]) => grade > 0).map(([id]) => id),
    ),
  );
  const relevant = set.documents.filter(({ id }) => judged.has(id));
  const others = set.documents.filter(({ id }) => !judged.has(id));
  return { ...set, documents: [...relevant, ...others.slice(0, Math.max(0, most - relevant.length))] };
}

/**
 * Measures retrieval on a set of documents, queries and judgements, through the ingestion and search it is
 * given. Each row of the corpus is one document; a hit on any of its passages counts for it, and its best
 * passage ranks it. Queries without a judgement are left out. Throws what `readRetrievalSet` throws, and the
 * signal's reason when aborted; removing what was ingested is the caller's.
 */
export async function runEvaluation(run: EvaluationRun): Promise<EvaluationResult> {
  run.signal.throwIfAborted();
  const whole = await readRetrievalSet(run.directory);
  const set = run.most === undefined ? whole : smaller(whole, run.most);
  const corpusIds = await ingestAll(set, run);
  return {
    documents: set.documents.length,
    queries: await searchAll(set.queries, set, corpusIds, run),
    typoQueries: set.typoQueries === null ? null : await searchAll(set.typoQueries, set, corpusIds, run),
  };
}
