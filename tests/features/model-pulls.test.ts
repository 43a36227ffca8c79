import type { ModelPull } from '#shared/contract/model-getting.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recommendedFor } from '#main/features/models/recommended-models.ts';
import { createSpeedometer } from '#main/features/models/pull-speed.ts';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const GB = 1e9;
const MINISTRAL = {
  name: 'ministral-3:3b',
  bytes: 3 * GB,
  purpose: 'chat',
  contextTokens: 262_144,
  layers: [2.8 * GB, 0.2 * GB],
} as const;
const BGE = {
  name: 'bge-m3:latest',
  bytes: 1.2 * GB,
  purpose: 'embedding',
  contextTokens: 512,
  layers: [1.2 * GB],
} as const;

let foyer: TemporaryApp;
let server: StandIn;

const pullNow = (model: string) => foyer.client.models.pull({ url: server.url, model });

async function untilPull(id: string, isSo: (pull: ModelPull) => boolean): Promise<ModelPull> {
  let found: ModelPull | undefined;
  await until(async () => {
    found = (await foyer.client.models.pulls({})).find(pull => pull.id === id);
    return found !== undefined && isSo(found);
  });
  if (!found) throw new Error(`no pull ${id}`);
  return found;
}

beforeAll(async () => {
  foyer = await startTemporaryApp();
});
afterAll(() => foyer.close());
beforeEach(async () => {
  server = await startOllamaStandIn({ models: [], library: [MINISTRAL, BGE] });
});
afterEach(async () => {
  for (const { id } of await foyer.client.models.list({})) await foyer.client.models.remove({ id });
  for (const { id } of await foyer.client.models.pulls({})) {
    await foyer.client.jobs.cancel({ id });
    await untilPull(id, ({ state }) => ['paused', 'failed', 'done'].includes(state));
    await foyer.client.models.dropPull({ id });
  }
  await server.close();
});

describe('fetching a model', () => {
  it('adds it and tries it; the first is used by default', async () => {
    const { id } = await pullNow('ministral-3:3b');
    const done = await untilPull(id, ({ state }) => state === 'done');
    expect(done).toMatchObject({ progress: 1, doneBytes: 3 * GB, totalBytes: 3 * GB, failure: null });
    expect(done.test).toMatchObject({ ok: true });
    expect(await foyer.client.models.list({})).toMatchObject([
      { id: done.modelId, name: 'ministral-3:3b', purpose: 'chat', url: server.url, isDefault: true },
    ]);
    await foyer.client.models.dropPull({ id });
    expect(await foyer.client.models.pulls({})).toEqual([]);
  });

  it('of embeddings is added as such, with its own longest text', async () => {
    const { id } = await pullNow('bge-m3');
    const done = await untilPull(id, ({ state }) => state === 'done');
    expect(done.test).toMatchObject({ ok: true, dimension: 256 });
    expect(await foyer.client.models.list({})).toMatchObject([
      { model: 'bge-m3:latest', purpose: 'embedding', contextTokens: 512 },
    ]);
  });

  it('tells how far it is, pauses, and goes on where it stopped', async () => {
    server.setBehaviour('stall');
    const { id } = await pullNow('ministral-3:3b');
    const { ended } = await server.waitForRequest(({ path }) => path === '/api/pull');
    const coming = await untilPull(id, ({ doneBytes }) => (doneBytes ?? 0) > 0);
    expect(coming).toMatchObject({ state: 'downloading', doneBytes: 0.7 * GB, totalBytes: 2.8 * GB });
    expect((await foyer.client.jobs.list({ open: true })).items).toMatchObject([
      { id, label: 'ministral-3:3b', called: { fr: 'Téléchargement du modèle {{name}}' }, cancellable: true },
    ]);
    await expect(foyer.client.models.dropPull({ id })).rejects.toMatchObject({ code: 'resource.conflict' });

    await foyer.client.jobs.cancel({ id });
    await untilPull(id, ({ state }) => state === 'paused');
    expect(await ended).toBe('left');

    server.setBehaviour('normal');
    // Asked for anew, it is the same.
    expect(await pullNow('ministral-3:3b')).toMatchObject({ id });
    await untilPull(id, ({ state }) => state === 'done');
  });

  it('that breaks off is tried again by itself, and says why it waits', async () => {
    server.setBehaviour('die', { times: 1 });
    const { id } = await pullNow('ministral-3:3b');
    await untilPull(id, ({ state, failure }) => state === 'waiting' && failure === 'model.interrupted');
    await untilPull(id, ({ state }) => state === 'done');
  });

  it.each([
    ['not-there', 'normal', 'model.not_in_library'],
    ['ministral-3:3b', 'stream-error', 'model.no_space'],
  ] as const)('%s ends in what a person can do something about', async (model, behaviour, code) => {
    server.setBehaviour(behaviour);
    const { id } = await pullNow(model);
    expect(await untilPull(id, ({ state }) => state === 'failed')).toMatchObject({ failure: code });
    await foyer.client.jobs.dismiss({ id });
    expect(await foyer.client.models.pulls({})).toEqual([]);
  });

  it('survives the end of the process', async () => {
    const folder = temporaryFolder();
    const before = await startTemporaryApp({ dataFolder: folder.path });
    server.setBehaviour('stall');
    const { id } = await before.client.models.pull({ url: server.url, model: 'ministral-3:3b' });
    await server.waitForRequest(({ path }) => path === '/api/pull');
    await before.close();
    server.setBehaviour('normal');
    const after = await startTemporaryApp({ dataFolder: folder.path });
    await until(async () => (await after.client.models.pulls({}))[0]?.state === 'done');
    expect(await after.client.models.pulls({})).toMatchObject([{ id, test: { ok: true } }]);
    await after.close();
    folder.remove();
  });

  it('is refused while nothing may go out, and ends when that is switched on', async () => {
    server.setBehaviour('stall');
    const { id } = await pullNow('ministral-3:3b');
    await untilPull(id, ({ state }) => state === 'downloading');
    await foyer.client.system.updateSettings({ offline: true });
    expect(await foyer.client.models.recommended({})).toMatchObject({ offline: true });
    await expect(pullNow('bge-m3')).rejects.toMatchObject({ code: 'model.pull_offline' });
    server.release();
    expect(await untilPull(id, ({ state }) => state === 'failed')).toMatchObject({
      failure: 'model.pull_offline',
    });
    await foyer.client.system.updateSettings({ offline: false });
  });
});

