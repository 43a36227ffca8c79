import type { ErrorCode } from '#shared/errors.ts';
import type { EmbeddedText, Embedder } from '#main/ai/ports.ts';
import { estimateTokens } from '#main/ai/token-estimate.ts';
import { embeddingFingerprint } from '#main/index/fingerprint.ts';

/** What stands for vectors of this embedder and length. */
export function fingerprintFor({ provider, model }: Embedder, vector: Float32Array): string {
  return embeddingFingerprint({ provider, model, dimension: vector.length });
}

/** What of a passage is embedded: its words below what stands above them. */
export function textToEmbed(passage: {
  title: string;
  heading: string | null;
  tableHeader: string | null;
  questions: string | null;
  text: string;
}): string {
  const { title, heading, tableHeader, questions, text } = passage;
  return [title, heading, questions, tableHeader, text].filter(part => part).join('\n');
}

/** What a passage has in tokens, by a few of them. */
export function tokensOf(passages: readonly Parameters<typeof textToEmbed>[0][]): number {
  const tokens = passages.reduce((sum, passage) => sum + estimateTokens(textToEmbed(passage)), 0);
  return tokens / Math.max(1, passages.length);
}

type Passage = { id: number; documentId: string };
type Problem = { chunkId: number; kind: 'cut' | 'failed'; failure: ErrorCode | null };

/** The vectors to keep, and what is to be said of the passages that have none or one of their beginning alone. */
export function sortOut(
  batch: readonly Passage[],
  embedded: readonly EmbeddedText[],
  isComparable: (vector: Float32Array) => boolean,
): { rows: { chunkId: number; documentId: string; vector: Float32Array }[]; problems: Problem[] } {
  const rows: { chunkId: number; documentId: string; vector: Float32Array }[] = [];
  const problems: Problem[] = [];
  for (const [index, { id: chunkId, documentId }] of batch.entries()) {
    const one = embedded[index];
    if (one && 'vector' in one && isComparable(one.vector)) {
      rows.push({ chunkId, documentId, vector: one.vector });
      if (one.isCut) problems.push({ chunkId, kind: 'cut', failure: null });
      continue;
    }
    const failure = one && 'failure' in one ? one.failure.code : 'model.bad_response';
    problems.push({ chunkId, kind: 'failed', failure });
  }
  return { rows, problems };
}
