import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createOutbound } from '#main/platform/outbound/index.ts';
import { startOllamaStandIn, type StandIn } from '../../../../tests/support/model-stand-ins/index.ts';
import type { PullProgress } from '../ports.ts';
import { pullFromLibrary, removeFromServer } from './ollama-library.ts';

const GB = 1e9;
const MINISTRAL = {
  name: 'ministral-3:3b',
  bytes: 3 * GB,
  purpose: 'chat',
  contextTokens: 262_144,
  layers: [2.8 * GB, 0.2 * GB],
} as const;

const outbound = createOutbound({ isOffline: () => false });
const signal = new AbortController().signal;
const fetchOf = (url: string) => outbound.fetchFor({ kind: 'model', allow: url });
afterAll(() => outbound.close());

async function pull(url: string, model: string, until = signal): Promise<PullProgress[]> {
  const told: PullProgress[] = [];
  for await (const progress of pullFromLibrary({ url, model }, { fetch: fetchOf(url), signal: until }))
    told.push(progress);
  return told;
}

describe('a model of the library', () => {
  let server: StandIn;
  beforeEach(async () => {
    server = await startOllamaStandIn({ library: [MINISTRAL] });
  });
  afterEach(() => server.close());

  it('comes layer by layer and is there', async () => {
    const told = await pull(server.url, 'ministral-3:3b');
    expect(told[1]).toEqual({ doneBytes: 0, totalBytes: 2.8 * GB, isChecking: false });
    expect(told).toContainEqual({ doneBytes: 1.4 * GB, totalBytes: 2.8 * GB, isChecking: false });
    expect(told.at(-1)).toEqual({ doneBytes: 3 * GB, totalBytes: 3 * GB, isChecking: true });
    expect(told.map(({ doneBytes }) => doneBytes)).toEqual(
      told.map(({ doneBytes }) => doneBytes).toSorted((a, b) => a - b),
    );
    const tags = await fetch(`${server.url}/api/tags`);
    expect(await tags.text()).toContain('ministral-3:3b');
  });

  it('that breaks off is told so, and goes on where it stopped', async () => {
    server.setBehaviour('die', { times: 1 });
    await expect(pull(server.url, 'ministral-3:3b')).rejects.toMatchObject({ code: 'model.interrupted' });
    const [, first] = await pull(server.url, 'ministral-3:3b');
    expect(first?.doneBytes).toBeGreaterThan(0);
  });

  it('that ends without a word of success did not come', async () => {
    server.setBehaviour('empty', { times: 1 });
    await expect(pull(server.url, 'ministral-3:3b')).rejects.toMatchObject({ code: 'model.interrupted' });
  });

  it('stops when it is left', async () => {
    server.setBehaviour('stall');
    const left = new AbortController();
    const pulling = pull(server.url, 'ministral-3:3b', left.signal);
    const { ended } = await server.waitForRequest(({ path }) => path === '/api/pull');
    left.abort(new Error('left'));
    await expect(pulling).rejects.toThrow('left');
    expect(await ended).toBe('left');
  });

  it('is removed; one that is not there is told', async () => {
    await removeFromServer({ url: server.url, model: 'qwen3:4b' }, { fetch: fetchOf(server.url), signal });
    const tags = await fetch(`${server.url}/api/tags`);
    expect(await tags.text()).not.toContain('qwen3:4b');
    await expect(
      removeFromServer({ url: server.url, model: 'not-there' }, { fetch: fetchOf(server.url), signal }),
    ).rejects.toMatchObject({ code: 'model.missing' });
  });
});

describe('what keeps a model from coming', () => {
  it.each([
    ['write /models/blobs/sha256-1-partial: no space left on device', 'model.no_space'],
    ['There is not enough space on the disk.', 'model.no_space'],
    [
      'pull model manifest: 412: \n\nThe model you are attempting to pull requires a newer version of Ollama.',
      'model.server_too_old',
    ],
    ['pull model manifest: file does not exist', 'model.not_in_library'],
    [
      // As Ollama 0.24.0 says it without a network.
      'pull model manifest: Get "https://registry.ollama.example/v2/library/smollm2/manifests/360m": dial tcp: lookup registry.ollama.example: no such host',
      'model.library_unreachable',
    ],
    ['max retries exceeded: unexpected EOF', 'model.library_unreachable'],
    ['digest mismatch, file must be downloaded again', 'model.server_error'],
  ])('%s', async (error, code) => {
    const fetch = (): Promise<Response> => Promise.resolve(new Response(`${JSON.stringify({ error })}\n`));
    const pulling = pullFromLibrary({ url: 'http://127.0.0.1:1', model: 'm' }, { fetch, signal });
    await expect(pulling.next()).rejects.toMatchObject({ code });
  });

  it('a server that is gone', async () => {
    const server = await startOllamaStandIn();
    await server.close();
    await expect(pull(server.url, 'ministral-3:3b')).rejects.toMatchObject({ code: 'model.unreachable' });
  });
});
