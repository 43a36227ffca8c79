import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reasoningIn } from '#shared/lib/message-parts.ts';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { estimateTokens } from '#main/ai/token-estimate.ts';
import type { Model, ModelCreate } from '#shared/contract/models.ts';
import {
  startOpenAiStandIn,
  type StandIn,
  type StandInChatRequest,
} from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';
const ANSWER = 'Quatre jours ouvrés pour un mariage ou un PACS du salarié [1].';

let foyer: TemporaryApp;
let server: StandIn;
let chatbotId: string;
let model: Model;
/** What the server refuses for now. */
let refuse: (request: StandInChatRequest) => { status: number; json: unknown } | null;

beforeAll(async () => {
  server = await startOpenAiStandIn({ refuse: request => refuse(request) });
  foyer = await startTemporaryApp();
  chatbotId = (await foyer.client.chatbots.create({ name: 'RH' })).id;
  await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
  await untilRead(foyer.client, chatbotId);
});
afterAll(async () => {
  await foyer.close();
  await server.close();
});
beforeEach(async () => {
  refuse = () => null;
  server.setReply(() => ANSWER);
  model = await add();
});
afterEach(() => foyer.client.models.remove({ id: model.id }));

const add = (more: Partial<ModelCreate> = {}) =>
  foyer.client.models.create({
    name: `m${crypto.randomUUID()}`,
    provider: 'openai',
    model: 'qwen3:4b',
    url: server.url,
    isDefault: true,
    ...more,
  });

async function ask(message = QUESTION, bot = chatbotId): Promise<{ message: Message; events: ChatEvent[] }> {
  const events: ChatEvent[] = [];
  for await (const event of await foyer.client.conversations.chat({ chatbotId: bot, message }))
    events.push(event);
  const last = events.at(-1);
  if (last?.type !== 'finished') throw new Error(`not finished: ${JSON.stringify(last)}`);
  return { message: last.message, events };
}

const said = (events: ChatEvent[], type: 'delta' | 'reasoning') =>
  events.map(event => (event.type === type && 'text' in event ? event.text : '')).join('');
const findings = async () => (await foyer.client.models.list({})).find(({ id }) => id === model.id)?.findings;
const lastBody = () => server.requests.at(-1)?.body as Record<string, unknown>;
const messagesSent = () => lastBody()['messages'] as { role: string; content: string }[];

describe('reasoning', () => {
  const spoken = 'Le passage 1 dit quatre jours.';

  it.each([
    ['apart', () => ({ text: ANSWER, thinking: spoken })],
    ['between tags', () => `<think>\n${spoken}\n</think>\n\n${ANSWER}`],
    ['between marks', () => `[THINK]${spoken}[/THINK]${ANSWER}`],
    [
      'in channels',
      () =>
        `<|channel|>analysis<|message|>${spoken}<|end|><|start|>assistant<|channel|>final<|message|>${ANSWER}<|return|>`,
    ],
    ['with its end alone marked', () => `D’accord, voyons. ${spoken}\n</think>\n\n${ANSWER}`],
  ])(
    '%s is kept with the answer, is told apart from it, and is never shown as the answer',
    async (_name, reply) => {
      server.setReply(reply);
      const { message, events } = await ask();
      expect(message.content).toBe(ANSWER);
      expect(reasoningIn(message.parts)).toContain(spoken);
      expect(said(events, 'delta')).toBe(ANSWER);
      expect(said(events, 'reasoning')).toContain(spoken);
      expect(events.some(({ type }) => type === 'withdrawn')).toBe(false);
      const stored = await foyer.client.conversations.get({ id: message.conversationId });
      expect(reasoningIn(stored.messages.at(-1)?.parts ?? [])).toContain(spoken);
      // It is no part of what is said next.
      await foyer.client.conversations.remove({ id: message.conversationId });
    },
  );

  it('that looked like an answer is taken back, and the model is known the next time', async () => {
    server.setReply(() => `Congés familiaux : article 12. ${spoken}\n</think>\n\n${ANSWER}`);
    const first = await ask();
    expect(first.events.some(({ type }) => type === 'withdrawn')).toBe(true);
    expect(first.message.content).toBe(ANSWER);
    expect(reasoningIn(first.message.parts)).toContain(spoken);
    expect(await findings()).toMatchObject({ reasoning: 'unopened' });
    const second = await ask();
    expect(said(second.events, 'delta')).toBe(ANSWER);
  });

  it('is known from the test, too', async () => {
    server.setReply(() => `Congés familiaux : article 12.\n</think>\n\nOui.`);
    const tested = await foyer.client.models.test({ id: model.id });
    expect(tested).toMatchObject({ ok: true, reply: 'Oui.', findings: { reasoning: 'unopened' } });
    server.setReply(() => `Congés familiaux : article 12. ${spoken}\n</think>\n\n${ANSWER}`);
    expect(said((await ask()).events, 'delta')).toBe(ANSWER);
  });

  it('is kept to its beginning when it is endless', async () => {
    server.setReply(() => ({ text: ANSWER, thinking: `${spoken} `.repeat(2_000) }));
    await foyer.client.models.update({ id: model.id, maxOutputTokens: 20_000, contextTokens: 64_000 });
    const { message, events } = await ask();
    expect(message.content).toBe(ANSWER);
    expect(reasoningIn(message.parts).length).toBe(20_000);
    expect(said(events, 'reasoning').length).toBe(20_000);
  });

  it('without an answer is a failure: the documents are quoted, and the reason is told', async () => {
    server.setReply(() => ({ text: '', thinking: spoken, truncated: true }));
    const { message } = await ask();
    expect(message).toMatchObject({
      provider: 'embedded',
      metadata: { fallback: { reason: 'model.only_reasoning' } },
    });
    expect(message.content).toContain('4 jours ouvrés');
    expect(reasoningIn(message.parts)).toBe('');
  });
});

