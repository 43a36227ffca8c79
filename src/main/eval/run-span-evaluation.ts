import type { EvaluationIngest, EvaluationProgress } from './run-evaluation.ts';
import { percentile } from './metrics.ts';
import { readSpanSet } from './span-questions.ts';

type Range = { start: number; end: number };

/** A passage found: `text` word for word, `start` and `end` where it stands in the document's stored text. */
export type SpanHit = Range & { documentId: string; text: string };

export type SpanSearch = (
  query: string,
  options: { k: number; signal: AbortSignal },
) => Promise<readonly SpanHit[]>;

export type SpanResult = {
  questions: number;
  /** Mean share of the reference characters inside the first `contextWords` words retrieved. */
  spanRecall: number;
  contextWords: number;
  latencyP50Ms: number;
  latencyP95Ms: number;
};

export type SpanRun = {
  directory: string;
  ingest: EvaluationIngest;
  search: SpanSearch;
  signal: AbortSignal;
  onProgress?: (progress: EvaluationProgress) => void;
};

/** Chunkers are compared at equal words of context, never at equal numbers of passages. */
const CONTEXT_WORDS = 1_200;
const PASSAGES_A_QUESTION = 40;

/**
 * The first `budget` words of the hits, best first. Words parted by white space, as a person counts them; the last
 * hit is cut where the budget ends. What two passages share is counted for both.
 */
export function fillContext(hits: readonly SpanHit[], budget: number): SpanHit[] {
  const context: SpanHit[] = [];
  let left = budget;
  for (const hit of hits) {
    const words = [...hit.text.matchAll(/\S+/gu)];
    if (words.length <= left) {
      context.push(hit);
      left -= words.length;
      continue;
    }
    const last = words[left - 1];
    if (last !== undefined) {
      const length = last.index + last[0].length;
      context.push({ ...hit, end: hit.start + length, text: hit.text.slice(0, length) });
    }
    break;
  }
  return context;
}

/** Merges ranges that touch or overlap; the result is sorted. */
export function mergeRanges(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((left, right) => left.start - right.start)) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
}

/** Share of the characters of `references` that `retrieved` covers. */
export function coveredShare(references: readonly Range[], retrieved: readonly Range[]): number {
  const wanted = mergeRanges(references);
  const found = mergeRanges(retrieved);
  let total = 0;
  let covered = 0;
  for (const reference of wanted) {
    total += reference.end - reference.start;
    for (const range of found) {
      covered += Math.max(0, Math.min(reference.end, range.end) - Math.max(reference.start, range.start));
    }
  }
  return total === 0 ? 0 : covered / total;
}

/** A text without white space and markup, and where each of its characters stood: what extraction keeps. */
function squeeze(text: string): { letters: string; places: Int32Array } {
  const places = new Int32Array(text.length);
  let letters = '';
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    for (let offset = 0; offset < match[0].length; offset += 1)
      places[letters.length + offset] = match.index + offset;
    letters += match[0];
  }
  return { letters, places };
}

/** Where a passage stands in the original text, even when extraction changed white space or dropped markup. */
function createLocator(original: string): (hit: SpanHit) => Range[] {
  let squeezed: ReturnType<typeof squeeze> | null = null;
  return hit => {
    if (original.slice(hit.start, hit.end) === hit.text) return [{ start: hit.start, end: hit.end }];
    squeezed ??= squeeze(original);
    const letters = squeeze(hit.text).letters;
    const at = letters === '' ? -1 : squeezed.letters.indexOf(letters);
    if (at === -1) return [];
    const end = (squeezed.places[at + letters.length - 1] ?? 0) + 1;
    return [{ start: squeezed.places[at] ?? 0, end }];
  };
}

/**
 * Span recall of the chunker and the search together: which share of the characters that answer a question is
 * in the first 1,200 words retrieved. All documents are searched together. Throws what `readSpanSet` throws,
 * and the signal's reason when aborted.
 */
export async function runSpanEvaluation(run: SpanRun): Promise<SpanResult> {
  run.signal.throwIfAborted();
  const { documents, questions } = await readSpanSet(run.directory);
  const ids = await run.ingest(documents, run.signal);
  run.onProgress?.({ phase: 'ingest', done: documents.length, total: documents.length });
  const productIds = new Map(documents.map((document, index) => [document.id, ids[index]]));
  const locators = new Map(documents.map(document => [document.id, createLocator(document.text)]));
  const recalls: number[] = [];
  const latencies: number[] = [];
  for (const [index, question] of questions.entries()) {
    run.signal.throwIfAborted();
    const startedAt = performance.now();
    const hits = await run.search(question.text, { k: PASSAGES_A_QUESTION, signal: run.signal });
    latencies.push(performance.now() - startedAt);
    const context = fillContext(hits, CONTEXT_WORDS);
    const locate = locators.get(question.documentId);
    const retrieved = context.flatMap(hit =>
      hit.documentId === productIds.get(question.documentId) ? (locate?.(hit) ?? []) : [],
    );
    recalls.push(coveredShare(question.references, retrieved));
    if ((index + 1) % 25 === 0 || index + 1 === questions.length) {
      run.onProgress?.({ phase: 'search', done: index + 1, total: questions.length });
    }
  }
  return {
    questions: questions.length,
    spanRecall: recalls.reduce((sum, recall) => sum + recall, 0) / Math.max(1, recalls.length),
    contextWords: CONTEXT_WORDS,
    latencyP50Ms: percentile(latencies, 0.5),
    latencyP95Ms: percentile(latencies, 0.95),
  };
}
