import { FoyerError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { badResponse, errorFromMessage, interrupted } from '../model-errors.ts';
import type { ErrorSubject } from '../model-errors.ts';
import { createModelServer, fieldOf, numberOf, textOf } from '../model-server.ts';
import type { OutboundFetch, PullProgress } from '../ports.ts';
import { callOnce } from '../single-call.ts';
import { readLines } from '../text-lines.ts';
import { ollamaBaseUrl } from './ollama-server.ts';

/** How Ollama words what keeps it from fetching a model, most telling first. */
const REFUSALS: readonly (readonly [ErrorCode, RegExp])[] = [
  ['model.no_space', /no space left|not enough space|disk is full|quota exceeded/i],
  ['model.server_too_old', /newer version of ollama|manifest: 412/i],
  [
    'model.library_unreachable',
    /no such host|dial tcp|connection re(fused|set)|i\/o timeout|tls|x509|network is unreachable|max retries exceeded|unexpected EOF|deadline exceeded|manifest: 5\d\d/i,
  ],
  ['model.not_in_library', /file does not exist|manifest unknown|manifest: 404|invalid model name/i],
];

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
  let isWhole = false;
  try {
    if (response.body !== null)
      for await (const line of readLines(response.body)) {
        if (line.trim() === '') continue;
        const said = parsed(line, subject);
        const status = textOf(said, 'status') ?? '';
        const digest = textOf(said, 'digest');
        const total = numberOf(said, 'total');
        if (digest !== null && total !== null)
          layers.set(digest, { total, done: numberOf(said, 'completed') ?? layers.get(digest)?.done ?? 0 });
        isWhole = status === 'success';
        yield { ...sumOf(layers), isChecking: /^(verifying|writing|removing)/.test(status) || isWhole };
      }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof FoyerError ? error : interrupted(subject, error);
  }
  if (!isWhole) throw interrupted(subject, null);
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

function parsed(line: string, subject: ErrorSubject): unknown {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch (error) {
    throw badResponse('a line of the pull is not JSON', subject, error);
  }
  const failure = textOf(said, 'error');
  if (failure === null && fieldOf(said, 'error') === undefined) return said;
  throw refusalOf(failure ?? line, subject);
}

function refusalOf(text: string, subject: ErrorSubject): FoyerError {
  const code = REFUSALS.find(([, pattern]) => pattern.test(text))?.[0];
  if (code === undefined) return errorFromMessage(text, subject);
  return new FoyerError(code, `${subject.model}: ${text}`, {
    details: { url: subject.url, model: subject.model },
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
