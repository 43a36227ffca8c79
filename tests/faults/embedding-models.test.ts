import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddingServer, vectorsOf, type EmbeddingServer } from '../support/embedding-server.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SHORT = 'Le port ouvre à neuf heures. Les chiens sont admis sur les pontons.';
const OTHER = 'La cale de mise à l’eau est fermée en hiver.';
const LONG = `Les tarifs de la grue dépendent de la longueur du bateau. ${'Un mètre de plus coûte davantage. '.repeat(30)}`;

describe('an embedding model and the passages it does not take', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let foyer: TemporaryApp;
  let server: EmbeddingServer;
  let chatbotId: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    server = await startEmbeddingServer();
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Port' })).id;
    const texts = { 'court.txt': SHORT, 'autre.txt': OTHER, 'long.txt': LONG };
    const paths = Object.entries(texts).map(([name, text]) => {
      const path = join(folder.path, name);
      writeFileSync(path, text);
      return path;
    });
    await foyer.client.documents.addPaths({ chatbotId, paths });
    await untilRead(foyer.client, chatbotId);
  });
  afterEach(async () => {
    await foyer.close();
    await server.close();
    folder.remove();
  });

  const choose = (name: string, more: { model?: string; url?: string; contextTokens?: number } = {}) =>
    foyer.client.models.create({
      name,
      provider: 'openai',
      model: 'sens',
      url: server.url,
      purpose: 'embedding',
      isDefault: true,
      ...more,
    });
  const index = () => foyer.client.system.index({});
  const search = (q: string) => foyer.client.search.search({ chatbotId, q, k: 5 });

  async function untilReady() {
    await expect.poll(async () => (await index()).state, { timeout: 20_000 }).toBe('ready');
    return index();
  }

  it.each([
    [
      'by a server that counts',
      'input (700 tokens) is too large to process. increase the physical batch size (current batch size: 512)',
    ],
    ['by a server that only says so', 'the input length exceeds the context length'],
    [
      'by a server with a limit',
      'Input validation error: `inputs` must have less than 512 tokens. Given: 700',
    ],
  ])('cuts one that is too long, %s, and it alone', async (_name, message) => {
    server.setPeculiarity(({ texts }) =>
      texts.some(text => text.length > 600) ? { status: 400, json: { error: { message } } } : null,
    );
    await choose('sens');
    const state = await untilReady();
    expect(state).toMatchObject({ mode: 'hybrid', failedPassages: 0, embeddedPassages: state.passages });
    expect(state.cutPassages).toBeGreaterThan(0);
    expect(state.cutPassages).toBeLessThan(state.passages);
    const whole = server.calls.filter(({ texts }) => texts.length > 0).flatMap(({ texts }) => texts);
    expect(whole.some(text => text.includes(SHORT))).toBe(true);
    const found = await search('tarifs grue longueur bateau');
    expect(found.mode).toBe('hybrid');
    expect(found.results[0]?.text).toContain('grue');
  });

  it('tells a program of a text that is too long, rather than cut it', async () => {
    await choose('sens', { contextTokens: 128 });
    await expect(foyer.client.models.embed({ texts: [SHORT, LONG] })).rejects.toMatchObject({
      code: 'model.context_too_long',
    });
    expect((await foyer.client.models.embed({ texts: [SHORT, OTHER] })).vectors).toHaveLength(2);
  });

  it('cuts before it sends what is longer than the model’s settings say', async () => {
    await choose('sens', { contextTokens: 128 });
    expect((await untilReady()).cutPassages).toBeGreaterThan(0);
    const longest = Math.max(...server.calls.flatMap(({ texts }) => texts.map(text => text.length)));
    expect(longest).toBeLessThan(LONG.length * 0.8);
  });

  it.each([
    ['no numbers', (text: string) => vectorsOf([text], vector => vector.map(() => null))],
    ['zeros', (text: string) => vectorsOf([text], vector => vector.map(() => 0))],
    ['no vector', () => vectorsOf([])],
  ])('leaves out the one that gets %s, says so, and uses the others', async (_name, broken) => {
    server.setPeculiarity(({ texts }) => {
      const bad = texts.find(text => text.includes('cale de mise'));
      if (bad === undefined) return null;
      return texts.length === 1
        ? { status: 200, json: broken(bad) }
        : { status: 500, json: { error: 'NaN' } };
    });
    await choose('sens');
    const state = await untilReady();
    expect(state).toMatchObject({
      mode: 'hybrid',
      failedPassages: 1,
      failure: 'model.bad_response',
      waitsFor: null,
    });
    expect(state.embeddedPassages).toBe(state.passages - 1);
    expect((await search('chiens sur les pontons')).mode).toBe('hybrid');
    // Words still find it.
    expect((await search('cale de mise à l’eau')).results[0]?.text).toContain('cale');
  });

  it('leaves out all when the model is well and takes none of them, and words answer', async () => {
    server.setPeculiarity(({ texts }) =>
      texts.join(' ') === 'dimension' ? null : { status: 500, json: { error: { message: 'cannot encode' } } },
    );
    await choose('sens');
    await expect.poll(async () => (await index()).state, { timeout: 20_000 }).toBe('failed');
    const { passages, ...state } = await index();
    expect(state).toMatchObject({
      mode: 'keyword',
      failedPassages: passages,
      failure: 'model.server_error',
    });
    expect((await search('chiens')).results[0]?.text).toContain('chiens');
  });

  it('tries again what failed once the model is well and tested', async () => {
    server.setPeculiarity(({ texts }) =>
      texts.some(text => text.includes('cale')) ? { status: 500, json: { error: 'NaN' } } : null,
    );
    const { id } = await choose('sens');
    expect((await untilReady()).failedPassages).toBe(1);
    server.setPeculiarity(() => null);
    await foyer.client.models.test({ id });
    const failed = async () => (await index()).failedPassages;
    await expect.poll(failed, { timeout: 20_000 }).toBe(0);
    expect((await untilReady()).embeddedPassages).toBe((await index()).passages);
  });

  it('takes fewer texts at once from a server that says so, and remembers', async () => {
    server.setPeculiarity(({ texts }) =>
      texts.length > 2
        ? { status: 422, json: { error: `batch size ${texts.length} > maximum allowed batch size 2` } }
        : null,
    );
    const { id } = await choose('sens');
    expect(await untilReady()).toMatchObject({ mode: 'hybrid', failedPassages: 0 });
    const [model] = (await foyer.client.models.list({})).filter(one => one.id === id);
    expect(model?.findings.textsPerCall).toBe(2);
  });

  it('that is silent does not keep a newly chosen one waiting', async () => {
    server.setPeculiarity(({ model }) => (model === 'muet' ? 'silence' : null));
    await choose('muet', { model: 'muet' });
    await expect
      .poll(() => server.calls.some(({ model }) => model === 'muet'), { timeout: 10_000 })
      .toBe(true);
    const startedAt = performance.now();
    await choose('sens');
    expect(await untilReady()).toMatchObject({ mode: 'hybrid', model: 'sens' });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('that is away, and waited for, does not keep a newly chosen one waiting', async () => {
    const gone = await startEmbeddingServer();
    await gone.close();
    await choose('parti', { url: gone.url });
    const waits = async () => (await index()).waitsFor;
    await expect.poll(waits, { timeout: 10_000 }).toBe('model.unreachable');
    const startedAt = performance.now();
    await choose('sens');
    expect(await untilReady()).toMatchObject({ mode: 'hybrid', model: 'sens', waitsFor: null });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('behind a name that becomes another: words answer until the index is made anew', async () => {
    await choose('sens');
    await untilReady();
    server.setPeculiarity(({ texts }) => ({
      status: 200,
      json: vectorsOf(texts, vector => vector.slice(0, 64).map(value => value + 0.01)),
    }));
    expect((await search('chiens sur les pontons')).mode).toBe('keyword');
    const mode = async () => (await search('chiens sur les pontons')).mode;
    await expect.poll(mode, { timeout: 20_000 }).toBe('hybrid');
  });

  it('answers by words while the first index is built', async () => {
    server.setPeculiarity(() => 'silence');
    await choose('sens');
    await expect.poll(() => server.calls.length, { timeout: 10_000 }).toBeGreaterThan(0);
    const found = await search('chiens sur les pontons');
    expect(found.mode).toBe('keyword');
    expect(found.results[0]?.text).toContain('chiens');
  });
});
