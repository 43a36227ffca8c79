import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localContext, untilRead } from '../support/temporary-app.ts';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { send, startTestServer, type TestServer } from './door-support.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';
const MODEL = 'bot:Assistant RH';

let server: TestServer;
let model: StandIn;
let key: string;
let clientId: string;
let openai: OpenAI;

beforeAll(async () => {
  [server, model] = await Promise.all([startTestServer(), startOpenAiStandIn()]);
  const local = server.app.client(localContext(server.app));
  clientId = (await local.clients.list({}))[0]?.id ?? '';
  const bot = await local.chatbots.create({ name: 'Assistant RH', language: 'fr', instructions: 'Tutoie.' });
  await local.documents.addSample({ chatbotId: bot.id, language: 'fr' });
  await untilRead(local, bot.id);
  ({ key } = await local.keys.create({ clientId, name: 'Programme', scopes: ['chat'] }));
  openai = new OpenAI({ apiKey: key, baseURL: `${server.address}/v1`, maxRetries: 0 });
  await local.models.create({
    name: 'Modèle',
    provider: 'openai',
    model: 'qwen3:4b',
    url: `${model.url}/v1`,
    isDefault: true,
  });
});
afterAll(async () => {
  await server.close();
  await model.close();
});
beforeEach(() => model.setReply(() => 'Quatre jours ouvrés [1].'));

const sent = () => JSON.stringify(model.requests.at(-1)?.body);
const foyerOf = (answer: unknown) =>
  (answer as { foyer: { conversationId: string; messageId: string } }).foyer;

