import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import type { Model, ModelCreate } from '#shared/contract/models.ts';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const QUESTION = 'Quel est le tarif du quai 3 par nuit ?';
const SENTENCE = 'Le tarif du quai 3 est de 23 euros par nuit.';
const QUOTED = /disent les documents :\s+«\sLe tarif du quai 3 est de 23 euros par nuit\.\s» \[1\]/;

type Of<Type extends ChatEvent['type']> = Extract<ChatEvent, { type: Type }>;

let foyer: TemporaryApp;
let chatbotId: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  foyer = await startTemporaryApp();
  chatbotId = (await foyer.client.chatbots.create({ name: 'Port' })).id;
  const folder = temporaryFolder();
  const paths = Array.from({ length: 6 }, (_, index) => {
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

/** The default model, on a server that is silent until it is released; both are gone after the test. */
async function withSilentModel(server: StandIn, more: Partial<ModelCreate> = {}): Promise<Model> {
  server.setReply(() => 'Le tarif est de 23 euros par nuit [1].');
  const model = await foyer.client.models.create({
    name: 'Ministral',
    provider: 'ollama',
    model: 'qwen3:4b',
    url: server.url,
    isDefault: true,
    ...more,
  });
  closing.push(server.close, () => foyer.client.models.remove({ id: model.id }));
  server.setBehaviour('hang');
  return model;
}

/** Asks, and gives the events one by one, so that a test may do something between them. */
async function ask(message = QUESTION) {
  const startedAt = performance.now();
  const events = await foyer.client.conversations.chat({ chatbotId, message });
  const seen: ChatEvent[] = [];
  const until = async <Type extends ChatEvent['type']>(type: Type): Promise<Of<Type>> => {
    for (;;) {
      const step = await events.next();
      if (step.done === true)
        throw new Error(`over without ${type}: ${seen.map(event => event.type).join()}`);
      seen.push(step.value);
      if (step.value.type === type) return step.value as Of<Type>;
    }
  };
  const started = await until('started');
  return { ...started, seen, until, elapsed: () => performance.now() - startedAt };
}

/** Resolves once the model has the question: what is released before that is held all the same. */
const asked = (server: StandIn, question = QUESTION) =>
  server.waitForRequest(({ body }) => JSON.stringify(body).includes(question));

async function allOf(message: string): Promise<{ types: string[]; message: Message }> {
  const answer = await ask(message);
  const { message: kept } = await answer.until('finished');
  return { types: answer.seen.map(({ type }) => type), message: kept };
}

describe('while a model reads', () => {
  it('the documents’ own sentences are told within a second, numbered, each with its place', async () => {
    const server = await startOllamaStandIn();
    await withSilentModel(server);
    const answer = await ask();
    const { quotes, sources } = await answer.until('quotes');
    expect(answer.elapsed()).toBeLessThan(1_000);
    // The model was asked before.
    expect(answer.seen.map(({ type }) => type)).toEqual(['started', 'reading', 'sources', 'quotes']);
    await asked(server);
    expect(quotes.length).toBeLessThanOrEqual(3);
    expect(quotes[0]).toEqual({ text: SENTENCE, number: 1, place: 0 });
    expect(sources.map(({ number, cited }) => ({ number, cited }))).toEqual(
      sources.map((_, index) => ({ number: index + 1, cited: true })),
    );
    const place = sources[0]?.places[0];
    expect(place?.quote).toBe(SENTENCE);
    const page = await foyer.client.documents.page({
      id: sources[0]?.documentId ?? '',
      offset: place?.start ?? 0,
    });
    const text = page.blocks.map(block => block.text).join('\n');
    expect(text.slice((place?.start ?? 0) - page.start, (place?.end ?? 0) - page.start)).toBe(SENTENCE);
    server.release();
    const { message } = await answer.until('finished');
    expect(message).toMatchObject({ content: 'Le tarif est de 23 euros par nuit [1].', provider: 'ollama' });
    expect(message.metadata.quoted).toBeUndefined();
  });

  it('nothing is quoted that is not certain enough', async () => {
    const server = await startOllamaStandIn();
    await withSilentModel(server);
    const question = 'Quel est le tarif annuel du quai pour un abonné ?';
    const answer = await ask(question);
    await answer.until('sources');
    await asked(server, question);
    // As long as quotes may take, and more.
    await new Promise(resolve => setTimeout(resolve, 300));
    server.release();
    await answer.until('finished');
    const types = answer.seen.map(({ type }) => type);
    expect(types).toContain('reading');
    expect(types).not.toContain('quotes');
  });

  it('who reads what, and how long that takes by its own figures, is told; loading too', async () => {
    const server = await startOllamaStandIn({ speed: { read: 100, written: 8, loadMs: 40_000 } });
    const model = await withSilentModel(server);
    server.setBehaviour('normal');
    await foyer.client.models.test({ id: model.id });
    server.setBehaviour('hang');
    const answer = await ask();
    const reading = await answer.until('reading');
    await asked(server);
    expect(reading).toMatchObject({ model: 'Ministral', loads: false });
    expect(reading.passages).toBeGreaterThan(0);
    expect(reading.expectedMs).toBeGreaterThan(1_000);
    expect(reading.expectedMs).toBeLessThan(7_000); // what it reads in its six seconds
    server.release();
    await answer.until('finished');
  });

  it('who joins later is given the same, and how long it has read', async () => {
    const server = await startOllamaStandIn();
    await withSilentModel(server);
    const answer = await ask();
    const told = await answer.until('quotes');
    await asked(server);
    const late: ChatEvent[] = [];
    for await (const event of await foyer.client.conversations.follow({ messageId: answer.messageId })) {
      late.push(event);
      if (event.type === 'quotes') server.release();
    }
    expect(late.map(({ type }) => type)).toEqual([
      'started',
      'reading',
      'sources',
      'quotes',
      ...Array.from({ length: late.length - 5 }, () => expect.stringMatching(/delta|sources/)),
      'finished',
    ]);
    expect(late.find(({ type }) => type === 'quotes')).toEqual(told);
    const reading = late.find(event => event.type === 'reading');
    expect(reading?.elapsedMs).toBeGreaterThanOrEqual(40);
  });
});

describe('an answer that ends before its first word', () => {
  it('keeps the quotes when it is stopped, and is another one when asked again', async () => {
    const server = await startOllamaStandIn();
    await withSilentModel(server);
    const answer = await ask();
    await answer.until('quotes');
    await foyer.client.conversations.stop({ messageId: answer.messageId });
    const { message } = await answer.until('finished');
    expect(message).toMatchObject({ status: 'stopped', provider: 'embedded', abstained: false, cost: 0 });
    expect(message.content).toMatch(QUOTED);
    expect(message.metadata.quoted).toBe(true);
    expect(message.metadata.citations?.[0]).toMatchObject({ number: 1, place: 0 });
    expect(message.sources[0]).toMatchObject({ number: 1, cited: true });
    const kept = await foyer.client.conversations.get({ id: answer.conversationId });
    expect(kept.messages.at(-1)).toEqual(message);
    server.setBehaviour('normal');
    server.release();
    let again: Message | null = null;
    const events = await foyer.client.conversations.regenerate({ id: answer.conversationId });
    for await (const event of events) if (event.type === 'finished') again = event.message;
    expect(again).toMatchObject({ status: 'complete', provider: 'ollama' });
  });

  it('keeps its own words when there are some', async () => {
    const server = await startOllamaStandIn();
    await withSilentModel(server);
    server.setBehaviour('stall');
    const answer = await ask();
    await answer.until('delta');
    await foyer.client.conversations.stop({ messageId: answer.messageId });
    const { message } = await answer.until('finished');
    expect(message).toMatchObject({ status: 'stopped', provider: 'ollama' });
    expect(message.metadata.quoted).toBeUndefined();
    expect(message.content).toMatch(/^Le tarif/);
  });

  it('is quoted, and says why, when the model fails', async () => {
    const server = await startOllamaStandIn();
    await withSilentModel(server);
    server.setBehaviour('server-error');
    const { message } = await allOf(QUESTION);
    expect(message).toMatchObject({
      status: 'complete',
      provider: 'embedded',
      metadata: { fallback: { reason: 'model.server_error' } },
    });
    expect(message.content).toMatch(QUOTED);
  });
});

describe('no first step', () => {
  it.each([
    ['for a greeting', 'Bonjour !'],
    ['where the documents do not answer', 'Quelle est la capitale de la Mongolie ?'],
    ['for a question about the documents themselves', 'De quoi parlent tes documents ?'],
  ])('%s', async (_name, question) => {
    await withSilentModel(await startOllamaStandIn());
    const { types } = await allOf(question);
    expect(types).not.toContain('quotes');
    expect(types).not.toContain('reading');
  });

  it('without a model: the quotes are the answer', async () => {
    const { types, message } = await allOf(QUESTION);
    expect(message.content).toContain(SENTENCE);
    expect(types).not.toContain('quotes');
    expect(types).not.toContain('reading');
  });
});
