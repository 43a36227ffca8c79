import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Extension } from '#main/http/openai/output.ts';
import { contextOf, localContext, untilRead } from '../support/temporary-app.ts';
import { defaultReply } from '../support/model-stand-ins/behaviour.ts';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { send, startTestServer, type TestServer } from './door-support.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';

let server: TestServer;
let model: StandIn;
let key: string;
let botId: string;
let openai: OpenAI;

beforeAll(async () => {
  [server, model] = await Promise.all([startTestServer(), startOpenAiStandIn()]);
  const local = server.app.client(localContext(server.app));
  const [office] = await local.clients.list({});
  const bot = await local.chatbots.create({ name: 'Assistant RH', language: 'fr', instructions: 'Tutoie.' });
  botId = bot.id;
  await local.documents.addSample({ chatbotId: botId, language: 'fr' });
  await untilRead(local, botId);
  ({ key } = await local.keys.create({
    clientId: office?.id ?? '',
    name: 'Programme',
    scopes: ['chat', 'search'],
  }));
  openai = new OpenAI({ apiKey: key, baseURL: `${server.address}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await server.close();
  await model.close();
});

const local = () => server.app.client(localContext(server.app));
const ask = (content: string) => ({
  model: 'bot:Assistant RH',
  messages: [{ role: 'user' as const, content }],
});

/** The model writes once the documents’ own words were told to who follows otherwise. */
async function releaseOnceQuoted(messageId: string): Promise<void> {
  const events = await local().conversations.follow({
    messageId: messageId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  });
  for await (const event of events) {
    if (event.type !== 'quotes') continue;
    model.release();
    return;
  }
  throw new Error('nothing was quoted');
}

describe('OpenAI’s own client', () => {
  it('lists the chatbots as models', async () => {
    const models = await openai.models.list();
    expect(models.data.map(({ id, object }) => [id, object])).toEqual([['bot:Assistant RH', 'model']]);
    expect((await openai.models.retrieve('bot:Assistant RH')).owned_by).toBe('foyer');
  });

  it('gets an answer with its sources, as notes and in a field of their own', async () => {
    const answer = await openai.chat.completions.create(ask(QUESTION));
    expect(answer).toMatchObject({ object: 'chat.completion', model: 'bot:Assistant RH' });
    const [choice] = answer.choices;
    expect(choice?.finish_reason).toBe('stop');
    expect(choice?.message.content).toMatch(/4 jours/);
    expect(choice?.message.content).toMatch(/Sources\n\n\[1\] .+ — « .+ »/);
    expect(answer.usage?.total_tokens).toBe(
      (answer.usage?.prompt_tokens ?? 0) + (answer.usage?.completion_tokens ?? 0),
    );
    const { foyer } = answer as unknown as { foyer: Extension };
    expect(foyer.abstained).toBe(false);
    expect(['high', 'medium', 'low']).toContain(foyer.confidenceLevel);
    expect(foyer.sources.map(({ number }) => number)).toEqual(foyer.sources.map((_, index) => index + 1));
    for (const { number, places } of foyer.sources) {
      expect(choice?.message.content).toContain(`\n\n[${number}] `);
      for (const place of places) expect(place.cited).toBe(true);
    }
    expect(foyer.citations.length).toBeGreaterThan(0);
    for (const { at, number, place } of foyer.citations) {
      expect(choice?.message.content?.slice(at).startsWith(`[${number}]`)).toBe(true);
      expect(foyer.sources[number - 1]?.places[place]).toBeDefined();
    }
  });

  it('streams, with the usage when asked', async () => {
    const stream = await openai.chat.completions.create({
      ...ask(QUESTION),
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let finish: string | null = null;
    let usage: OpenAI.CompletionUsage | null | undefined = null;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      finish = chunk.choices[0]?.finish_reason ?? finish;
      usage = chunk.usage ?? usage;
    }
    expect(text).toMatch(/4 jours/);
    expect(text).toContain('[1]');
    expect(finish).toBe('stop');
    expect(usage?.total_tokens).toBeGreaterThanOrEqual(0);
  });

  it('hears nothing of what the documents say by themselves while a model reads', async () => {
    const { id } = await local().models.create({
      name: 'Lent',
      provider: 'openai',
      model: 'mistral-small:latest',
      url: `${model.url}/v1`,
      isDefault: true,
    });
    model.setBehaviour('hang', { times: 1 });
    model.setReply(() => 'Quatre jours [1].');
    const stream = await openai.chat.completions.create({ ...ask(QUESTION), stream: true });
    let text = '';
    let messageId = '';
    for await (const chunk of stream) {
      if (messageId === '') {
        messageId = chunk.id.replace('chatcmpl-', '');
        await releaseOnceQuoted(messageId);
      }
      text += chunk.choices[0]?.delta.content ?? '';
    }
    expect(text.split('\n\nSources\n')[0]).toBe('Quatre jours [1].');
    model.setReply(defaultReply);
    await local().models.remove({ id });
  });

  it('goes on with a conversation it sends whole, stored as one', async () => {
    const first = await openai.chat.completions.create(ask(QUESTION));
    const second = await openai.chat.completions.create({
      model: 'bot:Assistant RH',
      messages: [
        { role: 'user', content: QUESTION },
        { role: 'assistant', content: first.choices[0]?.message.content ?? '' },
        { role: 'user', content: 'Et pour une naissance ?' },
      ],
    });
    const idOf = (answer: unknown) => (answer as { foyer: { conversationId: string } }).foyer.conversationId;
    expect(idOf(second)).toBe(idOf(first));
    const stored = await local().conversations.get({ id: idOf(first) });
    expect(stored.channel).toBe('openai');
    expect(stored.messages).toHaveLength(4);
  });

  it('hands system messages, temperature and length on to the model', async () => {
    model.setReply(() => 'Quatre jours [1].');
    const { id } = await local().models.create({
      name: 'Modèle',
      provider: 'openai',
      model: 'mistral-small:latest',
      url: `${model.url}/v1`,
      isDefault: true,
    });
    const answer = await openai.chat.completions.create({
      model: 'bot:Assistant RH',
      temperature: 1.5,
      max_completion_tokens: 77,
      messages: [
        { role: 'system', content: 'Réponds en vers.' },
        { role: 'user', content: [{ type: 'text', text: QUESTION }] },
      ],
    });
    expect(answer.choices[0]?.message.content).toContain('Quatre jours');
    expect(answer.usage?.completion_tokens).toBeGreaterThan(0);
    const sent = JSON.stringify(model.requests.at(-1)?.body);
    expect(sent).toContain('Tutoie.');
    expect(sent).toContain('Réponds en vers.');
    expect(sent).toContain('"temperature":1.5');
    expect(sent).toContain('77');
    // What came from here comes back: without its numbers and notes, which mean nothing for the next passages.
    await openai.chat.completions.create({
      model: 'bot:Assistant RH',
      messages: [
        { role: 'user', content: QUESTION },
        { role: 'assistant', content: answer.choices[0]?.message.content ?? '' },
        { role: 'user', content: 'Combien de jours pour une naissance ?' },
      ],
    });
    const again = model.requests.at(-1)?.body as { messages: { role: string; content: string }[] };
    expect(again.messages.filter(({ role }) => role === 'assistant')).toMatchObject([
      { content: 'Quatre jours.' },
    ]);
    await local().models.remove({ id });
  });

  it('stops the model when it leaves', async () => {
    model.setBehaviour('stall');
    const { id } = await local().models.create({
      name: 'Lent',
      provider: 'openai',
      model: 'mistral-small:latest',
      url: `${model.url}/v1`,
      isDefault: true,
    });
    const stream = await openai.chat.completions.create({ ...ask(QUESTION), stream: true });
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content) break; // leaving ends the request
    }
    const stopped = async () => {
      const { items } = await local().conversations.list({ limit: 1 });
      const { messages } = await local().conversations.get({ id: items[0]?.id ?? '' });
      return messages.at(-1)?.status;
    };
    await expect.poll(stopped, { timeout: 10_000 }).toBe('stopped');
    model.release();
    model.setBehaviour('normal');
    await local().models.remove({ id });
  });

  it('gets vectors, or is told that no model makes them', async () => {
    await expect(openai.embeddings.create({ model: 'any', input: 'livraison' })).rejects.toMatchObject({
      status: 404,
      code: 'model.none_embedding',
    });
    const { id } = await local().models.create({
      name: 'Sens',
      provider: 'openai',
      model: 'bge-m3:latest',
      url: `${model.url}/v1`,
      purpose: 'embedding',
    });
    const answer = await openai.embeddings.create({ model: 'any', input: ['livraison', 'congé'] });
    expect(answer.data).toHaveLength(2);
    expect(answer.data[0]?.embedding.length).toBeGreaterThan(1);
    const plain = await openai.embeddings.create({
      model: 'any',
      input: 'livraison',
      encoding_format: 'float',
    });
    expect(plain.data[0]?.embedding[0]).toBeCloseTo(answer.data[0]?.embedding[0] ?? NaN, 5);
    const many = Array.from({ length: 1_000 }, (_, index) => `texte ${index}`);
    expect((await openai.embeddings.create({ model: 'any', input: many })).data).toHaveLength(1_000);
    await expect(
      openai.embeddings.create({ model: 'any', input: 'livraison', dimensions: 64 }),
    ).rejects.toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'dimensions' });
    await local().models.remove({ id });
  });

  it.each([
    ['tools', { tools: [{ type: 'function' as const, function: { name: 'f' } }] }],
    ['n', { n: 2 }],
    ['response_format', { response_format: { type: 'json_object' as const } }],
  ])('is told what is not supported: %s', async (param, extra) => {
    await expect(openai.chat.completions.create({ ...ask(QUESTION), ...extra })).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      code: 'unsupported_parameter',
      param,
    });
  });

  it('is told that calls, their results and pictures of a conversation are not read', async () => {
    const called = {
      role: 'assistant' as const,
      content: null,
      tool_calls: [{ id: 'c', type: 'function' as const, function: { name: 'f', arguments: '{}' } }],
    };
    const result = { role: 'tool' as const, tool_call_id: 'c', content: '11 °C' };
    const picture = {
      role: 'user' as const,
      content: [{ type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AA' } }],
    };
    for (const [before, code, param] of [
      [called, 'unsupported_parameter', 'messages.0.tool_calls'],
      [result, 'unsupported_parameter', 'messages.0.role'],
      [picture, 'unsupported_content', 'messages.0.content'],
    ] as const) {
      const { model, messages } = ask(QUESTION);
      await expect(
        openai.chat.completions.create({ model, messages: [before, ...messages] }),
      ).rejects.toMatchObject({ status: 400, type: 'invalid_request_error', code, param });
    }
  });

  it('is told of an unknown model, a wrong key, a missing scope and an unknown address', async () => {
    await expect(openai.chat.completions.create({ ...ask(QUESTION), model: 'gpt-4o' })).rejects.toMatchObject(
      { status: 404, code: 'model_not_found', param: 'model' },
    );
    const stranger = new OpenAI({ apiKey: 'foyer_faux', baseURL: `${server.address}/v1`, maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' });
    const [office] = await local().clients.list({});
    const made = await local().keys.create({ clientId: office?.id ?? '', name: 'Lecture', scopes: ['read'] });
    const reader = new OpenAI({ apiKey: made.key, baseURL: `${server.address}/v1`, maxRetries: 0 });
    await expect(reader.chat.completions.create(ask(QUESTION))).rejects.toMatchObject({ status: 403 });
    const nowhere = await send(server.address, '/v1/images', { method: 'POST', json: {} });
    expect(nowhere.status).toBe(404);
    expect(nowhere.json).toMatchObject({ error: { type: 'invalid_request_error', code: 'unknown_url' } });
  });

  it.each([{}, { model: 'bot:Assistant RH' }, { model: 'bot:Assistant RH', messages: [] }, [], 'x', null])(
    'reads no malformed request: %j',
    async body => {
      const answer = await send(server.address, '/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(400);
      expect(answer.json).toMatchObject({ error: { type: 'invalid_request_error' } });
    },
  );

  it('never reaches a chatbot of another client', async () => {
    const other = await local().clients.create({ name: 'Autre' });
    const bot = await local().chatbots.create({ name: 'Secret', clientId: other.id });
    const ids = (await openai.models.list()).data.map(({ id }) => id);
    expect(ids).not.toContain('bot:Secret');
    for (const name of ['bot:Secret', `bot:${bot.id}`]) {
      await expect(openai.chat.completions.create({ ...ask(QUESTION), model: name })).rejects.toMatchObject({
        status: 404,
      });
    }
  });
});

it('answers nobody without credentials', async () => {
  const anonymous = server.app.client(contextOf({ kind: 'anonymous' }));
  await expect(
    anonymous.conversations.complete({ chatbotId: botId, turns: [{ role: 'user', content: QUESTION }] }),
  ).rejects.toMatchObject({ code: 'auth.required' });
});
