import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { typeCommand } from '../doors/command-line-runner.ts';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What the stand-in says a token of a window takes. */
const BYTES_PER_TOKEN = 131_072;
const WEIGHTS = 2e9;

let foyer: TemporaryApp;
let server: StandIn;

beforeAll(async () => {
  foyer = await startTemporaryApp();
  server = await startOllamaStandIn({
    models: [{ name: 'qwen3:4b', bytes: WEIGHTS, purpose: 'chat', contextTokens: 40_960 }],
    graphicsBytes: WEIGHTS + 5_000 * BYTES_PER_TOKEN,
  });
});
afterAll(async () => {
  await foyer.close();
  await server.close();
});

it('a test tells the window that stays in the graphics card; with that one it does, in every call', async () => {
  const { id } = await foyer.client.models.create({
    name: 'Qwen',
    provider: 'ollama',
    model: 'qwen3:4b',
    url: server.url,
    contextTokens: 8_192,
  });
  const spilling = await foyer.client.models.test({ id });
  expect(spilling.window).toEqual({
    place: 'graphics',
    contextTokens: 8_192,
    isWithin: false,
    largestTokens: 4_608,
  });
  await foyer.client.models.update({ id, contextTokens: 4_608 });
  const { window } = await foyer.client.models.test({ id });
  expect(window).toMatchObject({ contextTokens: 4_608, isWithin: true });
});

it('one in the memory of this machine is told beside what is free of it', async () => {
  const plain = await startOllamaStandIn();
  const input = { name: 'Sur le processeur', provider: 'ollama', model: 'qwen3:4b', url: plain.url } as const;
  const { window } = await foyer.client.models.testDraft(input);
  expect(window).toMatchObject({ place: 'memory', contextTokens: 8_192 });
  await plain.close();
});

it('a terminal tells programs how many people a model serves, and its window', async () => {
  const paced = await startOllamaStandIn({ speed: { read: 190, written: 9, loadMs: 100 } });
  const place = temporaryFolder();
  try {
    const how = ['--name', 'Qwen', '--provider', 'ollama', '--model', 'qwen3:4b', '--url', paced.url];
    await typeCommand(place.path, ['model', 'add', ...how]);
    const { json } = await typeCommand(place.path, ['model', 'measure', 'Qwen', '--json']);
    expect(json).toMatchObject({
      ok: true,
      serves: { people: 2, atOnce: 4 },
      window: { place: 'memory', contextTokens: 8_192 },
    });
  } finally {
    place.remove();
    await paced.close();
  }
});
