import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runSpanEvaluation } from '#main/eval/run-span-evaluation.ts';
import { measureAlike } from './alike.ts';
import { measureAnswers } from './answers.ts';
import { KEYWORD_GATES, SPAN_SET } from './gates.ts';
import { openEmbedder, openReranker } from './hybrid.ts';
import { openKnowledgeBase } from './knowledge-base.ts';
import { readOptions } from './options.ts';
import { measureRecognition } from './recognition.ts';
import { measureSet, type Row } from './retrieval-sets.ts';

/*
 * Prints the figures of retrieval, of answers without a model, of passages that say the same and of text recognition on every set, and fails (exit 1) when one is under its gate.
 * `node tests/quality/run.ts [FOLDER] [--set NAME]… [--embedder inside|FILE] [--reranker FILE] [--documents N] [--noise N]`; without
 * the folder, ../shared/data/retrieval. With `--embedder`, each set is searched by meaning and by both too, with a model
 * that the engine inside runs (`inside`: the small one beside the sets); its vectors are kept in `.cache/quality`.
 * `--noise` spoils its similarities by so many deviations of unrelated passages, as a worse model's are.
 * `--set recognition` recognises pages alone, `--set alike` groups passages that say the same alone. `--reranker` puts what was found in order with another one. With `--set` or `--documents`, for a quick look, answers are left out.
 */

const { folder, sets, documents, ...models } = readOptions(process.argv.slice(2));
const signal = new AbortController().signal;
const failures: string[] = [];
const missed: string[] = [];
const rows: Row[] = [];
const isWanted = (name: string): boolean => sets.length === 0 || sets.includes(name);
const isQuick = sets.length > 0 || documents !== Infinity;

const embedder = models.embedder === null ? null : await openEmbedder(models.embedder, models.noise);
const reranker = models.reranker === null ? null : openReranker(models.reranker);
try {
  for (const { name } of KEYWORD_GATES.filter(one => isWanted(one.name))) {
    if (!existsSync(join(folder, name))) {
      failures.push(`${name} is not in ${folder}`);
      continue;
    }
    const found = await measureSet(name, { folder, documents, embedder, reranker });
    rows.push(...found.rows);
    failures.push(...found.failures);
    missed.push(...found.missed);
  }
} finally {
  await embedder?.close();
  await reranker?.close();
}

if (isWanted(SPAN_SET.name)) await measureSpans();
const recognised = isWanted('recognition') ? await measureRecognition(folder) : null;
failures.push(...(recognised?.failures ?? []));
const alike = isWanted('alike') ? measureAlike(folder) : null;
failures.push(...(alike?.failures ?? []));

async function measureSpans(): Promise<void> {
  const directory = join(folder, SPAN_SET.name);
  if (!existsSync(directory)) {
    failures.push(`${SPAN_SET.name} is not in ${folder}`);
    return;
  }
  const base = openKnowledgeBase();
  try {
    const result = await runSpanEvaluation({
      directory,
      ingest: base.ingest,
      async search(query, options) {
        const { hits } = await base.search(query, options);
        return hits.map(hit => base.passage(hit.chunkId));
      },
      signal,
    });
    rows.push({
      set: SPAN_SET.name,
      by: 'words',
      queries: String(result.questions),
      'span recall': result.spanRecall.toFixed(4),
      'p50 ms': result.latencyP50Ms.toFixed(1),
      'p95 ms': result.latencyP95Ms.toFixed(1),
    });
    if (result.spanRecall < SPAN_SET.least)
      failures.push(
        `${SPAN_SET.name} span recall at ${result.contextWords} words is ${result.spanRecall.toFixed(4)}, the gate is ${SPAN_SET.least}`,
      );
  } finally {
    await base.close();
  }
}

const answers = isQuick ? null : await measureAnswers(folder);
failures.push(...(answers?.failures ?? []));

if (rows.length > 0) console.table(rows);
if (recognised !== null) {
  console.log('Characters of pages that are recognised rightly, and how certain that is said to be:');
  console.table(recognised.rows);
}
if (alike !== null) {
  console.log('Passages that say the same, spoilt by up to a tenth of their words, found in one group:');
  console.table(alike.rows);
}
if (answers !== null) {
  console.table(answers.rows);
  console.log(
    'Answered rightly / foreign questions turned away, by the certainty from which an answer is given:',
  );
  console.table(answers.curves);
}
for (const miss of missed) console.log(`Under the goal: ${miss}`);
for (const failure of failures) console.error(`Under the gate: ${failure}`);
if (failures.length > 0) process.exitCode = 1;
