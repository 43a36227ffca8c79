import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { createOutbound } from '#main/platform/outbound/index.ts';
import { startOllamaStandIn, type StandIn } from '../../../../tests/support/model-stand-ins/index.ts';
import { serve } from '../../../../tests/support/outbound.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import type { PullProgress, SentModelFile } from '../ports.ts';
import { createFromFile } from './ollama-create.ts';

const outbound = createOutbound({ isOffline: () => false });
const folder = temporaryFolder();
const signal = new AbortController().signal;
afterAll(async () => {
  await outbound.close();
  folder.remove();
});

let server: StandIn;
beforeEach(async () => {
  server = await startOllamaStandIn();
});
afterEach(() => server.close());

function fileOf(content: string | Buffer, name = 'a.gguf'): SentModelFile {
  const bytes = Buffer.from(content);
  const path = join(folder.path, name);
  writeFileSync(path, bytes);
  return { path, hash: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length };
}

async function create(file: SentModelFile, { url = server.url, until = signal } = {}) {
  const told: PullProgress[] = [];
  const fetch = outbound.fetchFor({ kind: 'model', allow: url });
  for await (const one of createFromFile({ url, model: 'mine' }, file, { fetch, signal: until }))
    told.push(one);
  return told;
}

const asked = () => server.requests.map(({ method, path }) => `${method} ${path.replace(/:.*/, '')}`);

it('a file is sent once, and named', async () => {
  const file = fileOf(`GGUF ${'x'.repeat(500_000)}`);
  const told = await create(file);
  expect(told[0]).toEqual({ doneBytes: 0, totalBytes: file.sizeBytes, isChecking: false });
  expect(told.at(-1)).toEqual({ doneBytes: file.sizeBytes, totalBytes: file.sizeBytes, isChecking: true });
  expect(asked()).toEqual(['HEAD /api/blobs/sha256', 'POST /api/blobs/sha256', 'POST /api/create']);
  expect(server.requests.at(-1)?.body).toEqual({
    model: 'mine',
    files: { 'model.gguf': `sha256:${file.hash}` },
    stream: true,
  });
  expect(await (await fetch(`${server.url}/api/tags`)).text()).toContain('"mine:latest"');
  await create(file);
  expect(asked().slice(4)).toEqual(['HEAD /api/blobs/sha256', 'POST /api/create']);
});

it.each([
  ['a disk that is full', 'stream-error', 'model.no_space'],
  ['a server that is gone in the middle', 'die', 'model.unreachable'],
  ['nobody let in', 'unauthorised', 'model.key_refused'],
] as const)('%s is told', async (_what, behaviour, code) => {
  server.setBehaviour(behaviour);
  await expect(create(fileOf('GGUF'))).rejects.toMatchObject({ code });
});

it('a full disk is told while the model is written', async () => {
  const file = fileOf('GGUF of before');
  await create(file);
  server.setBehaviour('stream-error');
  await expect(create(file)).rejects.toMatchObject({ code: 'model.no_space' });
});

it('what is no model is told, and so is a server that takes no files', async () => {
  await expect(create(fileOf('%PDF'))).rejects.toMatchObject({ code: 'model.file_not_gguf' });
  await server.close();
  server = await startOllamaStandIn({ version: '0.3.12' });
  await expect(create(fileOf('GGUF'))).rejects.toMatchObject({ code: 'model.server_too_old' });
});

it('a server that answers before it read all is believed', async () => {
  const { url } = await serve((request, response) => {
    if (request.method === 'HEAD') return response.writeHead(404).end();
    response.writeHead(500, { 'content-type': 'application/json' });
    return response.end(JSON.stringify({ error: 'write /blobs/x: no space left on device' }));
  });
  const file = fileOf(Buffer.alloc(30_000_000, 'GGUF'), 'large.gguf');
  await expect(create(file, { url })).rejects.toMatchObject({ code: 'model.no_space' });
});

it('stops when it is left', async () => {
  server.setBehaviour('hang');
  const left = new AbortController();
  const creating = create(fileOf('GGUF'), { until: left.signal });
  const { ended } = await server.waitForRequest(
    ({ method, path }) => method === 'POST' && path.startsWith('/api/blobs/'),
  );
  left.abort(new Error('left'));
  await expect(creating).rejects.toThrow('left');
  expect(await ended).toBe('left');
});