describe('an answer that did not end by itself', () => {
  it('is said to be cut by its length, and is less sure', async () => {
    const whole = (await ask()).message;
    server.setReply(() => ({ text: ANSWER, truncated: true }));
    const { message } = await ask();
    expect(message.metadata.cut).toBe('length');
    expect(whole.confidence).toBeGreaterThan(0);
    expect(message.confidence).toBeCloseTo((whole.confidence ?? 0) / 2, 1);
    expect(whole.metadata.cut).toBeUndefined();
  });

  it('is said to be cut by a filter, and is not rated', async () => {
    server.setReply(() => ({ text: 'Quatre jours [1]', filtered: true }));
    expect((await ask()).message).toMatchObject({
      content: 'Quatre jours [1]',
      confidence: null,
      metadata: { cut: 'filter' },
    });
  });

  it('that a filter left nothing of is a failure with its reason', async () => {
    server.setReply(() => ({ text: '', filtered: true }));
    expect((await ask()).message.metadata.fallback).toEqual({ reason: 'model.filtered' });
  });
});

describe('what a model refuses', () => {
  const refusal = (message: string, param: string | null = null) => ({
    status: 400,
    json: { error: { message, type: 'invalid_request_error', param, code: null } },
  });
  const noSystem = (request: StandInChatRequest) =>
    request.system === '' ? null : refusal('System role not supported');

  it('a role for instructions: they go before the first question, at once, and from then on', async () => {
    refuse = noSystem;
    const before = server.requests.length;
    const { message } = await ask();
    expect(message).toMatchObject({ content: ANSWER, provider: 'openai' });
    expect(server.requests.length - before).toBe(2);
    const [first] = messagesSent();
    expect(first?.role).toBe('user');
    expect(first?.content).toMatch(/Passages.*mariage \?$/s);
    expect(await findings()).toMatchObject({ refuses: ['system_role'] });
    const again = server.requests.length;
    await ask();
    expect(server.requests.length - again).toBe(1);
  });

  it('is found out by the test, kept over a restart, and forgotten when the settings change', async () => {
    refuse = noSystem;
    const tested = await foyer.client.models.test({ id: model.id });
    expect(tested.findings.refuses).toEqual(['system_role']);
    await foyer.client.models.update({ id: model.id, name: `autre nom ${model.id}`, inputPrice: 1 });
    expect(await findings()).toMatchObject({ refuses: ['system_role'] });
    const before = server.requests.length;
    await ask();
    expect(server.requests.length - before).toBe(1);
    await foyer.client.models.update({ id: model.id, model: 'mistral-small:latest' });
    expect(await findings()).toMatchObject({ refuses: [], reasoning: null });
  });

  it('two turns of one side in a row: the conversation is put in order before it is sent', async () => {
    refuse = ({ turns }) =>
      turns.every(({ role }, index) => role === (index % 2 === 0 ? 'user' : 'assistant'))
        ? null
        : refusal('Conversation roles must alternate user/assistant/user/assistant/...');
    const events = await foyer.client.conversations.complete({
      chatbotId,
      turns: [
        { role: 'assistant', content: 'Bonjour !' },
        { role: 'user', content: 'Je me marie en juin.' },
        { role: 'user', content: QUESTION },
      ],
    });
    let last: Message | null = null;
    for await (const event of events) if (event.type === 'finished') last = event.message;
    expect(last).toMatchObject({ content: ANSWER, provider: 'openai' });
  });

  it.each([
    ['temperature', "Unsupported value: 'temperature' does not support 0.2 with this model."],
    [
      'max_tokens',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    ],
    ['stream_options', 'Extra inputs are not permitted: stream_options'],
  ] as const)('%s: asked again without it, once', async (name, message) => {
    refuse = ({ body }) => (name in body ? refusal(message, name) : null);
    const before = server.requests.length;
    expect((await ask()).message).toMatchObject({ content: ANSWER, provider: 'openai' });
    expect(server.requests.length - before).toBe(2);
    expect(lastBody()).not.toHaveProperty(name);
    expect(await findings()).toMatchObject({ refuses: [name] });
  });

  it('streaming: the whole answer is taken at once', async () => {
    refuse = ({ body }) =>
      body['stream'] === true
        ? refusal('Your organization must be verified to stream this model.', 'stream')
        : null;
    expect((await ask()).message).toMatchObject({ content: ANSWER, provider: 'openai' });
  });

  it('a prompt longer than its window: the window is learnt, and fewer passages are sent', async () => {
    const folder = temporaryFolder();
    const paths = Array.from({ length: 8 }, (_, index) => {
      const path = join(folder.path, `quai-${index}.txt`);
      const more = `Le quai ${index} a ses bornes, son eau et son gardien. `.repeat(12);
      writeFileSync(path, `Le tarif du quai ${index} est de ${index + 20} euros par nuit. ${more}`);
      return path;
    });
    const port = (await foyer.client.chatbots.create({ name: 'Port' })).id;
    await foyer.client.documents.addPaths({ chatbotId: port, paths });
    await untilRead(foyer.client, port);
    folder.remove();

    const WINDOW = 1_600;
    const promptOf = ({ system, turns }: StandInChatRequest) =>
      estimateTokens(system + turns.map(({ content }) => content).join(' '));
    refuse = request =>
      promptOf(request) + Number(request.body['max_tokens']) > WINDOW
        ? refusal(
            `This model's maximum context length is ${WINDOW} tokens. However, you requested ${promptOf(request)} tokens.`,
          )
        : null;
    server.setReply(() => 'Le tarif est de 20 euros par nuit [1].');
    const { message, events } = await ask('Quel est le tarif de chaque quai ?', port);
    expect(message).toMatchObject({ provider: 'openai', metadata: { context: { turnsCut: 0 } } });
    expect(message.metadata.context?.passagesCut).toBeGreaterThan(0);
    expect(message.sources.length).toBe(message.metadata.context?.passagesUsed);
    expect(said(events, 'delta')).toBe('Le tarif est de 20 euros par nuit [1].');
    expect((await findings())?.contextTokens).toBeLessThanOrEqual(WINDOW);
    const before = server.requests.length;
    expect((await ask('Quel est le tarif du quai 3 ?', port)).message.provider).toBe('openai');
    expect(server.requests.length - before).toBe(1);
  });
});

