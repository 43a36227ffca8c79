import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import type { Model, ModelCreate } from '#shared/contract/models.ts';
import { promptText } from '#main/ai/model-pace.ts';
import { estimateTokens } from '#main/ai/token-estimate.ts';
import {
  startAnthropicStandIn,
  startOllamaStandIn,
  startOpenAiStandIn,
  type StandIn,
} from '../support/model-stand-ins/index.ts';
import { readChatRequest } from '../support/model-stand-ins/chat-body.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const QUESTION = 'Quel est le tarif du quai 3 ?';
const ANSWER = 'Le tarif est de 23 euros par nuit [1].';
/** What instructions, question and the best sentences of one passage take, whatever the model. */
const LEAST_PROMPT = 420;

let foyer: TemporaryApp;
let chatbotId: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  foyer = await startTemporaryApp();
  chatbotId = (await foyer.client.chatbots.create({ name: 'Port' })).id;
  const folder = temporaryFolder();
  const paths = Array.from({ length: 8 }, (_, index) => {
    const path = join(folder.path, `quai-${index}.txt`);
    const more = `Le quai ${index} a ses bornes, son eau et son gardien. `.repeat(12);
    writeFileSync(path, `${more} Le tarif du quai ${index} est de ${index + 20} euros par nuit. ${more}`);
    return path;
  });
  await foyer.client.documents.addPaths({ chatbotId, paths });
  await untilRead(foyer.client, chatbotId);
  folder.remove();
});
afterAll(() => foyer.close());
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A model of a server that answers with the answer; both are gone after the test. */
async function withModel(server: StandIn, more: Partial<ModelCreate> = {}): Promise<Model> {
  server.setReply(() => ANSWER);
  const model = await foyer.client.models.create({
    name: `m${crypto.randomUUID()}`,
    provider: 'ollama',
    model: 'qwen3:4b',
    url: server.url,
    isDefault: true,
    ...more,
  });
  closing.push(server.close, () => foyer.client.models.remove({ id: model.id }));
  return model;
}

const ollama = (read: number) => startOllamaStandIn({ speed: { read, written: 8, loadMs: 1_500 } });
const paceOf = async (id: string) =>
  (await foyer.client.models.list({})).find(model => model.id === id)?.pace;

async function ask(message = QUESTION, conversationId?: string): Promise<Message> {
  let last: Message | null = null;
  const events = await foyer.client.conversations.chat({
    chatbotId,
    message,
    ...(conversationId === undefined ? {} : { conversationId }),
  });
  for await (const event of events) if (event.type === 'finished') last = event.message;
  if (last === null) throw new Error('not finished');
  return last;
}

const chats = (server: StandIn) =>
  server.requests.filter(({ path }) => /chat|messages/.test(path)).map(({ body }) => readChatRequest(body));
const lastPrompt = (server: StandIn) => {
  const { system, turns } = chats(server).at(-1)!;
  return { tokens: estimateTokens(promptText(system, turns)), asking: turns.at(-1)?.content ?? '' };
};

describe('a model that takes its time to read', () => {
  it('is measured by its test, is given what it reads in time, and cites as ever', async () => {
    const server = await ollama(90);
    const model = await withModel(server);
    expect(model.pace.readTokensPerSecond).toBeNull();
    const tested = await foyer.client.models.test({ id: model.id });
    expect(tested.pace.readTokensPerSecond).toBeGreaterThan(80);
    expect(await paceOf(model.id)).toEqual(tested.pace);

    const message = await ask();
    expect(message).toMatchObject({ content: ANSWER, provider: 'ollama', sources: [{ number: 1 }] });
    const { tokens, asking } = lastPrompt(server);
    expect(tokens).toBeLessThanOrEqual(90 * 6 * 1.1);
    expect(asking).toContain('Le tarif du quai 3 est de 23 euros par nuit.');
    expect(message.metadata.context?.passagesCut).toBeGreaterThan(0);
  });

  it('is given the best sentences of the best passage, however slow it is', async () => {
    const server = await ollama(5);
    const model = await withModel(server);
    await foyer.client.models.test({ id: model.id });
    expect((await ask()).provider).toBe('ollama');
    const { tokens, asking } = lastPrompt(server);
    expect(tokens).toBeLessThanOrEqual(LEAST_PROMPT);
    expect(asking).toContain('Le tarif du quai 3 est de 23 euros par nuit.');
  });

  it('is given more when it may take longer, and what was measured stays', async () => {
    const server = await ollama(90);
    const model = await withModel(server);
    await foyer.client.models.test({ id: model.id });
    await ask();
    const before = lastPrompt(server).tokens;
    const changed = await foyer.client.models.update({ id: model.id, readingSeconds: 20 });
    expect(changed.readingSeconds).toBe(20);
    expect(changed.pace.readTokensPerSecond).not.toBeNull();
    await ask();
    expect(lastPrompt(server).tokens).toBeGreaterThan(before * 1.5);
    const other = await foyer.client.models.update({ id: model.id, model: 'mistral-small:latest' });
    expect(other.pace.readTokensPerSecond).toBeNull();
  });

  it('learns from each answer: one that reads fast is given all passages from its second question on', async () => {
    const server = await ollama(3_000);
    const model = await withModel(server);
    await ask();
    expect((await paceOf(model.id))?.readTokensPerSecond).toBeGreaterThan(2_000);
    const { metadata } = await ask();
    expect(metadata.context?.passagesCut).toBe(0);
  });

  it('leaves the model that comes after it to its own measure', async () => {
    const slow = await ollama(5);
    const fast = await ollama(3_000);
    const second = await withModel(fast, { isDefault: false });
    const first = await withModel(slow);
    await foyer.client.models.test({ id: first.id });
    await foyer.client.models.test({ id: second.id });
    await foyer.client.chatbots.update({ id: chatbotId, fallbackModelId: second.id });
    closing.unshift(() => foyer.client.chatbots.update({ id: chatbotId, fallbackModelId: null }));
    slow.setBehaviour('missing-model');
    const message = await ask();
    expect(message.model).toBe('qwen3:4b');
    expect(message.metadata).toMatchObject({
      fallback: { reason: 'model.missing' },
      context: { passagesCut: 0 },
    });
    expect(lastPrompt(slow).tokens).toBeLessThanOrEqual(LEAST_PROMPT);
    expect(lastPrompt(fast).tokens).toBeGreaterThan(LEAST_PROMPT * 2);
  });
});

describe('what a model is sent', () => {
  it.each([
    ['ollama', startOllamaStandIn],
    ['openai', startOpenAiStandIn],
    ['anthropic', startAnthropicStandIn],
  ] as const)(
    'begins alike from question to question, passages and question last (%s)',
    async (provider, start) => {
      const server = await start();
      await withModel(server, { provider, apiKey: 'k' });
      const { conversationId } = await ask();
      const message = await ask('Et celui du quai 5 ?', conversationId);
      expect(message.provider).toBe(provider);
      expect(message.sources[0]).toMatchObject({ number: 1, cited: true });
      const asked = chats(server).filter(({ turns }) => turns.at(-1)?.content.includes('[1]'));
      expect(asked).toHaveLength(2);
      expect(asked[1]?.system).toBe(asked[0]?.system);
      expect(asked[1]?.system).not.toContain('tarif');
      expect(asked[1]?.turns.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
      expect(asked[1]?.turns[0]?.content).toBe(QUESTION);
      expect(asked[1]?.turns.at(-1)?.content).toMatch(/^Passages :.*\[1\].*Et celui du quai 5 \?$/s);
    },
  );
});
