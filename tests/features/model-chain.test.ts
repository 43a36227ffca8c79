import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelCreate } from '#shared/contract/models.ts';
import type { Message } from '#shared/contract/messages.ts';
import { startOllamaStandIn, startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';
const ANSWER = 'Quatre jours ouvrés pour un mariage [1].';

let foyer: TemporaryApp;
let chatbotId: string;
let clientId: string;
let standIns: StandIn[];
let modelIds: string[];

beforeAll(async () => {
  foyer = await startTemporaryApp();
  ({ id: chatbotId, clientId } = await foyer.client.chatbots.create({ name: 'RH' }));
  await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
  await untilRead(foyer.client, chatbotId);
});
afterAll(() => foyer.close());
beforeEach(() => {
  standIns = [];
  modelIds = [];
});
afterEach(async () => {
  for (const id of modelIds) await foyer.client.models.remove({ id });
  for (const standIn of standIns) await standIn.close();
  await foyer.client.chatbots.update({
    id: chatbotId,
    modelId: null,
    fallbackModelIds: [],
    firstWordSeconds: null,
    betweenWordsSeconds: null,
  });
});

async function serve(): Promise<StandIn> {
  const standIn = await startOpenAiStandIn({ reply: () => ANSWER });
  standIns.push(standIn);
  return standIn;
}

async function add(name: string, { url }: StandIn, more: Partial<ModelCreate> = {}): Promise<string> {
  const settings = { provider: 'openai', model: 'qwen3:4b', url, ...more } as const;
  const { id } = await foyer.client.models.create({ ...settings, name });
  modelIds.push(id);
  return id;
}

async function ask(): Promise<Message> {
  let conversationId = '';
  const { chat, get } = foyer.client.conversations;
  for await (const event of await chat({ chatbotId, message: QUESTION }))
    if (event.type === 'started') ({ conversationId } = event);
  const { messages } = await get({ id: conversationId });
  const last = messages.at(-1);
  if (last === undefined) throw new Error('no answer');
  return last;
}

const toldOf = ({ attempts }: Message) => attempts.map(({ name, outcome, code }) => [name, outcome, code]);

describe('the models of a chatbot', () => {
  it('are asked in the order a person chose; the answer tells who gave it, and what came of the others', async () => {
    const [failing, refusing, well] = [await serve(), await serve(), await serve()];
    failing.setBehaviour('server-error');
    refusing.setBehaviour('unauthorised');
    const first = await add('Premier', failing);
    const [second, third] = [await add('Deuxième', refusing), await add('Troisième', well)];
    await foyer.client.chatbots.update({
      id: chatbotId,
      modelId: first,
      fallbackModelIds: [second, third, second],
    });
    expect(await foyer.client.chatbots.get({ id: chatbotId })).toMatchObject({
      fallbackModelIds: [second, third],
    });
    const message = await ask();
    expect(message).toMatchObject({
      status: 'complete',
      content: ANSWER,
      provider: 'openai',
      metadata: { fallback: { reason: 'model.server_error' } },
    });
    expect(toldOf(message)).toEqual([
      ['Premier', 'failed', 'model.server_error'],
      ['Premier', 'failed', 'model.server_error'],
      ['Premier', 'failed', 'model.server_error'],
      ['Deuxième', 'failed', 'model.key_refused'],
      ['Troisième', 'answered', null],
    ]);
    expect(message.attempts.every(({ ms }) => ms >= 0 && ms < 2_000)).toBe(true);
    expect(message.responseTimeMs).toBeLessThan(2_500);

    await foyer.client.chatbots.update({ id: chatbotId, fallbackModelIds: [third, second] });
    expect(toldOf(await ask()).at(-1)).toEqual(['Troisième', 'answered', null]);
    expect(refusing.requests.filter(({ path }) => path.endsWith('/chat/completions'))).toHaveLength(1);
  });

  it('stand in the log by their names, as they were and as they became', async () => {
    const server = await serve();
    const [first, second] = [await add('Secours A', server), await add('Secours B', server)];
    const third = await add('Secours C', server);
    await foyer.client.chatbots.update({ id: chatbotId, fallbackModelIds: [first, third, second] });
    const { items } = await foyer.client.audit.list({ action: 'chatbots.updated', limit: 1 });
    expect(items[0]?.after).toMatchObject({
      fallbackModelId: { name: 'Secours A' },
      furtherModelIds: { name: 'Secours C, Secours B' },
    });
  });

  it('none chosen: the default one, then the quotations', async () => {
    const failing = await serve();
    failing.setBehaviour('unauthorised');
    await add('Seul', failing, { isDefault: true });
    const message = await ask();
    expect(message.provider).toBe('embedded');
    expect(toldOf(message)).toEqual([
      ['Seul', 'failed', 'model.key_refused'],
      [null, 'answered', null],
    ]);
  });

  it('that are gone are no part of it any more; one that never was is refused', async () => {
    const server = await serve();
    const [first, second] = [await add('Un', server), await add('Deux', server)];
    await foyer.client.chatbots.update({ id: chatbotId, fallbackModelIds: [first, second] });
    for (const gone of [first, second]) {
      await foyer.client.models.remove({ id: gone });
      const { fallbackModelIds } = await foyer.client.chatbots.get({ id: chatbotId });
      expect(fallbackModelIds).toEqual(gone === first ? [second] : []);
    }
    modelIds = [];
    await expect(
      foyer.client.chatbots.update({ id: chatbotId, fallbackModelIds: [crypto.randomUUID()] }),
    ).rejects.toMatchObject({ code: 'request.invalid', data: { details: { field: 'fallbackModelIds' } } });
  });

  it('are waited for as long as the chatbot says, or else their settings', async () => {
    const [silent, well] = [await serve(), await serve()];
    silent.setBehaviour('hang');
    const first = await add('Muet', silent, { firstWordSeconds: 60 });
    await foyer.client.chatbots.update({
      id: chatbotId,
      modelId: first,
      fallbackModelIds: [await add('Suivant', well)],
      firstWordSeconds: 2,
    });
    const message = await ask();
    expect(toldOf(message)).toEqual([
      ['Muet', 'failed', 'model.timeout'],
      ['Suivant', 'answered', null],
    ]);
    expect(message.attempts[0]?.ms).toBeGreaterThanOrEqual(1_950);
    expect(message.attempts[0]?.ms).toBeLessThan(4_000);
    silent.release();
  });

  it('that fall silent in the middle keep what they wrote', async () => {
    const stalling = await serve();
    stalling.setBehaviour('stall');
    const modelId = await add('Lent', stalling, { betweenWordsSeconds: 2 });
    await foyer.client.chatbots.update({ id: chatbotId, modelId });
    const message = await ask();
    expect(message).toMatchObject({ status: 'failed', failure: 'model.interrupted' });
    expect(message.content).not.toBe('');
    expect(toldOf(message)).toEqual([['Lent', 'failed', 'model.timeout']]);
    stalling.release();
  });

  it('stand in the archive of the client with what came of each', async () => {
    await add('Archivé', await serve(), { isDefault: true });
    const { id: messageId } = await ask();
    const { id } = await foyer.client.exports.start({ id: clientId });
    await expect
      .poll(async () => (await foyer.client.exports.list({ id: clientId }))[0]?.state)
      .toBe('ready');
    const { path } = await foyer.client.exports.download({ id: clientId, exportId: id });
    const text = strFromU8(unzipSync(readFileSync(path))['conversations.json'] ?? new Uint8Array());
    const written = (JSON.parse(text) as { messages: Message[] }[]).flatMap(({ messages }) => messages);
    expect(written.find(message => message.id === messageId)?.attempts).toMatchObject([
      { name: 'Archivé', model: 'qwen3:4b', outcome: 'answered' },
    ]);
  });
});

describe('several servers of one model', () => {
  it('share the questions; one that dies is replaced unnoticed, and left alone', async () => {
    const [one, other] = [await serve(), await serve()];
    const modelId = await add('Partagé', one, { otherUrls: [`${other.url}/`, other.url] });
    const [model] = (await foyer.client.models.list({})).filter(({ id }) => id === modelId);
    expect(model?.otherUrls).toEqual([`${other.url}/v1`]);
    await foyer.client.chatbots.update({ id: chatbotId, modelId });
    const servers: (number | null | undefined)[] = [];
    for (let count = 0; count < 4; count += 1) servers.push((await ask()).attempts.at(-1)?.server);
    expect(servers).toEqual([1, 2, 1, 2]);
    const now = async () =>
      (await foyer.client.models.servers({})).map(({ modelId: _, url: __, ...state }) => state);
    const well = { asked: 0, state: 'answers', until: null, lastFailure: null };
    expect(await now()).toEqual([
      { number: 1, ...well },
      { number: 2, ...well },
    ]);

    await one.close();
    standIns = [other];
    let failed = 0;
    for (let count = 0; count < 8; count += 1) {
      const message = await ask();
      expect(message).toMatchObject({ status: 'complete', content: ANSWER, provider: 'openai' });
      expect(message.metadata.fallback).toBeUndefined();
      expect(message.attempts.at(-1)).toMatchObject({ server: 2, outcome: 'answered' });
      failed += message.attempts.filter(({ outcome }) => outcome === 'failed').length;
    }
    expect(failed).toBe(3);
    const [dead, alive] = await now();
    expect(dead).toMatchObject({ number: 1, state: 'left_alone', lastFailure: 'model.unreachable' });
    expect(Date.parse(dead?.until ?? '')).toBeGreaterThan(Date.now());
    expect(alive).toEqual({ number: 2, ...well });
  });

  it('are all of them tried by a test, which names the one that fails', async () => {
    const [well, failing] = [await serve(), await serve()];
    failing.setBehaviour('unauthorised');
    const id = await add('Essayé', well, { otherUrls: [failing.url] });
    const test = await foyer.client.models.test({ id });
    expect(test).toMatchObject({ ok: false, code: 'model.key_refused' });
    expect(test.detail).toContain(new URL(failing.url).host);
    failing.setBehaviour('normal');
    expect(await foyer.client.models.test({ id })).toMatchObject({ ok: true, code: null });
  });

  it('are addresses of servers, and a model is near where all of them are', async () => {
    const server = await serve();
    const modelId = await add('Loin', server, { otherUrls: ['https://api.example.org/v1'] });
    const model = (await foyer.client.models.list({})).find(({ id }) => id === modelId);
    expect(model?.local).toBe(false);
    await expect(add('Faux', server, { otherUrls: ['pas une adresse'] })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  it('are loaded, all of them, where a chat is opened', async () => {
    const pair = [await startOllamaStandIn({}), await startOllamaStandIn({})];
    standIns.push(...pair);
    const [one, other] = pair;
    if (one === undefined || other === undefined) throw new Error('no servers');
    const modelId = await add('Chargé', one, {
      provider: 'ollama',
      otherUrls: [other.url],
    });
    await foyer.client.chatbots.update({ id: chatbotId, modelId });
    await foyer.client.conversations.prepare({ chatbotId });
    for (const server of pair)
      await expect.poll(() => server.requests.some(({ path }) => path.endsWith('/api/chat'))).toBe(true);
  });
});
