import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createOutbound } from '#main/platform/outbound/index.ts';
import { startByteServer, type ByteServer } from '../../../tests/support/byte-server.ts';
import { imagePart, toolAnswered, toolsToOffer } from '../../../tests/support/model-parts.ts';
import { createChatModel } from './chat-model.ts';
import { createEmbeddedChat } from './embedded/embedded-chat.ts';
import { createModelMemory } from './model-memory.ts';
import type { ChatDelta, ChatModel, ChatRequest, ModelEndpoint } from './ports.ts';

/** What is sent and understood beside words; bodies are written to the documented protocols. */

const outbound = createOutbound({ isOffline: () => false });
let server: ByteServer;
beforeAll(async () => {
  server = await startByteServer();
});
afterAll(async () => {
  await outbound.close();
  await server.close();
});

const REQUEST: ChatRequest = {
  system: 'Be brief.',
  turns: [
    { role: 'user', content: 'What is this, and the weather there?' },
    { role: 'user', parts: [imagePart] },
    ...toolAnswered,
    { role: 'user', content: 'And tomorrow?' },
  ],
  tools: toolsToOffer,
  grounding: null,
  maxOutputTokens: 1_000,
  temperature: 0,
  contextTokens: 8_192,
};
const IN_WORDS: ChatRequest = { ...REQUEST, turns: [{ role: 'user', content: 'The weather in Paris?' }] };
const PIXEL = Buffer.from(imagePart.bytes).toString('base64');
const WEATHER = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer' } },
  required: ['city'],
};

const stream = (...values: unknown[]): string =>
  values.map(value => `data: ${JSON.stringify(value)}\n\n`).join('') + 'data: [DONE]\n\n';
const choice = (delta: unknown, finish: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const calls = (...pieces: object[]) => choice({ tool_calls: pieces });
/** Reads as an answer of `/api/show` too, which is asked before a picture is sent. */
const OLLAMA_ANSWER = JSON.stringify({
  capabilities: ['completion', 'tools', 'vision'],
  message: { role: 'assistant', content: 'Rain.' },
  done: true,
  done_reason: 'stop',
});

function modelOf(provider: ModelEndpoint['provider'], memory = createModelMemory()): ChatModel {
  const url = server.url + (provider === 'openai' ? '/v1' : '');
  return createChatModel(
    { provider, model: 'a-model', url, apiKey: 'sk-key' },
    { fetch: outbound.fetchFor({ kind: 'model', allow: server.url }), memory },
  );
}

async function ask(model: ChatModel, request = REQUEST): Promise<ChatDelta[]> {
  const deltas: ChatDelta[] = [];
  for await (const delta of model.stream(request, { signal: new AbortController().signal })) {
    deltas.push(delta);
  }
  return deltas;
}

function answering(bytes: string, { status = 200, contentType = 'text/event-stream' } = {}): void {
  server.answer({ status, contentType, bytes: Buffer.from(bytes), bytesAtOnce: 11 });
}

const sent = (): unknown => JSON.parse(server.bodies.at(-1) ?? '');

describe('what is sent', () => {
  it('is what Ollama documents: pictures beside words, arguments as an object, results by name', async () => {
    answering(OLLAMA_ANSWER, { contentType: 'application/x-ndjson' });
    await ask(modelOf('ollama'));
    expect(sent()).toMatchObject({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'What is this, and the weather there?', images: [PIXEL] },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [
            { id: 'call_1', function: { name: 'weather', arguments: { city: 'Paris' } } },
            { id: 'call_2', function: { name: 'clock', arguments: {} } },
          ],
        },
        { role: 'tool', tool_name: 'weather', content: '11 °C' },
        { role: 'tool', tool_name: 'clock', content: 'No clock here' },
        { role: 'user', content: 'And tomorrow?' },
      ],
      tools: [
        { type: 'function', function: { name: 'weather', parameters: WEATHER } },
        { type: 'function', function: { name: 'clock', description: 'The time' } },
      ],
    });
  });

  it('is what OpenAI documents: parts with a data address, arguments as JSON, results by id', async () => {
    answering(stream(choice({ content: 'Rain.' }, 'stop')));
    await ask(modelOf('openai'));
    expect(sent()).toMatchObject({
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this, and the weather there?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
          ],
        },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [
            { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Paris"}' } },
            { id: 'call_2', type: 'function', function: { name: 'clock', arguments: '{}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '11 °C' },
        { role: 'tool', tool_call_id: 'call_2', content: 'No clock here' },
        { role: 'user', content: 'And tomorrow?' },
      ],
      tools: [
        {
          type: 'function',
          function: { name: 'weather', description: 'Weather of a city', parameters: WEATHER },
        },
        { type: 'function', function: { name: 'clock' } },
      ],
    });
  });

  it('is what Anthropic documents: blocks, all results in one turn of the user, before their words', async () => {
    answering(
      `event: message_start\ndata: ${JSON.stringify({
        type: 'message_start',
        message: { usage: { input_tokens: 1, output_tokens: 1 }, content: [] },
      })}\n\nevent: content_block_start\ndata: ${JSON.stringify({
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'text', text: 'Rain.' },
      })}\n\n`,
    );
    await ask(modelOf('anthropic'));
    expect(sent()).toMatchObject({
      system: 'Be brief.',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this, and the weather there?' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
          ],
        },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 'call_1', name: 'weather', input: { city: 'Paris' } },
            { type: 'tool_use', id: 'call_2', name: 'clock', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'call_1', content: '11 °C' },
            { type: 'tool_result', tool_use_id: 'call_2', content: 'No clock here', is_error: true },
            { type: 'text', text: 'And tomorrow?' },
          ],
        },
      ],
      tools: [
        { name: 'weather', input_schema: WEATHER },
        { name: 'clock', input_schema: { type: 'object' } },
      ],
    });
  });

  it('names no tools and knows no parts where there are words alone', async () => {
    answering(stream(choice({ content: 'Rain.' }, 'stop')));
    const { tools: _tools, ...inWords } = IN_WORDS;
    await ask(modelOf('openai'), inWords);
    expect(sent()).not.toHaveProperty('tools');
    expect(sent()).toMatchObject({ messages: [{}, { content: 'The weather in Paris?' }] });
  });

  it('stands after the instructions of a model without a role for them', async () => {
    answering(OLLAMA_ANSWER, { contentType: 'application/x-ndjson' });
    const memory = createModelMemory();
    memory.learn({ refuses: ['system_role'] });
    await ask(modelOf('ollama', memory), { ...REQUEST, turns: [{ role: 'user', parts: [imagePart] }] });
    expect(sent()).toMatchObject({ messages: [{ role: 'user', content: 'Be brief.', images: [PIXEL] }] });
  });
});

