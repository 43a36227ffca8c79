import { isFoyerError } from '#shared/errors.ts';
import type { OutboundPurpose } from '#main/platform/outbound/index.ts';
import type { OutboundFetch } from './ports.ts';
import { listServerModels } from './server-models.ts';
import type { ServerModel } from './server-models.ts';

/** A model server found on this machine. `url` is what a model's settings want. */
export type LocalServer = {
  product: 'ollama' | 'lm-studio' | 'llama.cpp' | 'vllm';
  provider: 'ollama' | 'openai';
  url: string;
  models: ServerModel[];
};

export type LocalServerCandidate = Omit<LocalServer, 'models'>;

/** Where each product listens unless told otherwise. */
export const LOCAL_SERVER_CANDIDATES: readonly LocalServerCandidate[] = [
  { product: 'ollama', provider: 'ollama', url: 'http://127.0.0.1:11434' },
  { product: 'lm-studio', provider: 'openai', url: 'http://127.0.0.1:1234/v1' },
  { product: 'llama.cpp', provider: 'openai', url: 'http://127.0.0.1:8080/v1' },
  { product: 'vllm', provider: 'openai', url: 'http://127.0.0.1:8000/v1' },
];

/** A server on this machine answers in milliseconds, or it is busy loading a model. */
const DETECT_TIMEOUT_MS = 1_500;

/**
 * Looks for model servers on this machine, all at once. What does not answer in time, or answers something else, is
 * not there: the ports are common ones, and other programs live on them.
 */
export async function detectLocalServers(options: {
  fetchFor: (purpose: OutboundPurpose) => OutboundFetch;
  signal?: AbortSignal;
  candidates?: readonly LocalServerCandidate[];
  timeoutMs?: number;
}): Promise<LocalServer[]> {
  const found = await Promise.all(
    (options.candidates ?? LOCAL_SERVER_CANDIDATES).map(async (candidate): Promise<LocalServer | null> => {
      try {
        const models = await listServerModels(
          { provider: candidate.provider, url: candidate.url, apiKey: null },
          {
            fetch: options.fetchFor({ kind: 'probe', allow: candidate.url }),
            timeoutMs: options.timeoutMs ?? DETECT_TIMEOUT_MS,
            retry: false,
            ...(options.signal === undefined ? {} : { signal: options.signal }),
          },
        );
        return { ...candidate, models };
      } catch (error) {
        if (isFoyerError(error)) return null;
        throw error;
      }
    }),
  );
  return found.filter(server => server !== null);
}
