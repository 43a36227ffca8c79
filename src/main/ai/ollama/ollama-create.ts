import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { isFoyerError } from '#shared/errors.ts';
import { createModelServer, type ModelServer } from '../model-server.ts';
import type { OutboundFetch, PullProgress, SentModelFile } from '../ports.ts';
import { readStatusLines, refusedByServer } from './ollama-lines.ts';
import { ollamaBaseUrl } from './ollama-server.ts';

/** How often it is told how much was sent. */
const TOLD_EVERY_MS = 250;

/** What the file is called in the request; nobody reads it but the server. */
const NAME_IN_REQUEST = 'model.gguf';

type Deps = { fetch: OutboundFetch; signal: AbortSignal };

/**
 * Has an Ollama make a model of a file of this machine: its bytes are sent unless they are there, then named. An earlier
 * model of that name is replaced. Leaving ends it. Throws `model.no_space`, `model.server_too_old`,
 * `model.file_not_gguf`, `model.kind_unknown_to_server`, and what is wrong with the server itself.
 */
export async function* createFromFile(
  place: { url: string; model: string },
  file: SentModelFile,
  { fetch, signal }: Deps,
): AsyncGenerator<PullProgress, void, undefined> {
  const url = ollamaBaseUrl(place.url);
  const subject = { url, model: place.model, apiKey: null };
  const left = new AbortController();
  const until = AbortSignal.any([signal, left.signal]);
  const server = createModelServer({ url, apiKey: null, fetch, signal: until, subject, inLines: true });
  const totalBytes = file.sizeBytes;
  const digest = `sha256:${file.hash}`;
  const whole = { doneBytes: totalBytes, totalBytes, isChecking: true };
  try {
    if (!(await isThere(server, digest))) yield* sent(server, digest, file);
    yield whole;
    const request = { model: place.model, files: { [NAME_IN_REQUEST]: digest }, stream: true };
    const response = await server.post('/api/create', request);
    for await (const _said of readStatusLines(response, { subject, signal })) yield whole;
  } catch (error) {
    signal.throwIfAborted();
    throw refusedByServer(error, subject);
  } finally {
    left.abort();
  }
}

async function isThere(server: ModelServer, digest: string): Promise<boolean> {
  try {
    await server.head(`/api/blobs/${digest}`);
    return true;
  } catch (error) {
    if (isFoyerError(error) && error.details['status'] === 404) return false;
    throw error;
  }
}

/** Sends a file, and tells now and then how much of it went. */
async function* sent(
  server: ModelServer,
  digest: string,
  { path, sizeBytes }: SentModelFile,
): AsyncGenerator<PullProgress, void, undefined> {
  let doneBytes = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
      doneBytes += piece.length;
      yield piece;
    }
  }
  const content = Readable.from(counted());
  const sending = server.upload(`/api/blobs/${digest}`, content);
  // It is awaited below, once what came before its failure was told.
  sending.catch(() => undefined);
  try {
    for (let isOver = false; !isOver;) {
      yield { doneBytes, totalBytes: sizeBytes, isChecking: false };
      isOver = await Promise.race([sending.then(() => true), delay(TOLD_EVERY_MS, false)]);
    }
  } finally {
    content.destroy();
  }
}
