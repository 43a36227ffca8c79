import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startOpenAiStandIn, type StandIn } from '../../../../tests/support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';

const HOST = 'ollama.com';
const MODELS = [
  { name: 'm:cloud', bytes: 1, purpose: 'chat', contextTokens: 32_768 },
  { name: 'e:cloud', bytes: 1, purpose: 'embedding', contextTokens: 8_192 },
] as const;

let foyer: TemporaryApp;
let server: StandIn;
let chatbotId: string;

beforeAll(async () => {
  server = await startOpenAiStandIn({ models: MODELS });
});
afterAll(() => server.close());
beforeEach(async () => {
  foyer = await startTemporaryApp();
  ({ id: chatbotId } = await foyer.client.chatbots.create({ name: 'RH' }));
});
afterEach(() => foyer.close());

async function addSample(): Promise<void> {
  await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
  await untilRead(foyer.client, chatbotId);
}
async function ask(): Promise<void> {
  const message = 'Combien de jours de congé pour un mariage ?';
  for await (const event of await foyer.client.conversations.chat({ chatbotId, message }))
    if (event.type === 'finished') return;
}
const create = (model: 'm:cloud' | 'e:cloud', purpose: 'chat' | 'embedding') =>
  foyer.client.models.create({
    provider: 'openai',
    url: server.url,
    model,
    name: model,
    purpose,
    inputPrice: 1,
    outputPrice: 1,
  });
const blocked = async () =>
  (await foyer.client.connections.list({ outcome: 'blocked' })).items.map(
    ({ kind, host, port, detail, count, modelName, chatbotName }) => ({
      kind,
      host,
      port,
      detail,
      count,
      modelName,
      chatbotName,
    }),
  );

it('an answer that was not asked of a model is a blocked line with why: no agreement, then the spending cap', async () => {
  await addSample();
  await create('m:cloud', 'chat');
  await ask();
  await ask();
  const line = { kind: 'model', host: HOST, port: 443, modelName: 'm:cloud', chatbotName: 'RH' };
  expect(await blocked()).toEqual([{ ...line, detail: 'no_consent', count: 2 }]);
  await foyer.client.cloud.allow({ id: chatbotId, host: HOST });
  await foyer.client.usage.setSpending({ modelId: null, limit: 0.000_1 });
  await ask();
  expect(await blocked()).toContainEqual({ ...line, detail: 'spending_cap', count: 1 });
});

it('documents that are not sent to be compared are one, and a page that only looks adds none', async () => {
  await create('e:cloud', 'embedding');
  expect(await blocked()).toEqual([]);
  await foyer.client.system.index({});
  expect(await blocked()).toEqual([]);
  await addSample();
  await expect
    .poll(blocked)
    .toMatchObject([{ kind: 'embedding', host: HOST, detail: 'no_consent', modelName: 'e:cloud' }]);
});

it('texts of a program that are not sent are one', async () => {
  await create('e:cloud', 'embedding');
  await expect(foyer.client.models.embed({ texts: ['un mot'] })).rejects.toMatchObject({
    code: 'model.no_consent',
  });
  expect(await blocked()).toMatchObject([{ kind: 'embedding', detail: 'no_consent' }]);
});

it('a model that is not fetched while outgoing connections are switched off is one', async () => {
  await foyer.client.system.updateSettings({ offline: true });
  await expect(
    foyer.client.models.pull({ url: 'http://127.0.0.1:11434', model: 'qwen3:4b' }),
  ).rejects.toMatchObject({ code: 'model.pull_offline' });
  expect(await blocked()).toMatchObject([
    { kind: 'pull', host: '127.0.0.1', port: 11_434, detail: 'offline' },
  ]);
});