describe('what calls are made of', () => {
  const called = async (...values: unknown[]) => {
    answering(stream(...values));
    return (await ask(modelOf('openai'), IN_WORDS)).filter(delta => delta.type === 'tool-call');
  };
  const failing = async (...values: unknown[]) => {
    answering(stream(...values));
    return await ask(modelOf('openai'), IN_WORDS).catch((error: unknown) => error);
  };
  const piece = (index: number, text: string, more: object = {}) => ({
    index,
    ...more,
    function: { ...('id' in more ? { name: 'weather' } : {}), arguments: text },
  });

  it('is put together by number, whatever the order', async () => {
    const both = await called(
      calls(piece(0, '{"city":', { id: 'a' }), piece(1, '{"ci', { id: 'b' })),
      calls(piece(1, 'ty":"Lyon"}')),
      calls(piece(0, '"Paris"}')),
      choice({}, 'tool_calls'),
    );
    expect(both).toMatchObject([
      { id: 'a', arguments: { city: 'Paris' } },
      { id: 'b', arguments: { city: 'Lyon' } },
    ]);
  });

  it('is taken from an answer that was not streamed, once when it is said again', async () => {
    const tool_calls = [
      { id: 'a', type: 'function', function: { name: 'weather', arguments: '{"city":"Paris"}' } },
    ];
    const message = {
      choices: [
        { index: 0, message: { role: 'assistant', content: null, tool_calls }, finish_reason: 'tool_calls' },
      ],
    };
    expect(await called(message)).toMatchObject([{ id: 'a', arguments: { city: 'Paris' } }]);
    expect(await called(calls(piece(0, '{"city":"Paris"}', { id: 'a' })), message)).toHaveLength(1);
  });

  it('gets an id of its own where the server gives none, or the same twice', async () => {
    const given = await called(
      calls(piece(0, '{}', { id: '' }), piece(1, '{}', { id: 'same' }), piece(2, '{}', { id: 'same' })),
      choice({}, 'stop'),
    );
    expect(new Set(given.map(({ id }) => id)).size).toBe(3);
    expect(given.every(({ id }) => id !== '')).toBe(true);
  });

  it('ends the turn as a call whatever reason the server gives', async () => {
    answering(stream(calls(piece(0, '{}', { id: 'a' })), choice({}, 'stop')));
    expect((await ask(modelOf('openai'), IN_WORDS)).at(-1)).toMatchObject({
      type: 'end',
      reason: 'tool_calls',
    });
  });

  it.each([
    ['arguments that are no JSON', '{"city": Paris}', 'arguments'],
    ['arguments that are no object', '["Paris"]', 'arguments'],
    ['arguments that stop in their middle', '{"city":"Pa', 'arguments'],
  ])('is refused with %s', async (_what, text, reason) => {
    const error = await failing(calls(piece(0, text, { id: 'a' })), choice({}, 'tool_calls'));
    expect(error).toMatchObject({ code: 'model.bad_tool_call', details: { reason, tool: 'weather' } });
  });

  it('is refused for a tool that nobody declared', async () => {
    const other = { index: 0, id: 'a', function: { name: 'delete_all', arguments: '{}' } };
    expect(await failing(calls(other), choice({}, 'tool_calls'))).toMatchObject({
      code: 'model.bad_tool_call',
      details: { reason: 'unknown_tool', tool: 'delete_all' },
    });
  });

  it('says that the answer was interrupted when words came before what cannot be followed', async () => {
    const error = await failing(
      choice({ content: 'I look. ' }),
      calls(piece(0, '{"', { id: 'a' })),
      choice({}, 'stop'),
    );
    expect(error).toMatchObject({ code: 'model.interrupted', cause: { code: 'model.bad_tool_call' } });
  });

  it('is no call when the server fails in its middle', async () => {
    const error = await failing(calls(piece(0, '{"city":"Pa', { id: 'a' })), {
      error: { message: 'the slot was lost', code: 500 },
    });
    expect(error).toMatchObject({ code: 'model.server_error' });
  });

  it('is passed over where no tool was offered', async () => {
    answering(stream(choice({ content: 'Rain.' }), calls(piece(0, '{}', { id: 'a' })), choice({}, 'stop')));
    const { tools: _tools, ...inWords } = IN_WORDS;
    expect((await ask(modelOf('openai'), inWords)).map(({ type }) => type)).toEqual(['text', 'end']);
  });
});

