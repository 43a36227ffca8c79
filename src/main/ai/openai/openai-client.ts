import type { OpenAI } from 'openai';

import type { ErrorSubject } from '../model-errors.ts';
import type { OutboundFetch } from '../ports.ts';
import { createTransport } from '../transport.ts';
import type { Transport } from '../transport.ts';

export const OPENAI_DEFAULT_URL = 'https://api.openai.com/v1';

/** Local servers ask for no key, the library for one: this is no secret. */
const NO_KEY = 'none';

/** The library's own timeout must never be the first to strike: ours are finer. */
const NEVER_MS = 24 * 60 * 60_000;

/** The base URL as the library wants it: servers given without a path live under `/v1`. */
export function openAiBaseUrl(url: string | null): string {
  if (url === null) return OPENAI_DEFAULT_URL;
  const { origin, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  return `${origin}${path === '' ? '/v1' : path}`;
}

/**
 * A client of the library for one call. Nothing is read from the environment: a key meant for another server must
 * not travel to this one. Its retries and its console are off.
 */
export async function createOpenAiClient(options: {
  url: string | null;
  apiKey: string | null;
  fetch: OutboundFetch;
  signal: AbortSignal;
  subject: ErrorSubject;
}): Promise<{ client: OpenAI; transport: Transport }> {
  const library = await import('openai'); // 100 ms and 20 MB that most installations never need
  const transport = createTransport(options);
  const client = new library.OpenAI({
    baseURL: openAiBaseUrl(options.url),
    apiKey: options.apiKey ?? NO_KEY,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    fetch: transport.fetch,
    maxRetries: 0,
    timeout: NEVER_MS,
    logLevel: 'off',
  });
  return { client, transport };
}
