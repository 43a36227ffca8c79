import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelCreate } from '#shared/contract/models.ts';
import type { Message } from '#shared/contract/messages.ts';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { until } from '../support/until.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';
const HOST = 'ollama.com';
const OUTSIDE = [
  { name: 'qwen3:480b-cloud', bytes: 1, purpose: 'chat', contextTokens: 32_768 },
  { name: 'nomic-embed:cloud', bytes: 1, purpose: 'embedding', contextTokens: 8_192 },
] as const;

let foyer: TemporaryApp;
let chatbotId: string;
let cloud: StandIn;
let near: StandIn;
let modelIds: string[];
let reply: (asked: string) => string;

beforeAll(async () => {
  foyer = await startTemporaryApp();
});
afterAll(() => foyer.close());
beforeEach(async () => {
  modelIds = [];
  reply = () => 'Quatre jours ouvrés pour un mariage [1].';
  cloud = await startOpenAiStandIn({
    models: OUTSIDE,
    reply: ({ turns }) => reply(turns.at(-1)?.content ?? ''),
  });
  near = await startOpenAiStandIn({ reply: () => 'Quatre jours, dit le modèle d’ici [1].' });
  ({ id: chatbotId } = await foyer.client.chatbots.create({
    name: 'RH',
    instructions: 'Tutoyer les salariés.',
    suggestedQuestions: [QUESTION],
  }));
  await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
  await untilRead(foyer.client, chatbotId);
});
afterEach(async () => {
  for (const id of modelIds) await foyer.client.models.remove({ id });
  await foyer.client.chatbots.remove({ id: chatbotId });
  await cloud.close();
  await near.close();
});

/** An Ollama of this machine that has its model answered elsewhere: the only cloud that a test can stand in for. */
async function addCloud(more: Partial<ModelCreate> = {}): Promise<string> {
  const settings = { provider: 'openai', model: 'qwen3:480b-cloud', url: cloud.url, ...more } as const;
  const { id } = await foyer.client.models.create({ ...settings, name: `Nuage ${modelIds.length}` });
  modelIds.push(id);
  return id;
}

async function addNear(): Promise<string> {
  const settings = { provider: 'openai', model: 'qwen3:4b', url: near.url } as const;
  const { id } = await foyer.client.models.create({ ...settings, name: `Ici ${modelIds.length}` });
  modelIds.push(id);
  return id;
}

async function ask(more: { conversationId?: string; message?: string; modelId?: string } = {}) {
  let conversationId = '';
  const { chat, get } = foyer.client.conversations;
  for await (const event of await chat({ chatbotId, message: QUESTION, ...more }))
    if (event.type === 'started') ({ conversationId } = event);
  const { messages } = await get({ id: conversationId });
  const last = messages.at(-1);
  if (last === undefined) throw new Error('no answer');
  return { ...last, conversationId };
}

const toldOf = ({ attempts }: Message) =>
  attempts.map(({ provider, name, outcome, code }) => [name ?? provider, outcome, code]);

