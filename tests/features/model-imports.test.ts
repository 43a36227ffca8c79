import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ModelPull } from '#shared/contract/model-getting.ts';
import { serverModelName } from '#shared/lib/server-model-name.ts';
import { typeCommand } from '../doors/command-line-runner.ts';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

let foyer: TemporaryApp;
let server: StandIn;
const folder = temporaryFolder();

beforeAll(async () => {
  foyer = await startTemporaryApp();
});
afterAll(async () => {
  await foyer.close();
  folder.remove();
});
beforeEach(async () => {
  server = await startOllamaStandIn({ models: [] });
});
afterEach(async () => {
  for (const { id } of await foyer.client.models.list({})) await foyer.client.models.remove({ id });
  for (const { id } of await foyer.client.models.pulls({})) {
    await foyer.client.jobs.cancel({ id });
    await untilImport(id, ({ state }) => ['paused', 'failed', 'done'].includes(state));
    await foyer.client.models.dropPull({ id });
  }
  await server.close();
});

function fileNamed(name: string, content = 'GGUF and all that follows'): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

const give = (path: string, model?: string) =>
  foyer.client.models.importPath({ path, url: server.url, ...(model === undefined ? {} : { model }) });

async function untilImport(id: string, isSo: (pull: ModelPull) => boolean): Promise<ModelPull> {
  let found: ModelPull | undefined;
  await until(async () => {
    found = (await foyer.client.models.pulls({})).find(pull => pull.id === id);
    return found !== undefined && isSo(found);
  });
  if (!found) throw new Error(`no import ${id}`);
  return found;
}

/** What waits to be sent. */
function staged(): string[] {
  const outgoing = join(foyer.dataFolder, 'models', 'outgoing');
  return existsSync(outgoing) ? readdirSync(outgoing) : [];
}

it('a file of this machine becomes a model of Ollama, which is added and tried', async () => {
  const { id, model } = await give(fileNamed('Mon modèle Q4.gguf'));
  expect(model).toBe('mon-modele-q4');
  const done = await untilImport(id, ({ state }) => state === 'done');
  expect(done).toMatchObject({ source: 'file', progress: 1, failure: null, test: { ok: true } });
  expect(await foyer.client.models.list({})).toMatchObject([
    { id: done.modelId, provider: 'ollama', model: 'mon-modele-q4:latest', url: server.url, purpose: 'chat' },
  ]);
});

it('one that was sent over the network is put aside until it went, and is gone then', async () => {
  const content = Readable.from([Buffer.from('GGUF bert')]);
  const files = (async function* () {
    yield { fileName: 'e5.gguf', content };
  })();
  server.setBehaviour('hang');
  const { id } = await foyer.client.models.importFile({ url: server.url }, { context: { files } });
  await server.waitForRequest(({ method, path }) => method === 'POST' && path.startsWith('/api/blobs'));
  expect(staged()).toHaveLength(1);
  await foyer.client.jobs.cancel({ id });
  await untilImport(id, ({ state }) => state === 'paused');
  expect(staged()).toHaveLength(1);
  server.setBehaviour('normal');
  await foyer.client.jobs.retry({ id });
  await untilImport(id, ({ state }) => state === 'done');
  expect(await foyer.client.models.list({})).toMatchObject([{ purpose: 'embedding' }]);
  expect(staged()).toEqual([]);
});

it('left for good, nothing of it stays', async () => {
  server.setBehaviour('hang');
  const files = (async function* () {
    yield { fileName: 'a.gguf', content: Readable.from([Buffer.from('GGUF')]) };
  })();
  const { id } = await foyer.client.models.importFile({ url: server.url }, { context: { files } });
  await foyer.client.jobs.cancel({ id });
  await untilImport(id, ({ state }) => state === 'paused');
  await foyer.client.models.dropPull({ id });
  expect(staged()).toEqual([]);
  expect(await foyer.client.models.pulls({})).toEqual([]);
});