describe('a model that takes no tools or no pictures', () => {
  it('is remembered, and not asked again', async () => {
    const memory = createModelMemory();
    const model = modelOf('openai', memory);
    answering(JSON.stringify({ error: { code: 500, message: 'tools param requires --jinja flag' } }), {
      status: 500,
      contentType: 'application/json',
    });
    await expect(ask(model, IN_WORDS)).rejects.toMatchObject({ code: 'model.no_tools' });
    const asked = server.paths.length;
    await expect(ask(model, IN_WORDS)).rejects.toMatchObject({ code: 'model.no_tools' });
    expect(server.paths).toHaveLength(asked);
    expect(memory.read().refuses).toEqual(['tools']);
    // Without tools it answers as before.
    answering(stream(choice({ content: 'Rain.' }, 'stop')));
    const { tools: _tools, ...inWords } = IN_WORDS;
    expect((await ask(model, inWords)).at(-1)).toMatchObject({ reason: 'stop' });
  });

  it('is asked of Ollama before it drops the picture and answers without it', async () => {
    const memory = createModelMemory();
    answering(JSON.stringify({ capabilities: ['completion'] }), { contentType: 'application/json' });
    const asked = server.paths.length;
    await expect(ask(modelOf('ollama', memory))).rejects.toMatchObject({ code: 'model.no_images' });
    expect(server.paths.slice(asked)).toEqual(['/api/show']);
    expect(memory.read().refuses).toEqual(['images']);
  });

  it('is the one that quotes, of pictures; tools it leaves alone', async () => {
    const grounding = { question: 'What is this?', language: 'en' as const, passages: [] };
    await expect(ask(createEmbeddedChat(), { ...REQUEST, grounding })).rejects.toMatchObject({
      code: 'model.no_images',
    });
    const deltas = await ask(createEmbeddedChat(), { ...IN_WORDS, grounding });
    expect(deltas.at(-1)).toMatchObject({ type: 'end', reason: 'stop' });
  });
});
