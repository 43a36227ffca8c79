import { COMFORTABLE_SHARE } from '../machine-fit.ts';
import type { FileDescription } from './engine-messages.ts';

/** Node and the engine's own code, before any model. */
const PROCESS_BYTES = 150_000_000;
/** The vocabulary is read in JavaScript too: measured at 250,000 entries. */
const BYTES_PER_ENTRY = 1_600;
/** llama.cpp keeps a number for each entry of the vocabulary and each token of the longest text it embeds or ranks. */
const LOGIT_BYTES = 4;

/** What ranking takes beside what embedding with the same model does: measured, whatever the window. */
const RANKING_BYTES = 150_000_000;

/** About how much memory a model takes with a window of so many tokens, in bytes; a little too much rather than too little. */
export function memoryNeed(file: FileDescription, contextTokens: number): number {
  const { purpose, vocabularySize, weightBytes, windows } = file;
  const logits = purpose === 'chat' ? 0 : contextTokens * vocabularySize * LOGIT_BYTES;
  return (
    PROCESS_BYTES +
    (purpose === 'reranking' ? RANKING_BYTES : 0) +
    weightBytes +
    windowBytes(windows, contextTokens) +
    vocabularySize * BYTES_PER_ENTRY +
    logits
  );
}

/** Between two windows that were computed it grows evenly. */
function windowBytes(windows: FileDescription['windows'], tokens: number): number {
  const above = windows.find(window => window.tokens >= tokens);
  const below = windows.findLast(window => window.tokens <= tokens);
  if (above === undefined) return below === undefined ? 0 : (below.bytes * tokens) / below.tokens;
  if (below === undefined || below === above) return above.bytes;
  const share = (tokens - below.tokens) / (above.tokens - below.tokens);
  return below.bytes + (above.bytes - below.bytes) * share;
}

/** Windows that are worth having, in tokens. Beyond the largest, a model without a graphics card reads for minutes. */
const WINDOWS = { chat: [2_048, 4_096, 8_192], embedding: [128, 256, 512], reranking: [256, 512] } as const;

/** The largest window that a machine of so much memory holds well; the smallest where none fits. */
export function windowFor(file: FileDescription, memoryBytes: number): number {
  const trained = file.trainedTokens ?? Infinity;
  const [smallest, ...larger] = WINDOWS[file.purpose];
  const best = larger.findLast(
    tokens => tokens <= trained && memoryNeed(file, tokens) <= memoryBytes * COMFORTABLE_SHARE,
  );
  return Math.min(best ?? smallest, trained);
}

/** What a token more of the window of a chat model takes, in bytes, by the largest two that were computed; null where they tell nothing. */
export function bytesPerToken({ windows }: FileDescription): number | null {
  const [larger, smaller] = windows.toSorted((one, other) => other.tokens - one.tokens);
  if (larger === undefined || smaller === undefined) return null;
  return (larger.bytes - smaller.bytes) / (larger.tokens - smaller.tokens);
}

/** Windows whose bytes a description tells. */
export const DESCRIBED_WINDOWS = [512, 2_048, 8_192, 32_768];

/** Of a model as most are: its vocabulary, and its window for each byte of weights. */
const USUAL_VOCABULARY = 150_000;
const USUAL_WINDOW_SHARE = 0.15;

/** What a file takes of the memory when nothing is known but its size, in bytes. */
export function usualNeed(sizeBytes: number): number {
  return PROCESS_BYTES + USUAL_VOCABULARY * BYTES_PER_ENTRY + sizeBytes * (1 + USUAL_WINDOW_SHARE);
}
