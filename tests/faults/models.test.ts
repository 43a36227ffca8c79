import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';

const question = 'Combien de jours de congé pour un mariage ?';

describe('a model that fails', () => {
  let foyer: TemporaryApp;
  let model: StandIn;
  let chatbotId: string;
  let modelId: string;

  beforeAll(async () => {
    model = await startOllamaStandIn({});
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'RH' })).id;
    await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(foyer.client, chatbotId);
  });
  afterAll(async () => {
    await foyer.close();
    await model.close();
  });
  afterEach(async () => {
    await foyer.client.models.remove({ id: modelId });
    model.release();
    model.setBehaviour('normal');
  });

  /** A model of its own for each case: its breaker is closed and its connections are new. */
  async function configure(url = model.url): Promise<void> {
    modelId = (
      await foyer.client.models.create({
        name: `m${crypto.randomUUID()}`,
        provider: 'ollama',
        model: 'mistral-small',
        url,
        isDefault: true,
      })
    ).id;
  }

  async function ask(onEvent: (event: ChatEvent) => unknown = () => undefined): Promise<Message | null> {
    let message: Message | null = null;
    for await (const event of await foyer.client.conversations.chat({ chatbotId, message: question })) {
      await onEvent(event);
      if (event.type === 'finished') ({ message } = event);
    }
    return message;
  }

  it('answers by itself when all is well, with its own words and citations checked', async () => {
    await configure();
    await foyer.client.models.test({ id: modelId });
    model.setReply(
      () => 'Quatre jours ouvrés [1]. « huit jours inventés de toutes pièces » [1]. Voir aussi [9].',
    );
    const message = await ask();
    expect(message?.metadata.fallback).toBeUndefined();
    expect(message).toMatchObject({ status: 'complete', provider: 'ollama', model: 'mistral-small' });
    expect(message?.metadata.unverified).toEqual(
      expect.arrayContaining(['[9]', 'huit jours inventés de toutes pièces']),
    );
    expect(message?.tokens?.output).toBeGreaterThan(0);
    expect(message?.metadata.context).toMatchObject({ passagesCut: 0 });
    model.setReply(() => 'Quatre jours ouvrés pour un mariage ou un PACS du salarié [1].');
    expect((await ask())?.confidence).toBeGreaterThan(0.3);
  });

  it('says so when it finds that the passages do not answer', async () => {
    await configure();
    model.setReply(() => '[0] Les passages ne le disent pas.');
    expect(await ask()).toMatchObject({
      abstained: true,
      content: 'Les passages ne le disent pas.',
      sources: [],
    });
    model.setReply(() => 'Quatre jours [1].');
  });

  it.each([
    ['unauthorised', 'model.key_refused'],
    ['missing-model', 'model.missing'],
    ['server-error', 'model.server_error'],
    ['garbage', 'model.bad_response'],
    ['context-overflow', 'model.context_too_long'],
  ] as const)('%s: the documents are quoted instead, and the reason is told', async (behaviour, reason) => {
    await configure();
    model.setBehaviour(behaviour);
    const message = await ask();
    expect(message).toMatchObject({
      status: 'complete',
      provider: 'embedded',
      metadata: { fallback: { reason } },
    });
    expect(message?.content).toContain('4 jours ouvrés');
    expect(message?.responseTimeMs).toBeLessThan(5_000);
  });

  it('refused connection: quoted within two seconds', async () => {
    const gone = await startOllamaStandIn({});
    await gone.close();
    await configure(gone.url);
    const message = await ask();
    expect(message).toMatchObject({
      provider: 'embedded',
      metadata: { fallback: { reason: 'model.unreachable' } },
    });
    expect(message?.responseTimeMs).toBeLessThan(2_000);
  });

  it('a first word that never comes, of two models in a row: quoted after fifteen seconds in all', async () => {
    await configure();
    const fallback = await foyer.client.models.create({
      name: 'Secours',
      provider: 'ollama',
      model: 'qwen3:4b',
      url: model.url,
    });
    await foyer.client.chatbots.update({ id: chatbotId, fallbackModelIds: [fallback.id] });
    model.setBehaviour('hang');
    const message = await ask();
    expect(message).toMatchObject({
      provider: 'embedded',
      metadata: { fallback: { reason: 'model.timeout' } },
    });
    expect(message?.responseTimeMs).toBeLessThan(17_000);
    const asked = model.requests.flatMap(({ body }) =>
      typeof body === 'object' && body !== null && 'model' in body ? [body.model] : [],
    );
    expect(asked).toContain('qwen3:4b');
    await foyer.client.models.remove({ id: fallback.id });
  }, 30_000);

  it('a line without end: cut, and quoted within two seconds', async () => {
    await configure();
    model.setBehaviour('endless-line');
    const message = await ask();
    expect(message).toMatchObject({
      provider: 'embedded',
      metadata: { fallback: { reason: 'model.bad_response' } },
    });
    expect(message?.responseTimeMs).toBeLessThan(5_000);
  });

  it('death in the middle: what came is kept, the failure is told', async () => {
    await configure();
    model.setBehaviour('die');
    const events: ChatEvent[] = [];
    expect(await ask(event => events.push(event))).toBeNull();
    expect(events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'model.interrupted' } });
    const started = events.find(event => event.type === 'started');
    const { messages } = await foyer.client.conversations.get({
      id: started?.type === 'started' ? started.conversationId : '',
    });
    expect(messages.at(-1)).toMatchObject({ status: 'failed', failure: 'model.interrupted' });
    expect(messages.at(-1)?.content).not.toBe('');
  });

  it('stop keeps what came; a follower who leaves ends nothing', async () => {
    await configure();
    model.setBehaviour('stall');
    let messageId = '';
    const message = await ask(async event => {
      if (event.type === 'started') ({ messageId } = event);
      if (event.type === 'delta') await foyer.client.conversations.stop({ messageId });
    });
    expect(message?.status).toBe('stopped');
    expect(message?.content).not.toBe('');

    model.release();
    model.setBehaviour('stall');
    for await (const event of await foyer.client.conversations.chat({ chatbotId, message: question })) {
      if (event.type === 'started') ({ messageId } = event);
      if (event.type === 'delta') break; // the page is closed
    }
    model.release();
    let last: Message | null = null;
    for await (const event of await foyer.client.conversations.follow({ messageId })) {
      if (event.type === 'finished') last = event.message;
    }
    expect(last?.status).toBe('complete');
  });
});
