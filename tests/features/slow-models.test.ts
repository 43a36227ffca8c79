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
    expect(message).toMatchObject({ content: ANSWER, provider: 'ollama' });
    expect(message.sources[0]).toMatchObject({ number: 1, cited: true });
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
    await foyer.client.chatbots.update({ id: chatbotId, fallbackModelIds: [second.id] });
    closing.unshift(() => foyer.client.chatbots.update({ id: chatbotId, fallbackModelIds: [] }));
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
      expect(asked[1]?.turns.at(-1)?.content).toMatch(/^Passages:.*\[1\].*Et celui du quai 5 \?$/s);
    },
  );
});

describe('a chat that is opened', () => {
  const loads = (server: StandIn) => chats(server).filter(({ turns }) => turns.length === 0);

  it('has its model loaded before it is asked, once in some minutes, with the window of every other call', async () => {
    const server = await ollama(100);
    const { contextTokens } = await withModel(server);
    const loaded = server.waitForRequest(({ path }) => path === '/api/chat');
    await foyer.client.conversations.prepare({ chatbotId });
    await foyer.client.conversations.prepare({ chatbotId });
    await loaded;
    await ask();
    expect(loads(server)).toHaveLength(1);
    expect(loads(server)[0]?.body).toMatchObject({ messages: [], options: { num_ctx: contextTokens } });
    const windows = chats(server).map(({ body }) => (body['options'] as { num_ctx: number }).num_ctx);
    expect(new Set(windows)).toEqual(new Set([contextTokens]));
  });

  it('is opened all the same when the model cannot be loaded, and asks nothing of a server that loads by itself', async () => {
    const broken = await ollama(100);
    const first = await withModel(broken);
    broken.setBehaviour('server-error');
    expect(await foyer.client.conversations.prepare({ chatbotId })).toEqual({});
    await broken.waitForRequest(({ path }) => path === '/api/chat');
    await foyer.client.models.update({ id: first.id, active: false });
    const other = await startOpenAiStandIn();
    await withModel(other, { provider: 'openai' });
    await foyer.client.conversations.prepare({ chatbotId });
    await ask();
    expect(chats(other).every(({ turns }) => turns.length > 0)).toBe(true);
  });
});

describe('a follow-up', () => {
  const turnsAsked = (server: StandIn) => chats(server).filter(({ turns }) => turns.length > 0).length;

  it.each([
    ['waits for a slow model once, and is found by the words of the conversation', 60, 1],
    ['is reworded by a fast one', 3_000, 2],
  ])('%s', async (_name, speed, requests) => {
    const server = await startOllamaStandIn({ speed: { read: speed, written: speed, loadMs: 1_000 } });
    await withModel(server);
    const { conversationId } = await ask('Quel est le tarif du quai 3 par nuit ?');
    const before = turnsAsked(server);
    const message = await ask('Et pour le 5 ?', conversationId);
    expect(turnsAsked(server) - before).toBe(requests);
    expect(message.metadata.searchedQuestion).toContain('tarif');
    expect(message.sources[0]?.places[0]?.quote).toContain('25 euros');
  });
});

describe('search by meaning', () => {
  async function embeddingOf(server: StandIn): Promise<void> {
    const model = await foyer.client.models.create({
      name: `e${crypto.randomUUID()}`,
      provider: 'ollama',
      model: 'bge-m3',
      url: server.url,
      purpose: 'embedding',
    });
    closing.push(() => foyer.client.models.remove({ id: model.id }));
    await expect
      .poll(async () => (await foyer.client.system.index({})).state, { timeout: 20_000 })
      .toBe('ready');
  }

  it('is not waited for: words answer, the answer says so, and the vector is there the next time', async () => {
    const embedder = await startOllamaStandIn();
    closing.push(embedder.close);
    await embeddingOf(embedder);
    await withModel(await ollama(3_000));
    embedder.setBehaviour('hang');
    const startedAt = performance.now();
    const late = await ask('Quel est le tarif du quai 6 ?');
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(late.metadata).toMatchObject({ searchMode: 'keyword', meaningLeftOut: 'late' });
    expect(late.sources[0]?.places[0]?.quote).toContain('26 euros');
    embedder.release();
    await expect
      .poll(async () => (await ask('Quel est le tarif du quai 6 ?')).metadata.searchMode)
      .toBe('hybrid');
    embedder.setBehaviour('normal');
  });

  it('of new documents gives way to a question on the same server', async () => {
    const server = await ollama(3_000);
    await withModel(server);
    await embeddingOf(server);
    const folder = temporaryFolder();
    writeFileSync(join(folder.path, 'grue.txt'), 'La grue du port soulève douze tonnes.');
    server.setBehaviour('stall', { times: 2 }); // the question's vector, which is no answer in pieces, and the answer
    const answer = ask('Quel est le tarif du quai 7 ?');
    await server.waitForRequest(
      ({ path, body }) => path === '/api/chat' && JSON.stringify(body).includes('quai 7 ?'),
    );
    const embeddings = () => server.requests.filter(({ path }) => path === '/api/embed').length;
    const before = embeddings();
    await foyer.client.documents.addPaths({ chatbotId, paths: [join(folder.path, 'grue.txt')] });
    await untilRead(foyer.client, chatbotId);
    expect(embeddings()).toBe(before);
    const passages = (await foyer.client.system.index({})).embeddedPassages;
    server.release();
    await answer;
    await expect.poll(async () => (await foyer.client.system.index({})).embeddedPassages).toBe(passages + 1);
    folder.remove();
  });

  it('is left out on a server that holds one model at a time, and the models page is told', async () => {
    const server = await startOllamaStandIn({
      speed: { read: 3_000, written: 60, loadMs: 1_000 },
      holdsOne: true,
    });
    await withModel(server);
    await embeddingOf(server);
    const embeddings = () => server.requests.filter(({ path }) => path === '/api/embed').length;
    expect((await ask('Quel est le tarif du quai 1 ?')).metadata.searchMode).toBe('hybrid');
    await expect.poll(async () => (await foyer.client.system.index({})).throwsOut).toBe(true);
    const before = embeddings();
    const message = await ask('Quel est le tarif du quai 2 ?');
    expect(message.metadata).toMatchObject({ searchMode: 'keyword', meaningLeftOut: 'one_model' });
    expect(message.provider).toBe('ollama');
    expect(embeddings()).toBe(before);
  });

  it('goes on beside an answer on a server that holds both', async () => {
    const server = await ollama(3_000);
    await withModel(server);
    await embeddingOf(server);
    for (const quay of [1, 2]) {
      expect((await ask(`Quel est le tarif du quai ${quay} ?`)).metadata.searchMode).toBe('hybrid');
    }
    expect((await foyer.client.system.index({})).throwsOut).toBe(false);
  });
});
