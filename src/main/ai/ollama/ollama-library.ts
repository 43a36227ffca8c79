import { createModelServer, numberOf, textOf } from '../model-server.ts';
import type { OutboundFetch, PullProgress } from '../ports.ts';
import { callOnce } from '../single-call.ts';
import { readStatusLines } from './ollama-lines.ts';
import { ollamaBaseUrl } from './ollama-server.ts';

const REMOVE_TIMEOUT_MS = 60_000; // tens of gigabytes on a slow disk

type Deps = { fetch: OutboundFetch; signal: AbortSignal };

/**
 * Has an Ollama fetch a model; it goes on by itself where an earlier pull stopped. Leaving ends the pull, and what
 * came is kept. Throws `model.no_space`, `model.not_in_library`, `model.server_too_old`, `model.library_unreachable`,
 * and what is wrong with the server itself.
 */
export async function* pullFromLibrary(
  place: { url: string; model: string },
  { fetch, signal }: Deps,
): AsyncGenerator<PullProgress, void, undefined> {
  const url = ollamaBaseUrl(place.url);
  const subject = { url, model: place.model, apiKey: null };
  const server = createModelServer({ url, apiKey: null, fetch, signal, subject, inLines: true });
  const response = await server.post('/api/pull', { model: place.model, stream: true });
  const layers = new Map<string, { done: number; total: number }>();
  for await (const said of readStatusLines(response, { subject, signal })) {
    const status = textOf(said, 'status') ?? '';
    const digest = textOf(said, 'digest');
    const total = numberOf(said, 'total');
    if (digest !== null && total !== null)
      layers.set(digest, { total, done: numberOf(said, 'completed') ?? layers.get(digest)?.done ?? 0 });
    yield { ...sumOf(layers), isChecking: /^(verifying|writing|removing|success)/.test(status) };
  }
}

/** Removes a model from an Ollama, and from its disk. Throws `model.missing` when it is not there. */
export async function removeFromServer(
  place: { url: string; model: string },
  { fetch, signal }: Deps,
): Promise<void> {
  const url = ollamaBaseUrl(place.url);
  const subject = { url, model: place.model, apiKey: null };
  await callOnce({
    subject,
    timeoutMs: REMOVE_TIMEOUT_MS,
    signal,
    retry: false,
    async call(both) {
      const server = createModelServer({ url, apiKey: null, fetch, signal: both, subject });
      const response = await server.remove('/api/delete', { model: place.model });
      await response.body?.cancel();
    },
  });
}

function sumOf(layers: ReadonlyMap<string, { done: number; total: number }>) {
  let doneBytes = 0;
  let totalBytes = 0;
  for (const { done, total } of layers.values()) {
    doneBytes += done;
    totalBytes += total;
  }
  return { doneBytes, totalBytes };
}
