import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import { startOpenAiStandIn, type StandIn } from '../../../../tests/support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';
const HOST = 'ollama.com';
const MODELS = [
  { name: 'e:cloud', bytes: 1, purpose: 'embedding', contextTokens: 8_192 },
  { name: 'e', bytes: 1, purpose: 'embedding', contextTokens: 8_192 },
  { name: 'r:cloud', bytes: 1, purpose: 'reranking', contextTokens: 8_192 },
] as const;

let foyer: TemporaryApp;
let server: StandIn;
let chatbotId: string;

beforeAll(async () => {
  server = await startOpenAiStandIn({ models: MODELS });
});
afterAll(() => server.close());
beforeEach(async () => {
  foyer = await startTemporaryApp();
  ({ id: chatbotId } = await foyer.client.chatbots.create({ name: 'RH' }));
  await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
  await untilRead(foyer.client, chatbotId);
});
afterEach(() => foyer.close());

/** One that may be asked, outside unless its name says otherwise. */
async function embedder(name = 'e:cloud', inputPrice: number | null = 1): Promise<string> {
  const model = { provider: 'openai', url: server.url, model: name, name, inputPrice } as const;
  const { id, local } = await foyer.client.models.create({ ...model, purpose: 'embedding' });
  if (!local) await foyer.client.models.allowCloud({ id, host: HOST });
  return id;
}

async function ask(): Promise<Message> {
  for await (const event of await foyer.client.conversations.chat({ chatbotId, message: QUESTION }))
    if (event.type === 'finished') return event.message;
  throw new Error('The answer did not finish');
}
const index = () => foyer.client.system.index({});
const untilIndexed = () => vi.waitUntil(async () => (await index()).state === 'ready', 20_000);
const cap = (limit: number | null) => foyer.client.usage.setSpending({ modelId: null, limit });
const spent = async () => (await foyer.client.usage.spending({})).all;
const report = () => foyer.client.usage.report({ period: 'month' });
const embeddings = () => server.requests.filter(({ path }) => path.endsWith('/embeddings')).length;