describe('the temperature', () => {
  it('is the chatbot’s, unless the model has its own; what a program asks for comes first', async () => {
    await foyer.client.chatbots.update({ id: chatbotId, temperature: 0.7 });
    await ask();
    expect(lastBody()['temperature']).toBe(0.7);
    expect(model.temperature).toBeNull();
    await foyer.client.models.update({ id: model.id, temperature: 0.6 });
    await ask();
    expect(lastBody()['temperature']).toBe(0.6);
    for await (const _event of await foyer.client.conversations.complete({
      chatbotId,
      turns: [{ role: 'user', content: QUESTION }],
      temperature: 1.1,
    }));
    expect(lastBody()['temperature']).toBe(1.1);
    await foyer.client.models.update({ id: model.id, temperature: null });
    await ask();
    expect(lastBody()['temperature']).toBe(0.7);
  });
});

describe('the address of a server', () => {
  it.each([
    ['without a scheme', () => `127.0.0.1:${server.port}`],
    ['of one call', () => `${server.url}/v1/chat/completions`],
    ['with a slash', () => `${server.url}/v1/`],
  ])('%s is understood and kept as its base', async (_name, typed) => {
    const added = await add({ url: typed() });
    expect(added.url).toBe(`${server.url}/v1`);
    expect(await foyer.client.models.test({ id: added.id })).toMatchObject({ ok: true });
    const draft = { name: 'essai', provider: 'openai' as const, model: 'qwen3:4b', url: typed() };
    expect(await foyer.client.models.testDraft(draft)).toMatchObject({ ok: true });
    const changed = await foyer.client.models.update({ id: added.id, url: typed() });
    expect(changed.url).toBe(`${server.url}/v1`);
    await foyer.client.models.remove({ id: added.id });
  });

  it('that is none is refused', async () => {
    await expect(add({ url: 'ftp://127.0.0.1' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
