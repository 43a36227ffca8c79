import { expect, it } from 'vitest';
import { scripted } from '../../../../tests/support/scripted-model.ts';
import type { ModelMemory } from '#main/ai/model-memory.ts';
import { createReaching } from './reaching.ts';
import { createServerUse } from './server-use.ts';
import type { ModelRow } from './store.ts';

const row: ModelRow = {
  id: 'm',
  name: 'Near',
  provider: 'ollama',
  model: 'qwen3:4b',
  url: 'http://127.0.0.1:11434',
  purpose: 'chat',
  sealedKey: null,
  maxOutputTokens: 100,
  contextTokens: 4_000,
  temperature: null,
  inputPrice: null,
  outputPrice: null,
  measuredFirstTokenMs: null,
  findings: null,
  pace: null,
  readingSeconds: 6,
  otherUrls: ['http://192.168.1.20:11434'],
  connectSeconds: 7,
  firstWordSeconds: null,
  betweenWordsSeconds: null,
  isDefault: true,
  active: true,
  createdAt: '',
  updatedAt: '1',
};

it('a model is connected to for as long as the chatbot says, else its settings; what is learnt of a server is one', () => {
  const asked: { url: string | null; connectMs: number | undefined; memory: ModelMemory }[] = [];
  const log = { info: () => undefined };
  const changes = { publish: () => undefined };
  const { reach, forget } = createReaching({
    store: { get: () => null, savePace: () => undefined, saveFindings: () => true },
    secrets: { open: () => '' },
    changes,
    log,
    storage: { failed: error => error },
    connect: {
      chat({ url, connectMs }, memory) {
        asked.push({ url, connectMs, memory });
        return scripted('near', {});
      },
      offered: async () => [],
    },
    servers: createServerUse({ loaded: async () => null, changes, log }),
    places: { isLocal: () => true, cloudPlaceOf: () => null },
  });
  const usual = reach(row, null);
  const patient = reach(row, 20);
  expect(reach(row, null)).toBe(usual);
  expect(reach(row, 20)).toBe(patient);
  expect(asked.map(({ url, connectMs }) => [url, connectMs])).toEqual([
    ['http://127.0.0.1:11434', 7_000],
    ['http://192.168.1.20:11434', 7_000],
    ['http://127.0.0.1:11434', 20_000],
    ['http://192.168.1.20:11434', 20_000],
  ]);
  expect(asked[2]?.memory).toBe(asked[0]?.memory);
  expect(asked[3]?.memory).toBe(asked[1]?.memory);
  expect(patient.map(({ meter }) => meter)).toEqual(usual.map(({ meter }) => meter));
  forget('m');
  expect(reach(row, 20)).not.toBe(patient);
});