it('a name that is taken is told before anything is sent', async () => {
  const { id } = await give(fileNamed('a.gguf'), 'mine');
  await untilImport(id, ({ state }) => state === 'done');
  const sent = server.requests.length;
  await expect(give(fileNamed('b.gguf'), 'Mine:latest')).rejects.toMatchObject({ code: 'model.name_taken' });
  expect(server.requests.slice(sent).map(({ path }) => path)).not.toContain('/api/create');
  await expect(give(fileNamed('b.gguf'), '../x')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

it('a full disk at the server ends it with what a person can do', async () => {
  server.setBehaviour('stream-error');
  const { id } = await give(fileNamed('a.gguf'));
  expect(await untilImport(id, ({ state }) => state === 'failed')).toMatchObject({
    failure: 'model.no_space',
  });
});

it('a kind of model that the server does not know is taken back', async () => {
  const { id } = await give(fileNamed('odd.gguf', 'GGUF unheard-of'));
  expect(await untilImport(id, ({ state }) => state === 'failed')).toMatchObject({
    failure: 'model.kind_unknown_to_server',
  });
  expect(await foyer.client.models.list({})).toEqual([]);
  expect(await (await fetch(`${server.url}/api/tags`)).json()).toEqual({ models: [] });
});

it('a kind that the server does not know is taken back too where its test was interrupted, and told again when sent again', async () => {
  server.setBehaviour('normal');
  const { id } = await give(fileNamed('odd.gguf', 'GGUF unheard-of'));
  await server.waitForRequest(({ path }) => path === '/api/create');
  server.setBehaviour('hang');
  await server.waitForRequest(({ path }) => path === '/api/chat');
  await foyer.client.jobs.cancel({ id });
  await untilImport(id, ({ state }) => state === 'paused');
  expect(await foyer.client.models.list({})).toHaveLength(1); // added, and of a kind that nobody knows yet
  server.setBehaviour('normal');
  for (let times = 0; times < 2; times += 1) {
    await foyer.client.jobs.retry({ id });
    expect(await untilImport(id, ({ state }) => state === 'failed')).toMatchObject({
      failure: 'model.kind_unknown_to_server',
    });
    expect(await foyer.client.models.list({})).toEqual([]);
    expect(await (await fetch(`${server.url}/api/tags`)).json()).toEqual({ models: [] });
  }
});

it('what is no model, or a server that is not there, is told at once', async () => {
  await expect(give(fileNamed('lettre.gguf', 'Madame'))).rejects.toMatchObject({
    code: 'model.file_not_gguf',
  });
  await expect(give(join(folder.path, 'absent.gguf'))).rejects.toMatchObject({ code: 'path.not_found' });
  const path = fileNamed('a.gguf');
  await expect(foyer.client.models.importPath({ path, url: 'http://127.0.0.1:9' })).rejects.toMatchObject({
    code: 'model.unreachable',
  });
});

it('in a terminal it is waited for; what keeps it from coming is told in words', async () => {
  const place = temporaryFolder();
  try {
    const command = ['model', 'import', fileNamed('a.gguf'), '--into', 'ollama', '--url', server.url];
    const taken = await typeCommand(place.path, [...command, '--name', 'mine', '--json']);
    expect(taken).toMatchObject({ code: 0, json: { state: 'done', model: { name: 'mine' } } });
    const again = await typeCommand(place.path, [...command, '--name', 'mine']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('Ollama a déjà un modèle de ce nom');
    const told = await typeCommand(place.path, [...command, '--embedding']);
    expect(told.code).toBe(2);
    expect(told.stderr).toContain('Ollama dit lui-même à quoi sert un modèle');
    server.setBehaviour('stream-error');
    const full = await typeCommand(place.path, [...command, '--name', 'other', '--json']);
    expect(full).toMatchObject({ code: 1, json: { state: 'failed', failure: 'model.no_space' } });
  } finally {
    place.remove();
  }
});

it.each([
  ['Mon Modèle (v2).GGUF', 'mon-modele-v2'],
  ['smollm2-135m-instruct-q4_1.gguf', 'smollm2-135m-instruct-q4_1'],
  ['…gguf', 'gguf'],
  ['模型.gguf', 'model'],
])('%s is called %s', (fileName, name) => {
  expect(serverModelName(fileName)).toBe(name);
});
