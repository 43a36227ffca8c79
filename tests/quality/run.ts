import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runEvaluation } from '#main/eval/run-evaluation.ts';
import { runSpanEvaluation } from '#main/eval/run-span-evaluation.ts';
import { measureAnswers } from './answers.ts';
import { openKnowledgeBase } from './knowledge-base.ts';

/*
 * Prints the figures of retrieval and of answers without a model on every set, and fails (exit 1) when one is under its gate.
 * `node tests/quality/run.ts [folder of sets]`; without the folder, ../shared/data/retrieval.
 */

type Gate = { measure: 'ndcg10' | 'recall10' | 'hit10'; least: number };
type SetGates = { name: string; clean: Gate[]; typo: Gate[] };

/** The bar of design/retrieval.md for keyword search alone. */
const GATES: SetGates[] = [
  {
    name: 'fr-servicepublic',
    clean: [
      { measure: 'ndcg10', least: 0.63 },
      { measure: 'hit10', least: 0.93 },
    ],
    typo: [{ measure: 'ndcg10', least: 0.62 }],
  },
  {
    name: 'fr-cnil',
    clean: [
      { measure: 'ndcg10', least: 0.56 },
      { measure: 'recall10', least: 0.79 },
    ],
    typo: [],
  },
  {
    name: 'en-scifact',
    clean: [
      { measure: 'ndcg10', least: 0.68 },
      { measure: 'recall10', least: 0.81 },
    ],
    typo: [],
  },
];
const SPAN_SET = { name: 'en-chunking', least: 0.93 };

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../../shared/data/retrieval'));
const signal = new AbortController().signal;
const failures: string[] = [];
const rows: Record<string, string>[] = [];

function check(label: string, value: number, least: number): void {
  if (value < least) failures.push(`${label} is ${value.toFixed(4)}, the gate is ${least}`);
}

for (const { name, clean, typo } of GATES) {
  const directory = join(folder, name);
  if (!existsSync(directory)) {
    failures.push(`${name} is not in ${folder}`);
    continue;
  }
  const base = openKnowledgeBase();
  try {
    let ingestMs = 0;
    const result = await runEvaluation({
      directory,
      async ingest(documents) {
        const startedAt = performance.now();
        const ids = await base.ingest(documents);
        ingestMs += performance.now() - startedAt;
        return ids;
      },
      search: async (query, options) => (await base.search(query, options)).hits,
      signal,
    });
    const speed = base.ingestedBytes() / 1e6 / (ingestMs / 1_000);
    for (const [label, gates, figures] of [
      [name, clean, result.queries],
      [`${name} (typo)`, typo, result.typoQueries],
    ] as const) {
      if (figures === null) continue;
      rows.push({
        set: label,
        queries: String(figures.queries),
        'nDCG@10': figures.ndcg10.toFixed(4),
        'R@5': figures.recall5.toFixed(4),
        'R@10': figures.recall10.toFixed(4),
        'MRR@10': figures.mrr10.toFixed(4),
        'hit@10': figures.hit10.toFixed(4),
        'p50 ms': figures.latencyP50Ms.toFixed(1),
        'p95 ms': figures.latencyP95Ms.toFixed(1),
        'ingest MB/s': speed.toFixed(1),
      });
      for (const gate of gates) check(`${label} ${gate.measure}`, figures[gate.measure], gate.least);
    }
  } finally {
    await base.close();
  }
}

const spanDirectory = join(folder, SPAN_SET.name);
if (existsSync(spanDirectory)) {
  const base = openKnowledgeBase();
  try {
    const result = await runSpanEvaluation({
      directory: spanDirectory,
      ingest: base.ingest,
      async search(query, options) {
        const { hits } = await base.search(query, options);
        return hits.map(hit => base.passage(hit.chunkId));
      },
      signal,
    });
    rows.push({
      set: SPAN_SET.name,
      queries: String(result.questions),
      'span recall': result.spanRecall.toFixed(4),
      'p50 ms': result.latencyP50Ms.toFixed(1),
      'p95 ms': result.latencyP95Ms.toFixed(1),
    });
    check(`${SPAN_SET.name} span recall at ${result.contextWords} words`, result.spanRecall, SPAN_SET.least);
  } finally {
    await base.close();
  }
} else failures.push(`${SPAN_SET.name} is not in ${folder}`);

const answers = await measureAnswers(folder);
failures.push(...answers.failures);

console.table(rows);
console.table(answers.rows);
console.log(
  'Answered rightly / foreign questions turned away, by the certainty from which an answer is given:',
);
console.table(answers.curves);
for (const failure of failures) console.error(`Under the gate: ${failure}`);
if (failures.length > 0) process.exitCode = 1;
