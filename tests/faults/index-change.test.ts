import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddingServer, vectorsOf, type EmbeddingServer } from '../support/embedding-server.ts';
import { join as joinOffice } from '../support/people.ts';
import { createDisk } from '../support/storage-stand-in.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TEXTS = {
  'port.txt': 'Le port ouvre à neuf heures. Les chiens sont admis sur les pontons.',
  'cale.txt': 'La cale de mise à l’eau est fermée en hiver.',
  'grue.txt': 'Les tarifs de la grue dépendent de la longueur du bateau.',
};
const QUESTION = 'chiens sur les pontons';
const WAIT = { timeout: 20_000 };

describe('another model that compares by meaning', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let foyer: TemporaryApp;
  let server: EmbeddingServer;
  let chatbotId: string;
  let first: string;
  let second: string;
  /** What the new model does with passages, until a test says otherwise. */
  let newModel: 'answers' | 'is silent' | 'is away' | 'is another' = 'answers';

  beforeEach(async () => {
    newModel = 'answers';
    folder = temporaryFolder();
    server = await startEmbeddingServer();
    // Vectors of the new model have half as many numbers, and compare with none of the other's.
    server.setPeculiarity(({ model, texts }) => {
      if (model !== 'nouveau') return null;
      if (newModel === 'is silent') return 'silence';
      if (newModel === 'is away') return { status: 503, json: { error: 'loading' } };
      const change = (vector: number[]) => {
        const half = vector.slice(0, 64).map((value, index) => value + index / 1_000);
        return newModel === 'is another' ? half.toReversed() : half;
      };
      return { status: 200, json: vectorsOf(texts, change) };
    });
    foyer = await startTemporaryApp({ dataFolder: join(folder.path, 'data') });
    chatbotId = (await foyer.client.chatbots.create({ name: 'Port' })).id;
    await add(TEXTS);
    first = await model('sens', true);
    await expect.poll(async () => (await foyer.client.system.index({})).state, WAIT).toBe('ready');
    second = await model('nouveau', false);
  });
  afterEach(async () => {
    await foyer.close();
    await server.close();
    folder.remove();
  });

  async function model(name: string, isDefault: boolean): Promise<string> {
    const settings = { provider: 'openai', url: server.url, purpose: 'embedding' } as const;
    return (await foyer.client.models.create({ ...settings, name, model: name, isDefault })).id;
  }
  async function add(texts: Record<string, string>): Promise<void> {
    const paths = Object.entries(texts).map(([name, text]) => {
      const path = join(folder.path, name);
      writeFileSync(path, text);
      return path;
    });
    await foyer.client.documents.addPaths({ chatbotId, paths });
    await untilRead(foyer.client, chatbotId);
  }
  const now = () => foyer.client.searchIndexes.get({});
  const change = async () => (await now()).change;
  const start = (swapsByItself = false) =>
    foyer.client.searchIndexes.start({ modelId: second, swapsByItself });
  const search = async () => {
    const { mode, results } = await foyer.client.search.search({ chatbotId, q: QUESTION, k: 3 });
    return { mode, ids: results.map(({ chunkId, relevance }) => [chunkId, relevance]) };
  };
  async function until(state: string): Promise<void> {
    await expect.poll(async () => (await change())?.state, WAIT).toBe(state);
  }
  async function untilQuiet(): Promise<void> {
    const open = async () => (await foyer.client.jobs.list({ open: true, limit: 10 })).items;
    await expect.poll(open, WAIT).toEqual([]);
  }
  const sentTo = (name: string) =>
    server.calls.filter(call => call.model === name).flatMap(call => call.texts);

  it('costs what is said before: passages, tokens, disk; and nothing is begun by looking', async () => {
    const cost = await foyer.client.searchIndexes.cost({ modelId: second });
    expect(cost).toMatchObject({
      model: { name: 'nouveau' },
      inUse: { name: 'sens' },
      passages: 3,
      seconds: null,
      outside: null,
      price: null,
    });
    expect(cost.tokens).toBeGreaterThan(20);
    expect(cost.bytes).toBeGreaterThan(3 * 4 * 64);
    expect(sentTo('nouveau')).toEqual([]);
    await foyer.client.models.test({ id: second });
    expect((await foyer.client.searchIndexes.cost({ modelId: second })).seconds).not.toBeNull();
  });

  it('is built beside while the other searches; swapped, gone back to, swapped and kept', async () => {
    const before = await search();
    expect(before.mode).toBe('hybrid');
    const admin = await joinOffice(foyer, 'admin@exemple.fr', 'admin');
    newModel = 'is silent';
    await start();
    await expect.poll(() => sentTo('nouveau').length, WAIT).toBeGreaterThan(0);
    expect(await search()).toEqual(before);
    expect(await change()).toMatchObject({
      state: 'building',
      to: { name: 'nouveau' },
      from: { name: 'sens' },
    });
    newModel = 'answers';
    await foyer.client.searchIndexes.set({ paused: true });
    await foyer.client.searchIndexes.set({ paused: false });
    await until('ready');
    expect(await search()).toEqual(before);
    expect((await now()).inUse?.name).toBe('sens');
    await expect
      .poll(async () => (await admin.client.notifications.list({})).items)
      .toMatchObject([
        { kind: 'search.index_ready', title: 'nouveau', clientId: null, place: { page: 'models' } },
      ]);

    expect(await foyer.client.searchIndexes.swap({})).toMatchObject({
      inUse: { name: 'nouveau' },
      change: { state: 'swapped', from: { name: 'sens' }, fromAnswers: true },
    });
    const after = await search();
    expect(after.mode).toBe('hybrid');
    expect(after).not.toEqual(before);
    expect((await foyer.client.models.list({})).find(({ isDefault }) => isDefault)?.name).toBe('nouveau');

    expect((await foyer.client.searchIndexes.swap({})).inUse?.name).toBe('sens');
    expect(await search()).toEqual(before);
    await foyer.client.searchIndexes.swap({});
    expect(await foyer.client.searchIndexes.keep({})).toMatchObject({
      inUse: { name: 'nouveau' },
      change: null,
    });
    expect(await search()).toEqual(after);
    await untilQuiet();
    expect(await search()).toEqual(after);
    // Nothing of it was asked twice.
    expect(sentTo('sens').filter(text => text.includes('cale')).length).toBe(1);
  });

  it('swaps by itself where that was asked for, and where it was chosen as the default', async () => {
    await start(true);
    await until('swapped');
    await foyer.client.searchIndexes.keep({});
    const third = await model('troisieme', true);
    await until('swapped');
    expect((await now()).inUse?.id).toBe(third);
    // The default again: back at once, without a passage sent.
    const sent = sentTo('nouveau').length;
    await foyer.client.models.update({ id: second, isDefault: true });
    await expect.poll(async () => (await now()).inUse?.id, WAIT).toBe(second);
    expect(sentTo('nouveau').filter(text => text.includes('grue')).length).toBe(1);
    expect(sentTo('nouveau').length - sent).toBeLessThan(6);
  });

  it('documents that come meanwhile are in both', async () => {
    await start();
    await until('ready');
    await add({ 'neuf.txt': 'Les vélos restent au garage.' });
    const both = () => ['sens', 'nouveau'].map(name => sentTo(name).some(text => text.includes('vélos')));
    await expect.poll(both, WAIT).toEqual([true, true]);
    await foyer.client.searchIndexes.swap({});
    await add({ 'encore.txt': 'Les remorques dorment dehors.' });
    const again = () =>
      ['sens', 'nouveau'].map(name => sentTo(name).some(text => text.includes('remorques')));
    await expect.poll(again, WAIT).toEqual([true, true]);
  });

  it('is dropped: the other stays chosen, and what was made is gone', async () => {
    await start();
    await until('ready');
    expect(await foyer.client.searchIndexes.drop({})).toMatchObject({
      inUse: { name: 'sens' },
      change: null,
    });
    expect((await foyer.client.models.list({})).find(({ isDefault }) => isDefault)?.name).toBe('sens');
    await untilQuiet();
    const sent = sentTo('nouveau').filter(text => text.includes('cale')).length;
    await start();
    await until('ready');
    expect(sentTo('nouveau').filter(text => text.includes('cale')).length).toBe(sent + 1);
  });

  it('whose server goes in the middle is waited for, and search goes on', async () => {
    newModel = 'is away';
    await start();
    await expect.poll(async () => (await change())?.waitsFor, WAIT).toBe('model.server_error');
    expect((await search()).mode).toBe('hybrid');
    newModel = 'answers';
    await foyer.client.searchIndexes.set({ paused: false });
    await until('ready');
    expect((await change())?.waitsFor).toBeNull();
  });

  it('that becomes another in the middle stops it, and begins again when somebody resumes', async () => {
    await start();
    await until('ready');
    await foyer.client.searchIndexes.drop({});
    await untilQuiet();
    newModel = 'is silent';
    await start();
    await expect.poll(() => sentTo('nouveau').at(-1), WAIT).toBe('dimension');
    // Its first answer is that of the one, and all others are those of another.
    await foyer.client.searchIndexes.set({ paused: true });
    newModel = 'answers';
    let probed = false;
    server.setPeculiarity(({ model: asked, texts }) => {
      if (asked !== 'nouveau') return null;
      const isFirst = !probed;
      probed = true;
      return {
        status: 200,
        json: vectorsOf(texts, vector => vector.slice(0, isFirst ? 64 : 32).map(value => value + 0.01)),
      };
    });
    await foyer.client.searchIndexes.set({ paused: false });
    await expect.poll(async () => (await change())?.failure, WAIT).toBe('model.other_vectors');
    expect((await search()).mode).toBe('hybrid');
    expect(await change()).toMatchObject({ state: 'building' });
    await foyer.client.searchIndexes.set({ paused: false });
    await until('ready');
    expect(await change()).toMatchObject({ failure: null, donePassages: 3 });
  });

  it('whose name another model of as many dimensions takes: words answer until its index is made', async () => {
    await start(true);
    await until('swapped');
    await foyer.client.searchIndexes.keep({});
    await untilQuiet();
    newModel = 'is another';
    await foyer.client.models.test({ id: second });
    await expect.poll(() => sentTo('nouveau').filter(text => text.includes('cale')).length, WAIT).toBe(2);
    await expect.poll(async () => (await search()).mode, WAIT).toBe('hybrid');
  });

  it('cannot be made of the one that searches, and says so', async () => {
    await expect(foyer.client.models.update({ id: first, model: 'nouveau' })).rejects.toMatchObject({
      code: 'model.searches',
    });
    await expect(foyer.client.searchIndexes.start({ modelId: first })).rejects.toMatchObject({
      code: 'search_index.same_model',
    });
    for (const call of [
      () => foyer.client.searchIndexes.swap({}),
      () => foyer.client.searchIndexes.keep({}),
      () => foyer.client.searchIndexes.drop({}),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'search_index.none' });
    newModel = 'is silent';
    await start();
    await expect(start()).rejects.toMatchObject({ code: 'search_index.under_way' });
    await expect(foyer.client.searchIndexes.swap({})).rejects.toMatchObject({
      code: 'search_index.not_ready',
    });
    await foyer.client.models.update({ id: second, active: false });
    await expect.poll(change, WAIT).toBeNull();
    await expect(start()).rejects.toMatchObject({ code: 'search_index.model_off' });
  });

  it('is gone back to at once when the new one is removed', async () => {
    const before = await search();
    await start(true);
    await until('swapped');
    await foyer.client.models.remove({ id: second });
    await expect.poll(async () => (await now()).inUse?.name, WAIT).toBe('sens');
    expect(await search()).toEqual(before);
  });

  it('takes the place of one that was switched off, by itself: words answer meanwhile', async () => {
    newModel = 'is silent';
    await start();
    await foyer.client.models.update({ id: first, active: false });
    await expect.poll(async () => (await search()).mode, WAIT).toBe('keyword');
    expect(await change()).toMatchObject({ state: 'building', fromAnswers: false });
    newModel = 'answers';
    await foyer.client.searchIndexes.set({ paused: true });
    await foyer.client.searchIndexes.set({ paused: false });
    await until('swapped');
    expect((await search()).mode).toBe('hybrid');
  });

  it('goes on after a restart, where it was', async () => {
    newModel = 'is silent';
    await start();
    await expect.poll(() => sentTo('nouveau').length, WAIT).toBeGreaterThan(0);
    await foyer.client.searchIndexes.set({ paused: true });
    await foyer.close();
    foyer = await startTemporaryApp({ dataFolder: join(folder.path, 'data') });
    newModel = 'answers';
    expect(await change()).toMatchObject({ state: 'building', paused: true });
    expect((await search()).mode).toBe('hybrid');
    await foyer.client.searchIndexes.set({ paused: false });
    await until('ready');
  });

  it('is not begun where the disk has no room for it, and pauses when that goes meanwhile', async () => {
    await foyer.close();
    const disk = createDisk();
    const options = { readDisk: disk.read, mayWrite: disk.mayWrite, lookEveryMs: 20 };
    foyer = await startTemporaryApp({ dataFolder: join(folder.path, 'data'), disk: options });
    disk.fill();
    await expect(start()).rejects.toMatchObject({ code: 'storage.full' });
    disk.empty();
    await expect.poll(async () => (await foyer.client.system.storage({})).state, WAIT).toBe('writable');
    newModel = 'is silent';
    await start();
    await expect.poll(() => sentTo('nouveau').length, WAIT).toBeGreaterThan(0);
    disk.fill();
    await expect.poll(async () => (await foyer.client.system.storage({})).state, WAIT).toBe('full');
    newModel = 'answers';
    expect((await search()).mode).toBe('hybrid');
    expect(await change()).toMatchObject({ state: 'building', failure: null });
    disk.empty();
    await until('ready');
  });
});
