import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { REAL_EMBEDDING } from '../support/real-models.ts';

export type QualityOptions = {
  /** The folder of sets. */
  folder: string;
  /** The sets to look at; all where none is named. */
  sets: readonly string[];
  /** Files of models to run inside; null where keywords answer alone, or nothing puts passages in order. */
  embedder: string | null;
  reranker: string | null;
  /** So many deviations of noise are added to each similarity: what a model is worth that tells less apart. */
  noise: number;
  /** At most so many documents of a set: those that are judged, and some of the others. */
  documents: number;
};

/** `[FOLDER] [--set NAME]… [--embedder inside|FILE] [--reranker FILE] [--documents N] [--noise N]` */
export function readOptions(args: readonly string[]): QualityOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      set: { type: 'string', multiple: true, default: [] },
      embedder: { type: 'string' },
      reranker: { type: 'string' },
      documents: { type: 'string' },
      noise: { type: 'string', default: '0' },
    },
  });
  const { set, embedder, reranker, documents, noise } = values;
  return {
    folder: resolve(positionals[0] ?? join(import.meta.dirname, '../../../shared/data/retrieval')),
    sets: set,
    embedder: embedder === undefined ? null : embedder === 'inside' ? REAL_EMBEDDING : resolve(embedder),
    reranker: reranker === undefined ? null : resolve(reranker),
    noise: Number(noise),
    documents: documents === undefined ? Infinity : Number(documents),
  };
}
