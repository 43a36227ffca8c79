import { normaliseModelAddress } from '#shared/lib/model-address.ts';

export const OPENAI_DEFAULT_URL = 'https://api.openai.com/v1';

/** The base address of a server of this protocol. */
export function openAiBaseUrl(url: string | null): string {
  return url === null ? OPENAI_DEFAULT_URL : (normaliseModelAddress('openai', url) ?? url);
}
