import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import type { Model, ModelCreate } from '#shared/contract/models.ts';
import { startAnthropicStandIn, startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { join } from '../support/people.ts';
import { contextOf, startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';
const ANSWER = 'Quatre jours ouvrés pour un mariage ou un PACS du salarié [1].';
const WORDS_OF_ANSWER = ANSWER.split(/\s+/).length;

describe('usage', () => {
  let foyer: TemporaryApp;
  let server: StandIn;
  let model: Model | null;
  let clientId: string;
  let chatbotId: string;

  beforeAll(async () => {
    server = await startOpenAiStandIn();
    foyer = await startTemporaryApp();
    const { client } = foyer;
    ({ id: chatbotId, clientId } = await client.chatbots.create({ name: 'RH' }));
    await client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(client, chatbotId);
  });
  afterAll(async () => {
    await foyer.close();
    await server.close();
  });
  beforeEach(() => {
    model = null;
    server.setReply(() => ANSWER);
    server.setBehaviour('normal');
  });
  afterEach(async () => {
    server.release();
    if (model !== null) await foyer.client.models.remove({ id: model.id });
  });

  /** In prices that leave no doubt: a token read is 1, one written is 10. */
  async function add(more: Partial<ModelCreate> = {}): Promise<Model> {
    model = await foyer.client.models.create({
      name: `m${crypto.randomUUID()}`,
      provider: 'openai',
      model: 'qwen3:4b',
      url: server.url,
      isDefault: true,
      inputPrice: 1_000,
      outputPrice: 10_000,
      ...more,
    });
    return model;
  }
  async function ask(cut?: 'stop', bot = chatbotId, message = QUESTION): Promise<Message> {
    let messageId = '';
    for await (const event of await foyer.client.conversations.chat({ chatbotId: bot, message })) {
      if (event.type === 'started') ({ messageId } = event);
      if (event.type === 'delta' && cut === 'stop') await foyer.client.conversations.stop({ messageId });
      if (event.type === 'finished') return event.message;
    }
    throw new Error('The answer did not finish');
  }
  const report = () => foyer.client.usage.report({ clientId, period: 'month' });
  /** What a question added to the totals, and to those of its model. */
  async function added(asked: () => Promise<Message>) {
    const { total: before } = await report();
    const message = await asked();
    const { total: after, models } = await report();
    const since = Object.fromEntries(
      Object.entries(after).flatMap(([name, value]) =>
        typeof value === 'number' ? [[name, value - (before[name as 'cost'] ?? 0)]] : [],
      ),
    );
    return { message, since, used: models.find(({ modelId }) => modelId === model?.id) };
  }

  it('of a streamed answer is what the server counted, and costs what its price was that day', async () => {
    const { id } = await add();
    const { message, since, used } = await added(ask);
    expect(message.tokens).toEqual({
      input: expect.any(Number) as number,
      output: WORDS_OF_ANSWER,
      cached: null,
    });
    const { input = 0, output = 0 } = message.tokens ?? {};
    expect(message.cost).toBe(input + output * 10);
    expect(since).toEqual({
      answers: 1,
      withoutModel: 0,
      inputTokens: input,
      outputTokens: output,
      cachedTokens: 0,
      cost: message.cost,
      unpriced: 0,
      estimated: 0,
    });
    await foyer.client.models.update({ id, inputPrice: 7, outputPrice: 7 });
    const { messages } = await foyer.client.conversations.get({ id: message.conversationId });
    expect(messages.at(-1)?.cost).toBe(message.cost);
    expect((await report()).models.find(({ modelId }) => modelId === id)).toEqual(used);
  });

  it('of an answer that is stopped is what was read and written by then, as an estimate', async () => {
    await add();
    server.setBehaviour('stall');
    const { message, since } = await added(() => ask('stop'));
    expect(message.status).toBe('stopped');
    expect(message.tokens?.input).toBeGreaterThan(100);
    expect(message.tokens?.output).toBeGreaterThan(0);
    expect(message.tokens?.output).toBeLessThan(WORDS_OF_ANSWER);
    expect(since).toMatchObject({ answers: 1, cost: message.cost, estimated: 1 });
  });

  it('of an answer that is stopped has what the server said at its beginning', async () => {
    const claude = await startAnthropicStandIn();
    claude.setReply(() => ANSWER);
    claude.setBehaviour('stall');
    await add({ provider: 'anthropic', url: claude.url });
    const message = await ask('stop');
    const body = claude.requests.at(-1)?.body as { messages: unknown };
    expect(message.tokens?.input).toBe(JSON.stringify(body.messages).split(/\s+/).length);
    claude.release();
    await claude.close();
  });

  it('of quotations in place of a model that fails is nothing, and said to be without a model', async () => {
    await add();
    server.setBehaviour('server-error');
    const { message, since, used } = await added(ask);
    expect(message).toMatchObject({ provider: 'embedded', tokens: { input: 0, output: 0 }, cost: 0 });
    expect(message.metadata.fallback).toBeDefined();
    expect(since).toMatchObject({ answers: 1, withoutModel: 1, inputTokens: 0, cost: 0, unpriced: 0 });
    expect(used).toBeUndefined();
  });

  it('of an answer without any model is nothing; so is a greeting', async () => {
    for (const said of [QUESTION, 'Bonjour']) {
      const { message, since } = await added(() => ask(undefined, chatbotId, said));
      expect(message).toMatchObject({ tokens: { input: 0, output: 0, cached: null }, cost: 0 });
      expect(since).toMatchObject({ answers: 1, withoutModel: 1, inputTokens: 0, outputTokens: 0, cost: 0 });
    }
    const without = (await report()).models.find(({ modelId }) => modelId === null);
    expect(without).toMatchObject({ provider: 'embedded', cost: 0, unpriced: 0 });
  });

  it('of a model without a price has no cost, and says how often', async () => {
    await add({ inputPrice: null, outputPrice: null });
    const { message, since } = await added(ask);
    expect(message.cost).toBeNull();
    expect(since).toMatchObject({ answers: 1, cost: 0, unpriced: 1 });
    expect(since['inputTokens']).toBe(message.tokens?.input);
  });

  it('counted again from what happened is the same', async () => {
    const before = await report();
    expect(before.total.cost).toBeGreaterThan(0);
    const { timeZone } = await foyer.client.clients.get({ id: clientId });
    await foyer.client.clients.update({ id: clientId, timeZone: 'Pacific/Auckland' });
    await report();
    await foyer.client.clients.update({ id: clientId, timeZone });
    expect(await report()).toEqual(before);
  });

  it('adds up to the same by day, model, chatbot, client and key', async () => {
    const made = await foyer.client.keys.create({ clientId, name: 'Site', scopes: ['chat'] });
    const { app } = foyer;
    const program = app.client(contextOf(await app.authenticate({ bearer: made.key, sessionCookie: null })));
    for await (const _event of await program.conversations.chat({ chatbotId, message: 'Bonjour' })) continue;
    const found = await report();
    expect(found.keys).toMatchObject([{ keyId: null }, { keyId: made.id, name: 'Site', answers: 1 }]);
    const { days, models, chatbots, clients, keys, total } = found;
    for (const parts of [days, models, chatbots, clients, keys])
      for (const figure of ['answers', 'inputTokens', 'outputTokens', 'cost'] as const)
        expect(parts.reduce((sum, part) => sum + part[figure], 0)).toBeCloseTo(total[figure], 6);
    expect(chatbots).toMatchObject([{ chatbotId, name: 'RH' }]);
  });

  it('is that of the clients that whoever asks is an editor of', async () => {
    const other = await foyer.client.clients.create({ name: 'Autre' });
    const { id: bot } = await foyer.client.chatbots.create({ name: 'Autre', clientId: other.id });
    await ask(undefined, bot, 'Bonjour');
    const everyone = await foyer.client.usage.report({});
    expect(everyone.clients.map(({ name }) => name)).toContain('Autre');
    const editor = await join(foyer, 'editrice@bureau.fr', 'editor', [clientId]);
    const theirs = await editor.client.usage.report({});
    expect(theirs.clients.map(one => one.clientId)).toEqual([clientId]);
    expect(theirs.total).toEqual((await report()).total);
    await expect(editor.client.usage.ofClient({ id: other.id })).rejects.toMatchObject({ status: 404 });
    await expect(editor.client.usage.ofChatbot({ id: bot })).rejects.toMatchObject({ status: 404 });
  });

  it('of a client and a chatbot stands beside what was asked, and the quota', async () => {
    await foyer.client.clients.update({ id: clientId, monthlyQuota: 500 });
    const { questions, ...client } = await foyer.client.usage.ofClient({ id: clientId });
    expect(questions).toBeGreaterThan(5);
    expect(client).toMatchObject({ clientId, monthlyQuota: 500, questionsThisMonth: questions });
    expect(client.total).toEqual((await report()).total);
    const bot = await foyer.client.usage.ofChatbot({ id: chatbotId });
    expect(bot).toMatchObject({ chatbotId, questions, total: client.total, days: client.days });
    expect(client.answersWithSource).toBeGreaterThan(0);
  });
});
