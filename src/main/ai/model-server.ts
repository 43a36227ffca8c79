import type { Readable } from 'node:stream';
import { badResponse } from './model-errors.ts';
import type { ErrorSubject } from './model-errors.ts';
import type { OutboundFetch } from './ports.ts';
import { createTransport } from './transport.ts';

/** One call to a server that speaks JSON over HTTP. Throws FoyerError with a `model.*` code. */
export type ModelServer = {
  /** `path` follows the server's base address, e.g. `/chat/completions`. */
  post(path: string, body: unknown): Promise<Response>;
  get(path: string): Promise<Response>;
  head(path: string): Promise<Response>;
  /** Sends bytes as they are. */
  upload(path: string, content: Readable): Promise<Response>;
  /** What is to go stands in `body`, as Ollama wants it. */
  remove(path: string, body: unknown): Promise<Response>;
};

export type ServerCall = {
  /** Base address without trailing slash. */
  url: string;
  apiKey: string | null;
  fetch: OutboundFetch;
  signal: AbortSignal;
  subject: ErrorSubject;
  /** The answer comes in lines. */
  inLines?: boolean;
};

/** Nothing is read from the environment: a key meant for another server must not travel to this one. */
export function createModelServer({ url, apiKey, ...call }: ServerCall): ModelServer {
  const { fetch } = createTransport(call);
  const headers = {
    accept: 'application/json, text/event-stream',
    ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  const send = (method: string, path: string, body: unknown) =>
    fetch(url + path, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    post: (path, body) => send('POST', path, body),
    get: path => fetch(url + path, { headers }),
    head: path => fetch(url + path, { method: 'HEAD', headers }),
    upload: (path, content) =>
      fetch(url + path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/octet-stream' },
        body: content,
      }),
    remove: (path, body) => send('DELETE', path, body),
  };
}

/** The JSON of an answer. Throws `model.bad_response` when it is none. */
export async function readJson(response: Response, subject: ErrorSubject): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw badResponse('the answer is not JSON', subject, error);
  }
}

/** A field of what a server sent, whatever that is. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A text field, or null. */
export function textOf(value: unknown, name: string): string | null {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : null;
}

/** A number field, or null. */
export function numberOf(value: unknown, name: string): number | null {
  const field = fieldOf(value, name);
  return typeof field === 'number' && Number.isFinite(field) ? field : null;
}
