import { mkdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { createOldDatabase } from '../support/old-database.ts';
import { startTemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const AT = '2026-01-01T00:00:00.000Z';
const idOf = (number: number) => `019a0000-0000-7000-8000-00000000000${number}`;
const NEAR = idOf(1);
const FAR = idOf(2);
const OTHER = idOf(3);
const SENSE = idOf(4);
const LOCAL = idOf(5);
const MIXED = idOf(6);
const CLIENT = idOf(7);

it('chatbots and search of a version that did not ask keep the places they used, and only those', async () => {
  const folder = temporaryFolder();
  mkdirSync(folder.path, { recursive: true, mode: 0o700 });
  const database = createOldDatabase(databaseFile(folder.path), '0015_quotas');
  database.exec(`insert into clients (id, name, active, language, time_zone, created_at, updated_at)
    values ('${CLIENT}', 'C', 1, 'fr', 'Europe/Paris', '${AT}', '${AT}')`);
  const addModel = database.prepare(
    `insert into models (id, name, provider, model, url, purpose, max_output_tokens, context_tokens, other_urls, is_default, active, created_at, updated_at)
     values (?, ?, ?, 'm', ?, ?, 1000, 8000, '[]', 0, 1, '${AT}', '${AT}')`,
  );
  addModel.run(NEAR, 'Near', 'ollama', null, 'chat');
  addModel.run(FAR, 'Far', 'openai', 'https://api.mistral.ai/v1', 'chat');
  addModel.run(OTHER, 'Other', 'anthropic', null, 'chat');
  addModel.run(SENSE, 'Sense', 'openai', 'https://api.mistral.ai/v1', 'embedding');
  const addBot = database.prepare(
    `insert into chatbots (id, client_id, name, description, avatar, color, language, welcome_message, instructions,
       model_id, fallback_model_id, temperature, suggested_questions, sharing, active, created_at, updated_at)
     values (?, '${CLIENT}', 'B', '', 'A', '#000000', 'fr', '', '', ?, ?, 0, '[]', 'team', 1, '${AT}', '${AT}')`,
  );
  addBot.run(LOCAL, NEAR, null);
  addBot.run(MIXED, NEAR, FAR);
  database.close();

  const foyer = await startTemporaryApp({ dataFolder: folder.path });
  try {
    const { places } = foyer.client.cloud;
    expect(await places({ id: LOCAL })).toEqual([]);
    expect(await places({ id: MIXED })).toMatchObject([
      { host: 'api.mistral.ai', models: [{ id: FAR }], consent: { carriedOver: true, by: null } },
    ]);
    const models = await foyer.client.models.list({});
    expect(models.find(({ id }) => id === SENSE)?.embeddingConsent).toMatchObject({ carriedOver: true });
    // Another place, or a new chatbot, asks.
    await foyer.client.chatbots.update({ id: MIXED, modelId: OTHER });
    expect((await places({ id: MIXED }))[0]).toMatchObject({ host: 'api.anthropic.com', consent: null });
    const { id } = await foyer.client.chatbots.create({ name: 'Neuf', clientId: CLIENT, modelId: FAR });
    expect((await places({ id }))[0]?.consent).toBeNull();
  } finally {
    await foyer.close();
    folder.remove();
  }
});
