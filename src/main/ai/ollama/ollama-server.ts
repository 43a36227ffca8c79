import { isFoyerError } from '#shared/errors.ts';
import { normaliseModelAddress } from '#shared/lib/model-address.ts';
import { createModelServer, fieldOf, numberOf, readJson, textOf, type ServerCall } from '../model-server.ts';

/** Where Ollama listens unless told otherwise. */
export const OLLAMA_DEFAULT_URL = 'http://127.0.0.1:11434';

/** How long a model stays in memory after it was used: over a coffee, not over the night. */
export const OLLAMA_KEEP_ALIVE = '30m';

/** The base address of an Ollama, whatever of its paths was given. */
export function ollamaBaseUrl(url: string | null): string {
  return url === null ? OLLAMA_DEFAULT_URL : (normaliseModelAddress('ollama', url) ?? url);
}

/** A model that is in a server's memory; the size of its window where the server says it. */
export type LoadedModel = { name: string; contextTokens: number | null };

/** The models in a server's memory (`/api/ps`); null when it does not say, or not in time. */
export async function loadedModels(call: ServerCall): Promise<LoadedModel[] | null> {
  try {
    const listed = fieldOf(
      await readJson(await createModelServer(call).get('/api/ps'), call.subject),
      'models',
    );
    if (!Array.isArray(listed)) return null;
    return listed.map((model: unknown) => ({
      name: textOf(model, 'name') ?? '',
      contextTokens: numberOf(model, 'context_length'),
    }));
  } catch (error) {
    // What is wrong with the server shows when it is asked; this is only looking.
    if (isFoyerError(error) || call.signal.aborted) return null;
    throw error;
  }
}

/** Whether a loaded model is the one of this name; with this window, where one is given. */
export function isModel(loaded: LoadedModel, name: string, contextTokens?: number): boolean {
  const isNamed = loaded.name === name || loaded.name === `${name}:latest`;
  if (contextTokens === undefined || loaded.contextTokens === null) return isNamed;
  return isNamed && loaded.contextTokens === contextTokens;
}