describe('deleting a model from its server', () => {
  it('is refused while Foyer uses it', async () => {
    const { id } = await pullNow('bge-m3');
    const { modelId } = await untilPull(id, ({ state }) => state === 'done');
    const place = { url: server.url, model: 'bge-m3' };
    await expect(foyer.client.models.uninstall(place)).rejects.toMatchObject({ code: 'model.in_use' });
    await foyer.client.models.remove({ id: modelId ?? '' });
    await foyer.client.models.uninstall(place);
    await expect(foyer.client.models.uninstall(place)).rejects.toMatchObject({ code: 'model.missing' });
    expect(await foyer.client.models.offered({ provider: 'ollama', url: server.url })).toEqual({
      models: [],
      failure: null,
    });
  });
});

describe('a list of a server', () => {
  it('is asked with the stored key at the stored address alone', async () => {
    const wantsKey = await startOllamaStandIn({ apiKey: 'sk-atelier' });
    const stranger = await startOllamaStandIn({ apiKey: 'sk-atelier' });
    const { id } = await foyer.client.models.create({
      name: 'Atelier',
      provider: 'ollama',
      model: 'qwen3:4b',
      url: wantsKey.url,
      apiKey: 'sk-atelier',
    });
    const ask = (url: string) => foyer.client.models.offered({ provider: 'ollama', url, modelId: id });
    expect((await ask(wantsKey.url)).models).toHaveLength(3);
    expect(await ask(stranger.url)).toEqual({ models: [], failure: 'model.key_refused' });
    expect(stranger.requests.every(({ headers }) => headers['authorization'] === undefined)).toBe(true);
    await wantsKey.close();
    await stranger.close();
  });
});

describe('what is recommended', () => {
  const GIB = 1024 ** 3;
  const machineOf = (memoryBytes: number) => ({
    memoryBytes,
    availableBytes: null,
    diskBytes: null,
    hasGraphics: false,
  });
  it.each([
    [3.8, 'qwen2.5:1.5b'],
    [7.7, 'ministral-3:3b'],
    [15.5, 'ministral-3:3b'],
    [31, 'ministral-3:3b'], // larger ones fit, and are slow without a graphics card
  ])('with %d GiB is %s', (memory, best) => {
    const list = recommendedFor(machineOf(memory * GIB));
    expect(list.filter(({ isBest }) => isBest).map(({ model }) => model)).toEqual([best, 'bge-m3']);
  });

  it('is nothing where nothing fits', () => {
    const list = recommendedFor(machineOf(GIB));
    expect(list.map(({ fit, isBest }) => [fit.verdict, isBest])).toEqual(
      list.map(() => ['no_memory', false]),
    );
  });
});

it('a speed is that of the last seconds', () => {
  let now = 0;
  const speed = createSpeedometer(() => now);
  expect(speed.read(5 * GB)).toBeNull(); // was there before
  now = 2_000;
  expect(speed.read(5 * GB + 20e6)).toBe(10e6);
  now = 30_000;
  expect(speed.read(5 * GB + 20e6)).toBeNull();
  now = 32_000;
  expect(speed.read(5 * GB + 20e6)).toBe(0);
});