describe('/v1/responses with OpenAI’s own client', () => {
  it('answers a text, with sources as notes and as citations', async () => {
    const answer = await openai.responses.create({ model: MODEL, input: QUESTION });
    expect(answer).toMatchObject({ object: 'response', status: 'completed', model: MODEL, error: null });
    expect(answer.output_text).toMatch(/^Quatre jours ouvrés \[1\]\.\n\nSources\n\n\[1\] /);
    expect(answer.usage?.total_tokens).toBe(
      (answer.usage?.input_tokens ?? 0) + (answer.usage?.output_tokens ?? 0),
    );
    expect(answer.usage?.output_tokens).toBeGreaterThan(0);
    const [message] = answer.output;
    const part = message?.type === 'message' ? message.content[0] : undefined;
    expect(part?.type === 'output_text' && part.annotations[0]).toMatchObject({
      type: 'file_citation',
      filename: expect.stringMatching(/./) as string,
      index: 'Quatre jours ouvrés [1]'.length,
    });
  });

  it('hands instructions, messages, temperature and length on to the model', async () => {
    await openai.responses.create({
      model: MODEL,
      instructions: 'Réponds en vers.',
      temperature: 1.5,
      max_output_tokens: 77,
      input: [
        { role: 'developer', content: 'Sois bref.' },
        { role: 'user', content: 'Bonjour, je me marie.' },
        { type: 'message', role: 'assistant', content: 'Félicitations.' },
        { role: 'user', content: [{ type: 'input_text', text: QUESTION }] },
      ],
    });
    for (const words of [
      'Tutoie.',
      'Réponds en vers.',
      'Sois bref.',
      'Félicitations.',
      '"temperature":1.5',
      '77',
    ]) {
      expect(sent()).toContain(words);
    }
  });

  it('streams: the events its client puts together are the response', async () => {
    model.setReply(() => ({ text: 'Quatre jours ouvrés [1].', thinking: 'Le passage dit quatre.' }));
    const stream = openai.responses.stream({ model: MODEL, input: QUESTION });
    const seen: string[] = [];
    let text = '';
    let last = -1;
    for await (const event of stream) {
      seen.push(event.type);
      expect(event.sequence_number).toBe(last + 1);
      last = event.sequence_number;
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    expect([...new Set(seen)]).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.reasoning_text.delta',
      'response.reasoning_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.output_text.delta',
      'response.output_text.done',
      'response.output_text.annotation.added',
      'response.completed',
    ]);
    const final = await stream.finalResponse();
    expect(final.status).toBe('completed');
    expect(final.output_text).toBe(text);
    expect(final.output_text).toMatch(/^Quatre jours ouvrés \[1\]\./);
    expect(final.output.map(({ type }) => type)).toEqual(['reasoning', 'message']);
    expect(final.output[0]).toMatchObject({ content: [{ text: 'Le passage dit quatre.' }] });
  });

  it('names the event of each line, as clients without the library read them', async () => {
    const answer = await send(server.address, '/v1/responses', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      json: { model: MODEL, input: QUESTION, stream: true },
    });
    const lines = answer.text.split('\n').filter(line => line !== '' && !line.startsWith(':'));
    const events = lines.filter(line => line.startsWith('event: ')).map(line => line.slice(7));
    const types = lines
      .filter(line => line.startsWith('data: '))
      .map(line => (JSON.parse(line.slice(6)) as { type: string }).type);
    expect(types.length).toBeGreaterThan(5);
    expect(events).toEqual(types);
  });

  it('goes on from an earlier response, in one conversation', async () => {
    const first = await openai.responses.create({ model: MODEL, input: QUESTION });
    const second = await openai.responses.create({
      model: MODEL,
      previous_response_id: first.id,
      input: 'Et pour une naissance ?',
    });
    expect(second.previous_response_id).toBe(first.id);
    expect(foyerOf(second).conversationId).toBe(foyerOf(first).conversationId);
    expect(sent()).toContain(QUESTION);
    const again = await openai.responses.retrieve(first.id);
    expect(again.output_text).toBe(first.output_text);
    expect(again.model).toBe(MODEL);
  });

  it('is told of an earlier response that is not there, or not within reach', async () => {
    for (const id of ['resp_none', `resp_${'0'.repeat(32)}`]) {
      await expect(
        openai.responses.create({ model: MODEL, input: QUESTION, previous_response_id: id }),
      ).rejects.toMatchObject({
        status: 400,
        code: 'previous_response_not_found',
        param: 'previous_response_id',
      });
      await expect(openai.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    }
    const mine = await openai.responses.create({ model: MODEL, input: QUESTION });
    const local = server.app.client(localContext(server.app));
    const stranger = await local.keys.create({ clientId, name: 'Autre', scopes: ['chat'] });
    const other = new OpenAI({ apiKey: stranger.key, baseURL: `${server.address}/v1`, maxRetries: 0 });
    await expect(
      other.responses.create({ model: MODEL, input: QUESTION, previous_response_id: mine.id }),
    ).rejects.toMatchObject({ code: 'previous_response_not_found' });
    const bot = await local.chatbots.create({ name: 'Accueil', language: 'fr' });
    await expect(
      openai.responses.create({ model: `bot:${bot.name}`, input: QUESTION, previous_response_id: mine.id }),
    ).rejects.toMatchObject({ status: 400, param: 'previous_response_id' });
  });

  it('says that an answer was cut, whole and streamed', async () => {
    model.setReply(() => ({ text: 'Quatre jours [1] et', truncated: true }));
    const answer = await openai.responses.create({ model: MODEL, input: QUESTION });
    expect(answer).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    });
    const types: string[] = [];
    const stream = await openai.responses.create({ model: MODEL, input: QUESTION, stream: true });
    for await (const event of stream) types.push(event.type);
    expect(types.at(-1)).toBe('response.incomplete');
  });

  it('says in the stream that an answer broke off', async () => {
    model.setBehaviour('die', { times: 1 });
    const events: OpenAI.Responses.ResponseStreamEvent[] = [];
    const stream = await openai.responses.create({ model: MODEL, input: QUESTION, stream: true });
    for await (const event of stream) events.push(event);
    expect(events.at(-1)).toMatchObject({
      type: 'response.failed',
      response: { status: 'failed', error: { code: 'server_error' } },
    });
  });

  it.each([
    ['tools', { tools: [{ type: 'function' as const, name: 'f', parameters: {}, strict: true }] }],
    ['text.format', { text: { format: { type: 'json_object' as const } } }],
    ['background', { background: true }],
    ['conversation', { conversation: 'conv_1' }],
    ['prompt', { prompt: { id: 'pmpt_1' } }],
  ])('is told what is not supported: %s', async (param, extra) => {
    await expect(openai.responses.create({ model: MODEL, input: QUESTION, ...extra })).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      code: 'unsupported_parameter',
      param,
    });
  });

  it('is told of what it cannot read, of an unknown model and a missing scope', async () => {
    const picture = [
      { type: 'input_image' as const, image_url: 'data:image/png;base64,AA', detail: 'auto' as const },
    ];
    await expect(
      openai.responses.create({ model: MODEL, input: [{ role: 'user', content: picture }] }),
    ).rejects.toMatchObject({ status: 400, code: 'unsupported_content', param: 'input.0.content' });
    await expect(openai.responses.create({ model: 'gpt-5', input: QUESTION })).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
    await expect(
      openai.responses.create({ model: MODEL, input: [{ role: 'assistant', content: 'Bonjour' }] }),
    ).rejects.toMatchObject({ status: 400, param: 'input' });
    const local = server.app.client(localContext(server.app));
    const made = await local.keys.create({ clientId, name: 'Lecture', scopes: ['read'] });
    const reader = new OpenAI({ apiKey: made.key, baseURL: `${server.address}/v1`, maxRetries: 0 });
    await expect(reader.responses.create({ model: MODEL, input: QUESTION })).rejects.toMatchObject({
      status: 403,
    });
  });

  it.each([{}, { model: MODEL }, { model: MODEL, input: [] }, { model: MODEL, input: 3 }, [], 'x', null])(
    'reads no malformed request: %j',
    async body => {
      const answer = await send(server.address, '/v1/responses', {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(400);
      expect(answer.json).toMatchObject({ error: { type: 'invalid_request_error' } });
    },
  );
});

describe('chat completions', () => {
  const ask = { model: MODEL, messages: [{ role: 'user' as const, content: QUESTION }] };

  it('hand the reasoning on apart from the answer, whole and streamed', async () => {
    model.setReply(() => '<think>Le passage dit quatre.</think>Quatre jours ouvrés [1].');
    const whole = await openai.chat.completions.create(ask);
    expect(whole.choices[0]?.message).toMatchObject({ reasoning_content: 'Le passage dit quatre.' });
    expect(whole.choices[0]?.message.content).toMatch(/^Quatre jours/);
    let text = '';
    let reasoning = '';
    for await (const chunk of await openai.chat.completions.create({ ...ask, stream: true })) {
      const delta = chunk.choices[0]?.delta as { content?: string; reasoning_content?: string } | undefined;
      text += delta?.content ?? '';
      reasoning += delta?.reasoning_content ?? '';
    }
    expect(reasoning).toBe('Le passage dit quatre.');
    expect(text).toMatch(/^Quatre jours/);
  });

  it('hand on why an answer was cut', async () => {
    model.setReply(() => ({ text: 'Quatre jours [1] et', truncated: true }));
    expect((await openai.chat.completions.create(ask)).choices[0]?.finish_reason).toBe('length');
    let finish: string | null = null;
    for await (const chunk of await openai.chat.completions.create({ ...ask, stream: true })) {
      finish = chunk.choices[0]?.finish_reason ?? finish;
    }
    expect(finish).toBe('length');
  });
});
