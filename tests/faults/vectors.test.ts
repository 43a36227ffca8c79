import { rmSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLanceVectorIndex } from '#main/index/lance/lance-index.ts';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the vector index', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let model: StandIn;
  let foyer: TemporaryApp;
  let chatbotId: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    model = await startOllamaStandIn({});
    foyer = await startTemporaryApp({ dataFolder: folder.path });
    chatbotId = (await foyer.client.chatbots.create({ name: 'RH' })).id;
    await foyer.client.documents.addSample({ chatbotId, language: 'en' });
    await untilRead(foyer.client, chatbotId);
    await foyer.client.models.create({
      name: 'sens',
      provider: 'ollama',
      model: 'bge-m3',
      url: model.url,
      purpose: 'embedding',
    });
    await untilIndexed(foyer);
  });
  afterEach(async () => {
    await foyer.close();
    await model.close();
    folder.remove();
  });

  async function untilIndexed({ client }: TemporaryApp): Promise<void> {
    await expect.poll(async () => (await client.system.index({})).state, { timeout: 20_000 }).toBe('ready');
  }
  const search = async (q: string) => {
    const { mode, results } = await foyer.client.search.search({ chatbotId, q, k: 5 });
    return { mode, ids: results.map(result => result.chunkId) };
  };

  it('finds an English document from a French question', async () => {
    const found = await foyer.client.search.search({ chatbotId, q: 'congé mariage salarié', k: 3 });
    expect(found.mode).toBe('hybrid');
    expect(found.results[0]?.title).toMatch(/handbook/i);
  });

  it.each(['deleted', 'damaged'] as const)(
    '%s: keywords answer meanwhile, it is rebuilt from the database, results are the same',
    async fault => {
      const before = await search('working from home days');
      const asked = model.requests.length;
      await foyer.close();
      const vectors = join(folder.path, 'vectors');
      if (fault === 'deleted') rmSync(vectors, { recursive: true });
      else for (const file of filesUnder(vectors)) writeFileSync(file, 'not what it was');
      foyer = await startTemporaryApp({ dataFolder: folder.path });
      const meanwhile = await search('working from home days');
      expect(meanwhile.ids.length).toBeGreaterThan(0);
      await expect
        .poll(async () => (await search('working from home days')).mode, { timeout: 20_000 })
        .toBe('hybrid');
      expect(await search('working from home days')).toEqual(before);
      // Passages were not sent to the model again: questions and the probe of the dimension alone.
      const batches = model.requests
        .slice(asked)
        .filter(request => JSON.stringify(request).includes('handbook'));
      expect(batches).toEqual([]);
    },
  );

  it('that lost vectors while it is used: the doctor notices, and it is rebuilt', async () => {
    const meaning = async () =>
      (await foyer.client.system.doctor({ language: 'en' })).checks.find(({ name }) => name === 'meaning');
    expect(await meaning()).toMatchObject({ state: 'ok', label: 'Index of meaning' });
    const before = await search('working from home days');
    const { items } = await foyer.client.documents.list({ chatbotId, limit: 10 });
    const [own] = await foyer.client.clients.list({});
    const sameFiles = createLanceVectorIndex({ directory: join(folder.path, 'vectors') });
    for (const { id } of items) await sameFiles.removeDocument(own?.id ?? '', id);
    await sameFiles.close();
    expect(await meaning()).toMatchObject({ state: 'warning' });
    await expect.poll(meaning, { timeout: 20_000 }).toMatchObject({ state: 'ok' });
    expect(await search('working from home days')).toEqual(before);
  });

  it('answers by keywords while the embedding model is off', async () => {
    await model.close();
    const found = await search('working from home days');
    expect(found.mode).toBe('keyword');
    expect(found.ids.length).toBeGreaterThan(0);
    model = await startOllamaStandIn({ port: model.port });
  });

  it('forgets the vectors of a deleted document', async () => {
    const { items } = await foyer.client.documents.list({ chatbotId, limit: 10 });
    const handbook = items.find(item => /handbook/i.test(item.title));
    await foyer.client.documents.remove({ id: handbook?.id ?? '' });
    const found = await foyer.client.search.search({ chatbotId, q: 'working from home days', k: 10 });
    expect(found.results.some(result => result.documentId === handbook?.id)).toBe(false);
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile());
}
