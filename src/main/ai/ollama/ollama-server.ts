import { isFoyerError } from '#shared/errors.ts';
import { normaliseModelAddress } from '#shared/lib/model-address.ts';
import type { LoadedSize } from '../window-fit.ts';
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
export type LoadedModel = {
  name: string;
  contextTokens: number | null;
  /** All it takes, and what of that is in the memory of a graphics card. */
  bytes: number | null;
  graphicsBytes: number | null;
};

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
      bytes: numberOf(model, 'size'),
      graphicsBytes: numberOf(model, 'size_vram'),
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

/** What a model takes as it is loaded now; null where its server does not say. */
export async function loadedSize(call: ServerCall): Promise<LoadedSize | null> {
  const loaded = (await loadedModels(call))?.find(one => isModel(one, call.subject.model));
  if (loaded?.bytes == null || loaded.graphicsBytes === null || loaded.contextTokens === null) return null;
  const { contextTokens, bytes, graphicsBytes } = loaded;
  const server = createModelServer(call);
  try {
    const shown = await readJson(await server.post('/api/show', { model: call.subject.model }), call.subject);
    return { contextTokens, bytes, graphicsBytes, ...windowCostOf(fieldOf(shown, 'model_info')) };
  } catch (error) {
    if (isFoyerError(error) || call.signal.aborted) return null; // this is only looking
    throw error;
  }
}

const BYTES_OF_A_NUMBER = 2; // keys and values are kept in 16 bits unless somebody set another width

/** What a token of its window takes: a key and a value for each head that keeps one, in each layer. */
function windowCostOf(info: unknown): Pick<LoadedSize, 'bytesPerToken' | 'trainedTokens'> {
  const family = textOf(info, 'general.architecture') ?? '';
  const said = (name: string) => numberOf(info, `${family}.${name}`);
  const trainedTokens = said('context_length');
  const layers = said('block_count');
  const heads = said('attention.head_count');
  const keeping = said('attention.head_count_kv') ?? heads;
  const width = said('embedding_length');
  if (layers === null || heads === null || heads === 0 || keeping === null || width === null)
    return { bytesPerToken: null, trainedTokens };
  const key = said('attention.key_length') ?? width / heads;
  const value = said('attention.value_length') ?? width / heads;
  return { bytesPerToken: layers * keeping * (key + value) * BYTES_OF_A_NUMBER, trainedTokens };
}
