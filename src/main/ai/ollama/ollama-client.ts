import { Ollama } from 'ollama/browser';

import { badResponse, errorFromMessage } from '../model-errors.ts';
import type { ErrorSubject } from '../model-errors.ts';
import type { OutboundFetch } from '../ports.ts';
import { createTransport } from '../transport.ts';
import type { Transport } from '../transport.ts';

/** Where Ollama listens unless told otherwise. */
export const OLLAMA_DEFAULT_URL = 'http://127.0.0.1:11434';

/**
 * Checks a stream of JSON lines on its way: the library prints lines it cannot read to the console and goes on, we
 * stop with `model.bad_response`; an `error` line becomes the error it stands for.
 */
function checkLines(response: Response, subject: ErrorSubject): Response {
  if (response.body === null) return response;
  let held = '';
  const check = (line: string): void => {
    if (line.trim() === '') return;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw badResponse('a line of the answer is not JSON', subject, error);
    }
    if (typeof value !== 'object' || value === null)
      throw badResponse('a line of the answer is no object', subject);
    if ('error' in value) throw errorFromMessage(String(value.error), subject);
  };
  // Pulled piece by piece rather than piped: a pipe drops what it has queued when a later line is wrong.
  async function* checked(received: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
    const decoder = new TextDecoder();
    const encoder = new TextEncoder();
    for await (const chunk of received) {
      const lines = (held + decoder.decode(chunk, { stream: true })).split('\n');
      held = lines.pop() ?? '';
      for (const line of lines) {
        check(line);
        yield encoder.encode(`${line}\n`);
      }
    }
    check(held);
    if (held !== '') yield encoder.encode(`${held}\n`);
  }
  const body = ReadableStream.from(checked(response.body));
  return new Response(body, { status: response.status, headers: response.headers });
}

/** A client of the library for one call, which goes through the transport and ends with the signal. */
export function createOllamaClient(options: {
  url: string | null;
  apiKey: string | null;
  fetch: OutboundFetch;
  signal: AbortSignal;
  subject: ErrorSubject;
}): { client: Ollama; transport: Transport } {
  const transport = createTransport({
    ...options,
    inspect: response => checkLines(response, options.subject),
  });
  const client = new Ollama({
    host: options.url ?? OLLAMA_DEFAULT_URL,
    fetch: transport.fetch,
    ...(options.apiKey === null ? {} : { headers: { authorization: `Bearer ${options.apiKey}` } }),
  });
  return { client, transport };
}