describe('a model in the cloud', () => {
  it('receives nothing of a chatbot whose owner has not agreed: the documents are quoted, and the answer says why', async () => {
    await foyer.client.chatbots.update({ id: chatbotId, modelId: await addCloud() });
    const answer = await ask();
    expect(cloud.requests).toEqual([]);
    expect(answer.provider).toBe('embedded');
    expect(answer.content).not.toBe('');
    expect(toldOf(answer)).toEqual([
      ['Nuage 0', 'passed_over', 'model.no_consent'],
      ['embedded', 'answered', null],
    ]);
    expect(answer.metadata.fallback).toEqual({ reason: 'model.no_consent' });
    // Nor does a question that follows, which a model would put in other words.
    await ask({ conversationId: answer.conversationId, message: 'Et pour un décès ?' });
    await foyer.client.conversations.prepare({ chatbotId });
    expect(cloud.requests).toEqual([]);
  });

  it('is passed over where a model of this network follows, also when a person asks for it by name', async () => {
    const modelId = await addCloud();
    await foyer.client.chatbots.update({ id: chatbotId, modelId, fallbackModelIds: [await addNear()] });
    for (const answer of [await ask(), await ask({ modelId })]) {
      expect(answer.content).toContain('d’ici');
      expect(toldOf(answer)[0]).toEqual(['Nuage 0', 'passed_over', 'model.no_consent']);
    }
    expect(cloud.requests).toEqual([]);
  });

  it('answers once its owner agreed, and no more once that is taken back; both are in the log, with who', async () => {
    await foyer.client.chatbots.update({ id: chatbotId, modelId: await addCloud() });
    expect(await foyer.client.cloud.places({ id: chatbotId })).toEqual([
      { host: HOST, models: [{ id: modelIds[0], name: 'Nuage 0' }], consent: null },
    ]);
    const [place] = await foyer.client.cloud.allow({ id: chatbotId, host: HOST });
    expect(place?.consent).toMatchObject({ host: HOST, carriedOver: false });
    const answered = await ask();
    expect(answered.content).toContain('Quatre jours ouvrés');
    expect(cloud.requests.length).toBeGreaterThan(0);

    const [withdrawn] = await foyer.client.cloud.withdraw({ id: chatbotId, host: HOST });
    expect(withdrawn?.consent).toBeNull();
    const before = cloud.requests.length;
    expect((await ask()).provider).toBe('embedded');
    expect(cloud.requests).toHaveLength(before);

    const { items } = await foyer.client.audit.list({ limit: 20 });
    const deeds = items.filter(({ targetId }) => targetId === chatbotId).map(({ action }) => action);
    expect(deeds.slice(0, 2)).toEqual(['chatbots.cloud_withdrawn', 'chatbots.cloud_allowed']);
  });

  it('is agreed to for one place and one chatbot: a copy asks anew, and so does another address', async () => {
    const modelId = await addCloud();
    await foyer.client.chatbots.update({ id: chatbotId, modelId });
    await foyer.client.cloud.allow({ id: chatbotId, host: HOST });
    const copy = await foyer.client.chatbots.duplicate({ id: chatbotId });
    expect((await foyer.client.cloud.places({ id: copy.id }))[0]?.consent).toBeNull();
    await foyer.client.chatbots.remove({ id: copy.id });

    await foyer.client.models.update({ id: modelId, model: 'gpt', url: 'https://models.example.com/v1' });
    const [other, left] = await foyer.client.cloud.places({ id: chatbotId });
    expect(other).toMatchObject({ host: 'models.example.com', consent: null });
    expect(left).toMatchObject({ host: HOST, models: [] });
    await expect(foyer.client.cloud.allow({ id: chatbotId, host: HOST })).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  it('shows before what would leave, word for word what it then receives', async () => {
    await foyer.client.chatbots.update({ id: chatbotId, modelId: await addCloud() });
    const example = await foyer.client.cloud.example({ id: chatbotId, host: HOST });
    expect(cloud.requests).toEqual([]);
    expect(example.question).toBe(QUESTION);
    expect(example.instructions).toContain('Tutoyer les salariés.');
    expect(example.passages).toBeGreaterThan(0);

    await foyer.client.cloud.allow({ id: chatbotId, host: HOST });
    await ask();
    const sent = JSON.stringify(cloud.requests.map(({ body }) => body));
    for (const { content } of example.turns) expect(sent).toContain(JSON.stringify(content).slice(1, -1));
    expect(sent).toContain(JSON.stringify(example.instructions).slice(1, -1));
  });
});

describe('a chatbot that hides personal values', () => {
  it('sends none to a model in the cloud: question, instructions, what follows; the answer has them, and says how many', async () => {
    await foyer.client.chatbots.update({
      id: chatbotId,
      modelId: await addCloud(),
      hidesPersonal: true,
      instructions: 'Donner l’adresse rh@exemple.fr.',
    });
    await foyer.client.cloud.allow({ id: chatbotId, host: HOST });
    const example = await foyer.client.cloud.example({ id: chatbotId, host: HOST });
    expect(example.hidden).toBeGreaterThan(0); // the sample documents have some of their own
    expect(example.instructions).toContain('HIDDEN_EMAIL_1');

    reply = asked =>
      `Quatre jours ouvrés [1]. Écrivez à **HIDDEN_EMAIL_1** ou au ${/suis au (HIDDEN_PHONE_\d)/u.exec(asked)?.[1]}.`;
    const message = `${QUESTION} Je suis au 06 12 34 56 78.`;
    const answer = await ask({ message });
    expect(answer.content).toContain('**rh@exemple.fr** ou au 06 12 34 56 78.');
    expect(answer.metadata.hidden).toMatchObject([{ host: HOST }]);
    await ask({ conversationId: answer.conversationId, message: 'Et pour un décès ?' });
    const sent = JSON.stringify(cloud.requests.map(({ body }) => body));
    expect(sent).not.toMatch(/exemple\.fr|06 12 34/u);
  });
});

describe('a model in the cloud that compares by meaning', () => {
  it('receives no document and no question until who administers agreed, and none after that is taken back', async () => {
    const modelId = await addCloud({ purpose: 'embedding', model: 'nomic-embed:cloud' });
    await foyer.client.documents.addSample({ chatbotId, language: 'en' });
    await untilRead(foyer.client, chatbotId);
    await ask();
    expect(cloud.requests).toEqual([]);
    await expect(foyer.client.models.embed({ texts: ['secret'] })).rejects.toMatchObject({
      code: 'model.no_consent',
    });

    await foyer.client.models.allowCloud({ id: modelId, host: HOST });
    const [model] = await foyer.client.models.list({});
    expect(model).toMatchObject({ local: false, cloudPlaces: [HOST], embeddingConsent: { host: HOST } });
    await until(() => cloud.requests.length > 0);
    await foyer.client.models.withdrawCloud({ id: modelId });
    await until(async () => (await foyer.client.system.index({})).state === 'off');
    // What was under way has arrived.
    await until(async () => (await foyer.client.jobs.list({ open: true, limit: 1 })).items.length === 0);
    const before = cloud.requests.length;
    await ask({ message: 'Combien de jours pour un décès ?' });
    expect(cloud.requests).toHaveLength(before);
  });

  it('reads no personal value of the questions to a chatbot that hides them, nor of its searches', async () => {
    const modelId = await addCloud({ purpose: 'embedding', model: 'nomic-embed:cloud' });
    await foyer.client.models.allowCloud({ id: modelId, host: HOST });
    await until(async () => (await foyer.client.system.index({})).state === 'ready');
    const asked = async (message: string) => {
      const before = cloud.requests.length;
      const { metadata } = await ask({ message });
      return { metadata, sent: JSON.stringify(cloud.requests.slice(before).map(({ body }) => body)) };
    };
    expect((await asked(`${QUESTION} Je suis au 06 12 34 56 78.`)).sent).toContain('06 12 34 56 78');
    await foyer.client.chatbots.update({ id: chatbotId, hidesPersonal: true });
    const { sent, metadata } = await asked(`${QUESTION} Je suis au 06 98 76 54 32.`);
    expect(sent).toContain('HIDDEN_PHONE_1');
    expect(sent).not.toContain('06 98 76');
    expect(metadata).toMatchObject({ searchMode: 'hybrid', hidden: [{ host: HOST, count: 1 }] });
    const before = cloud.requests.length;
    await foyer.client.search.search({ chatbotId, q: 'Qui a le 06 55 44 33 22 ?' });
    const searched = JSON.stringify(cloud.requests.slice(before).map(({ body }) => body));
    expect(searched).toContain('HIDDEN_PHONE_1');
    expect(searched).not.toContain('06 55');
  });
});
