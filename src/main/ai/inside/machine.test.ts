import { expect, it } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { describeMachine } from './engine-library.ts';
import type { EngineProcess } from './engine.ts';
import type { FoundMachine } from './engine-messages.ts';
import { createMachine } from './machine.ts';

type Graphics = FoundMachine['graphics'];

const PROCESSOR = { cores: 4, processor: ['SSE3', 'AVX2'] };
const card = (more: Partial<NonNullable<Graphics>> = {}): Graphics => ({
  api: 'vulkan',
  names: ['Radeon'],
  memoryBytes: 8e9,
  isShared: false,
  ...more,
});

/** An engine that finds a card where it may look for one, or fails as it is told to. */
function machineThat(find: (graphics: boolean) => Graphics) {
  const asked: boolean[] = [];
  let stopped = 0;
  const start = (): EngineProcess => ({
    async run(_type, input) {
      const graphics = 'graphics' in input && input.graphics;
      asked.push(graphics);
      return { ...PROCESSOR, graphics: find(graphics) } as never;
    },
    isAlive: () => true,
    memory: () => Promise.resolve(null),
    stop() {
      stopped += 1;
      return Promise.resolve();
    },
  });
  return { machine: createMachine({ start }), asked, stopped: () => stopped };
}

it.each([
  ['none is found', null, 'none'],
  ['it shares the memory of the machine', card({ isShared: true }), 'shared'],
  ['it has little of its own', card({ memoryBytes: 1e9 }), 'small'],
  ['it has enough of its own', card(), null],
  ['it is Apple’s', card({ api: 'metal', isShared: true }), null],
] as const)('is used as it deserves where %s', async (_case, graphics, unused) => {
  const { machine, asked, stopped } = machineThat(() => graphics);
  const uses = unused === null ? 'graphics' : 'processor';
  expect(await machine.describe()).toEqual({ ...PROCESSOR, graphics, uses, unused });
  expect(await machine.usesGraphics()).toBe(unused === null);
  expect([asked, stopped()]).toEqual([[true], 1]); // looked for once, and nothing stays of it
});

it('whose driver brings the engine down is left alone, and the processor is told', async () => {
  const { machine, asked } = machineThat(graphics => {
    if (graphics) throw new FoyerError('model.engine_stopped', 'The engine ended with signal SIGSEGV');
    return null;
  });
  expect(await machine.describe()).toMatchObject({ processor: ['SSE3', 'AVX2'], unused: 'failed' });
  expect(asked).toEqual([true, false]);
});

it('that failed later is not used any more', async () => {
  const { machine } = machineThat(() => card());
  expect(await machine.usesGraphics()).toBe(true);
  machine.graphicsFailed();
  expect(await machine.usesGraphics()).toBe(false);
  expect(await machine.describe()).toMatchObject({ uses: 'processor', unused: 'failed' });
});

it('without an engine says so, and looks again once it is there', async () => {
  let isThere = false;
  const { machine } = machineThat(() => {
    if (!isThere) throw new FoyerError('model.engine_missing', 'Not installed');
    return null;
  });
  await expect(machine.describe()).rejects.toMatchObject({ code: 'model.engine_missing' });
  expect(await machine.usesGraphics()).toBe(false);
  isThere = true;
  expect(await machine.describe()).toMatchObject({ unused: 'none' });
});

it('is read from what the library says: instruction sets that are there, cards that can take a model', async () => {
  const llama = {
    gpu: 'vulkan',
    supportsGpuOffloading: true,
    cpuMathCores: 4,
    systemInfo: 'CPU : SSE3 = 1 | AVX2 = 1 | AVX512 = 0 | AVX512_VNNI = 1 | LLAMAFILE = 1 | REPACK = 1 | ',
    getGpuDeviceNames: () => Promise.resolve(['Radeon']),
    getVramState: () => Promise.resolve({ total: 8e9, used: 0, free: 8e9, unifiedSize: 0 }),
  } as const;
  expect(await describeMachine({ llama })).toEqual({
    cores: 4,
    processor: ['SSE3', 'AVX2', 'AVX512_VNNI'],
    graphics: card(),
  });
  expect(await describeMachine({ llama: { ...llama, supportsGpuOffloading: false } })).toMatchObject({
    graphics: null, // a driver without a card
  });
});
