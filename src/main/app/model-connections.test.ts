import { describe, expect, it } from 'vitest';
import { startEngine } from '#main/ai/inside/engine.ts';
import { createEngines } from '#main/ai/inside/engines.ts';
import { createMachine } from '#main/ai/inside/machine.ts';
import { createModelMemory } from '#main/ai/model-memory.ts';
import type { Outbound, OutboundPurpose } from '#main/platform/outbound/index.ts';
import { outboundWith } from '../../../tests/support/outbound.ts';
import { createModelConnections } from './model-connections.ts';

it('a model is connected to within the time that its settings say', () => {
  const purposes: OutboundPurpose[] = [];
  const outbound = outboundWith({});
  const watched: Outbound = {
    ...outbound,
    fetchFor(purpose) {
      purposes.push(purpose);
      return outbound.fetchFor(purpose);
    },
  };
  const inside = { engines: createEngines(), pathOf: () => '' };
  const connect = createModelConnections(watched, inside);
  const endpoint = {
    provider: 'openai',
    model: 'm',
    url: 'http://192.168.1.20:8000/v1',
    apiKey: null,
  } as const;
  connect.chat({ ...endpoint, connectMs: 9_000 }, createModelMemory());
  connect.chat(endpoint, createModelMemory());
  expect(purposes.map(({ connectMs }) => connectMs)).toEqual([9_000, undefined]);
});

const STAND_IN = new URL('../../../tests/support/model-engine-stand-in.ts', import.meta.url);
const endpoint = { provider: 'inside', model: 'a', url: null, apiKey: null } as const;

it('the test of a model that does not fit into memory tells what it needs and what is free', async () => {
  const engines = createEngines({ availableMemory: () => 999, start: () => startEngine(STAND_IN) });
  try {
    const inside = { engines, pathOf: () => '/models/a.gguf' };
    const { test } = createModelConnections(outboundWith(), inside);
    expect(await test(endpoint, 'chat', createModelMemory())).toMatchObject({
      ok: false,
      code: 'model.no_memory',
      missingMemory: { neededBytes: 1_000_000, freeBytes: 1 },
    });
  } finally {
    await engines.close();
  }
});

it('the test of a model that runs tells the memory it takes, where the system does', async () => {
  const engines = createEngines({ availableMemory: () => 1e9, start: () => startEngine(STAND_IN) });
  try {
    const inside = { engines, pathOf: () => '/models/a.gguf' };
    const { test } = createModelConnections(outboundWith(), inside);
    const { ok, memoryBytes, tokensPerSecond } = await test(endpoint, 'chat', createModelMemory());
    expect({ ok, tokensPerSecond }).toEqual({ ok: true, tokensPerSecond: 20 });
    if (process.platform === 'linux') expect(memoryBytes).toBeGreaterThan(1e6);
  } finally {
    await engines.close();
  }
});

describe('the window of a model inside', () => {
  const windowCostOf = () => ({ bytesPerToken: 1_000, trainedTokens: 8_192 });

  async function windowWhere(uses: 'graphics' | 'processor') {
    const start = () => startEngine(STAND_IN);
    const machine = createMachine({ start });
    const describeMachine = async () => ({ ...(await machine.describe()), uses });
    const engines = createEngines({
      availableMemory: () => 1e9,
      start,
      machine: { ...machine, describe: describeMachine },
    });
    try {
      const inside = { engines, pathOf: () => '/models/a.gguf', windowCostOf };
      const { test } = createModelConnections(outboundWith(), inside);
      const { window } = await test({ ...endpoint, contextTokens: 2_048 }, 'chat', createModelMemory());
      return window;
    } finally {
      await engines.close();
    }
  }

  it.runIf(process.platform === 'linux')('is told beside the memory of this machine', async () => {
    expect(await windowWhere('processor')).toMatchObject({ place: 'memory', contextTokens: 2_048 });
  });

  it('is not told where the model is in a graphics card', async () => {
    expect(await windowWhere('graphics')).toBeNull();
  });
});
