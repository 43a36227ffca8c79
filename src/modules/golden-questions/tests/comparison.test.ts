import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  startEmbeddingServer,
  vectorsOf,
  type EmbeddingServer,
} from '../../../../tests/support/embedding-server.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';

const WAIT = { timeout: 20_000 };
const HOURS = 'La capitainerie ouvre à huit heures et ferme à dix-neuf heures en été.';
const QUESTION = 'À quelle heure ouvre la capitainerie ?';

let foyer: TemporaryApp;
let server: EmbeddingServer;
const folder = temporaryFolder();

beforeAll(async () => {
  server = await startEmbeddingServer();
  server.setPeculiarity(({ model, texts }) =>
    model === 'nouveau'
      ? { status: 200, json: vectorsOf(texts, vector => vector.slice(0, 64).map(value => value + 0.01)) }
      : null,
  );
  foyer = await startTemporaryApp();
});
afterAll(async () => {
  await foyer.close();
  await server.close();
  folder.remove();
});

it('asks the test questions in both indexes once the new one is ready, and says which chatbots have none', async () => {
  const { client } = foyer;
  const bot = await client.chatbots.create({ name: 'Port', language: 'fr' });
  const other = await client.chatbots.create({ name: 'Sans', language: 'fr' });
  const path = join(folder.path, 'horaires.txt');
  writeFileSync(path, HOURS);
  const { documents } = await client.documents.addPaths({ chatbotId: bot.id, paths: [path] });
  await untilRead(client, bot.id);
  const anchor = { documentId: documents[0]?.id ?? '', start: 0, end: HOURS.length };
  await client.goldenQuestions.create({ chatbotId: bot.id, question: QUESTION, anchor });
  await client.goldenQuestions.create({
    chatbotId: bot.id,
    question: 'Qui repeint les bouées ?',
    anchor: null,
  });
  const settings = { provider: 'openai', url: server.url, purpose: 'embedding' } as const;
  await client.models.create({ ...settings, name: 'sens', model: 'sens', isDefault: true });
  await expect.poll(async () => (await client.system.index({})).state, WAIT).toBe('ready');
  const { id: modelId } = await client.models.create({ ...settings, name: 'nouveau', model: 'nouveau' });

  const { change } = await client.searchIndexes.start({ modelId });
  const changeId = change?.id ?? '';
  const comparison = () => client.goldenQuestions.indexComparison({ changeId });
  await expect.poll(async () => (await comparison()).chatbots.length, WAIT).toBe(1);
  const { chatbots, without } = await comparison();
  expect(without).toEqual([{ chatbotId: other.id, chatbotName: 'Sans' }]);
  expect(chatbots[0]).toMatchObject({
    chatbotName: 'Port',
    toModelId: modelId,
    from: { answerable: 1, first: 1, mrr: 1, unanswerable: 1 },
    to: { answerable: 1, first: 1, mrr: 1, unanswerable: 1 },
  });
  expect(chatbots[0]?.questions.map(({ question }) => question)).toContain(QUESTION);
  // Each question was put to both models.
  const asked = (model: string) =>
    server.calls.some(
      call => call.model === model && call.texts.some(text => text.includes('capitainerie ?')),
    );
  expect([asked('sens'), asked('nouveau')]).toEqual([true, true]);
  expect((await client.goldenQuestions.indexComparison({ changeId: modelId })).chatbots).toEqual([]);
});
