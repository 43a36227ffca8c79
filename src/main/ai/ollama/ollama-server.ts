import { normaliseModelAddress } from '#shared/lib/model-address.ts';

/** Where Ollama listens unless told otherwise. */
export const OLLAMA_DEFAULT_URL = 'http://127.0.0.1:11434';

/** The base address of an Ollama, whatever of its paths was given. */
export function ollamaBaseUrl(url: string | null): string {
  return url === null ? OLLAMA_DEFAULT_URL : (normaliseModelAddress('ollama', url) ?? url);
}