describe('what models outside read to compare texts', () => {
  it('counts in tokens and cost, documents by themselves and questions with their chatbot', async () => {
    const modelId = await embedder();
    await untilIndexed();
    const documents = (await report()).total;
    expect(documents.inputTokens).toBeGreaterThan(1_000);
    expect(documents.cost).toBeCloseTo(documents.inputTokens / 1_000, 6);
    expect((await spent()).used).toBeCloseTo(documents.cost, 6);

    const { metadata } = await ask();
    expect(metadata.searchMode).toBe('hybrid');
    const { total, models, chatbots } = await report();
    expect(total.inputTokens).toBeGreaterThan(documents.inputTokens);
    expect(models.find(one => one.modelId === modelId)).toMatchObject({ answers: 0, cost: total.cost });
    expect(chatbots.find(one => one.chatbotId === null)?.inputTokens).toBe(documents.inputTokens);
    expect(chatbots.find(one => one.chatbotId === chatbotId)?.inputTokens).toBe(
      total.inputTokens - documents.inputTokens,
    );
  });

  it('is of the client whose documents are read, and leaves the quota that was agreed for answers', async () => {
    const { id: clientId } = await foyer.client.clients.create({ name: 'Dupont' });
    const bot = await foyer.client.chatbots.create({ name: 'Dupont', clientId });
    await foyer.client.documents.addSample({ chatbotId: bot.id, language: 'fr' });
    await untilRead(foyer.client, bot.id);
    await embedder();
    await vi.waitUntil(async () => (await foyer.client.system.index({ clientId })).state === 'ready', 20_000);
    const { total, quota } = await foyer.client.usage.ofClient({ id: clientId, period: 'month' });
    expect(total.inputTokens).toBeGreaterThan(1_000);
    expect(quota).toMatchObject({ tokens: { used: 0 }, cost: { used: 0 } });
  });

  it('is not counted where it stays on this machine', async () => {
    await embedder('e');
    await untilIndexed();
    expect((await report()).total).toMatchObject({ inputTokens: 0, cost: 0, unpriced: 0 });
  });

  it('is marked where the model has no price, and no cap holds it', async () => {
    await cap(0.000_001);
    await embedder('e:cloud', null);
    await untilIndexed();
    const { total } = await report();
    expect(total).toMatchObject({ cost: 0 });
    expect(total.unpriced).toBeGreaterThan(0);
    expect((await foyer.client.usage.spending({})).models).toMatchObject([
      { name: 'e:cloud', priced: false },
    ]);
  });

  it('stops at the spending cap, says why, and goes on once that is raised; words answer meanwhile', async () => {
    await cap(0.01); // ten tokens
    const before = embeddings();
    await embedder();
    await vi.waitUntil(async () => (await index()).waitsFor === 'model.spending_cap', 20_000);
    expect(embeddings()).toBe(before);
    expect(await index()).toMatchObject({ mode: 'keyword', embeddedPassages: 0 });
    expect(await spent()).toMatchObject({ used: 0, reached: true });
    expect((await ask()).sources.length).toBeGreaterThan(0);
    expect(embeddings()).toBe(before);
    await expect(foyer.client.models.embed({ texts: ['un mot'] })).rejects.toMatchObject({
      code: 'model.spending_cap',
    });
    await cap(1_000);
    await untilIndexed();
    expect((await ask()).metadata.searchMode).toBe('hybrid');
  });

  it('stops a change to it at the cap: the model in use searches on, and it goes on once that is raised', async () => {
    await embedder('e');
    await untilIndexed();
    await cap(0.01); // ten tokens
    const modelId = await embedder();
    const { price, outside, tokens } = await foyer.client.searchIndexes.cost({ modelId });
    expect({ price, outside }).toEqual({ price: tokens / 1_000, outside: HOST });
    await foyer.client.searchIndexes.start({ modelId });
    const change = async () => (await foyer.client.searchIndexes.get({})).change;
    await vi.waitUntil(async () => (await change())?.failure === 'model.spending_cap', 20_000);
    expect(await change()).toMatchObject({ state: 'building', donePassages: 0 });
    expect((await ask()).metadata.searchMode).toBe('hybrid');
    await cap(1_000);
    await vi.waitUntil(async () => (await change())?.state === 'ready', 20_000);
  });

  it('is never more than the cap, and an index that is complete answers by words beyond it', async () => {
    await embedder();
    await untilIndexed();
    const { used } = await spent();
    await cap(used);
    const before = embeddings();
    const { metadata, sources } = await ask();
    expect({ mode: metadata.searchMode, found: sources.length > 0 }).toEqual({
      mode: 'keyword',
      found: true,
    });
    expect(embeddings()).toBe(before);
    expect(await spent()).toMatchObject({ used, reached: true });
  });

  it('to put passages in order counts too, and is left out at the cap', async () => {
    const chat = await startOpenAiStandIn({
      models: [{ name: 'm', bytes: 1, purpose: 'chat', contextTokens: 32_768 }],
      reply: () => 'Quatre jours ouvrés [1].',
    });
    await foyer.client.models.create({ provider: 'openai', url: chat.url, model: 'm', name: 'Chat' });
    const ranking = { provider: 'openai', url: server.url, model: 'r:cloud', name: 'Ordre' } as const;
    const { id } = await foyer.client.models.create({ ...ranking, purpose: 'reranking', inputPrice: 1 });
    await foyer.client.models.allowCloud({ id, host: HOST });
    expect((await ask()).metadata.reranking?.passages).toBeGreaterThan(1);
    const { used } = await spent();
    expect(used).toBeGreaterThan(0);
    await cap(used);
    expect((await ask()).metadata.reranking).toBeUndefined();
    expect((await spent()).used).toBe(used);
    await chat.close();
  });
});
