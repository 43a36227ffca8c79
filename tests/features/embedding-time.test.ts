import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let foyer: TemporaryApp;
let server: StandIn;
const folder = temporaryFolder();

beforeAll(async () => {
  server = await startOpenAiStandIn();
  foyer = await startTemporaryApp();
  const chatbotId = (await foyer.client.chatbots.create({ name: 'Port' })).id;
  const text = 'Le tarif du quai nord est de vingt euros, payable à la capitainerie. '.repeat(60);
  writeFileSync(join(folder.path, 'tarifs.txt'), text);
  await foyer.client.documents.addPaths({ chatbotId, paths: [join(folder.path, 'tarifs.txt')] });
  await untilRead(foyer.client, chatbotId);
});
afterAll(async () => {
  await foyer.close();
  await server.close();
  folder.remove();
});

const index = () => foyer.client.system.index({});

it('how long the passages take is known before, by what a test measured, and while it goes on what is left', async () => {
  const settings = {
    name: 'compares',
    provider: 'openai' as const,
    model: 'bge-m3:latest',
    url: server.url,
    purpose: 'embedding' as const,
  };
  const { passages, passageTokens, secondsLeft } = await index();
  expect(passages).toBeGreaterThan(2);
  expect(passageTokens / passages).toBeGreaterThan(100);
  expect(secondsLeft).toBeNull(); // no model is chosen
  const tried = await foyer.client.models.testDraft(settings);
  expect(tried.pace.readTokensPerSecond).toBeGreaterThan(0);

  const model = await foyer.client.models.create({ ...settings, active: false });
  await foyer.client.models.test({ id: model.id });
  server.setBehaviour('hang');
  await foyer.client.models.update({ id: model.id, active: true });
  await server.waitForRequest(({ path }) => path === '/v1/embeddings');
  const building = await index();
  expect(building).toMatchObject({ state: 'building', embeddedPassages: 0 });
  expect(building.secondsLeft).toBeGreaterThan(0);
  server.setBehaviour('normal');
  server.release();
  await expect.poll(async () => (await index()).state, { timeout: 20_000 }).toBe('ready');
  expect((await index()).secondsLeft).toBeNull();
});
