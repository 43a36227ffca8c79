import type { Anthropic } from '@anthropic-ai/sdk';

import { normaliseModelAddress } from '#shared/lib/model-address.ts';
import type { ErrorSubject } from '../model-errors.ts';
import type { OutboundFetch } from '../ports.ts';
import { createTransport } from '../transport.ts';
import type { Transport } from '../transport.ts';

export const ANTHROPIC_DEFAULT_URL = 'https://api.anthropic.com';

/** The library's own timeout must never be the first to strike: ours are finer. */
const NEVER_MS = 24 * 60 * 60_000;

/** The base URL as the library wants it: it adds `/v1` itself. */
export function anthropicBaseUrl(url: string | null): string {
  return url === null ? ANTHROPIC_DEFAULT_URL : (normaliseModelAddress('anthropic', url) ?? url);
}

/**
 * A client of the library for one call. Nothing is read from the environment or from profiles of its other tools;
 * its retries, its console and its telemetry are off.
 */
export async function createAnthropicClient(options: {
  url: string | null;
  apiKey: string | null;
  fetch: OutboundFetch;
  signal: AbortSignal;
  subject: ErrorSubject;
  /** The answer comes in lines. */
  inLines?: boolean;
}): Promise<{ client: Anthropic; transport: Transport }> {
  const library = await import('@anthropic-ai/sdk'); // loaded by those who use it
  const transport = createTransport(options);
  const client = new library.Anthropic({
    baseURL: anthropicBaseUrl(options.url),
    apiKey: options.apiKey ?? '',
    authToken: null,
    webhookKey: null,
    fetch: transport.fetch,
    // The library now sends the key as a bearer; servers that imitate the earlier protocol look for it here.
    ...(options.url === null || options.apiKey === null
      ? {}
      : { defaultHeaders: { 'x-api-key': options.apiKey } }),
    maxRetries: 0,
    timeout: NEVER_MS,
    logLevel: 'off',
    openTelemetry: false,
  });
  return { client, transport };
}
