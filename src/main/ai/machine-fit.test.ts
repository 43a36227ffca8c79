import { expect, it } from 'vitest';
import { bestOf, fitOf, isRefused } from './machine-fit.ts';

const GB = 1e9;
const machine = { memoryBytes: 8 * GB, availableBytes: null, diskBytes: 20 * GB, hasGraphics: false };
const model = { purpose: 'chat' as const, memoryBytes: 3 * GB, weightBytes: 2 * GB, diskBytes: 2 * GB };

it.each([
  ['good', {}, {}],
  ['tight', { memoryBytes: 4 * GB }, {}],
  ['no_memory', { memoryBytes: 5 * GB }, {}],
  ['no_memory', {}, { availableBytes: 2 * GB }],
  ['no_disk', {}, { diskBytes: 1 * GB }],
  ['slow', { memoryBytes: 9 * GB, weightBytes: 8 * GB }, { memoryBytes: 32 * GB }],
  ['good', { memoryBytes: 9 * GB, weightBytes: 8 * GB }, { memoryBytes: 32 * GB, hasGraphics: true }],
  [
    'good',
    { memoryBytes: 9 * GB, weightBytes: 8 * GB, purpose: 'embedding' as const },
    { memoryBytes: 32 * GB },
  ],
  ['good', {}, { diskBytes: null }],
] as const)('is %s for %j on %j', (verdict, takes, has) => {
  const fit = fitOf({ ...model, ...takes }, { ...machine, ...has });
  expect(fit.verdict).toBe(verdict);
  expect(isRefused(fit)).toBe(verdict.startsWith('no_'));
});

it('tells the figures that its words need', () => {
  expect(fitOf({ ...model, memoryBytes: 6 * GB }, machine)).toEqual({
    verdict: 'no_memory',
    takesBytes: 6 * GB,
    mayTakeBytes: 4.8 * GB,
    memoryBytes: 8 * GB,
    diskBytes: 2 * GB,
    freeDiskBytes: 20 * GB,
  });
});

it('the best of a purpose is the last that fits well', () => {
  const of = (purpose: 'chat' | 'embedding', memoryBytes: number) => ({
    purpose,
    fit: fitOf({ ...model, purpose, memoryBytes }, machine),
  });
  const list = [of('chat', 1 * GB), of('chat', 3 * GB), of('chat', 4 * GB), of('embedding', 6 * GB)];
  expect([...bestOf(list)]).toEqual([list[1]]);
});
