import { expect, it } from 'vitest';
import { limitTyped } from './quota-draft.ts';

it.each([
  ['requests', '', null],
  ['requests', ' 5 000 ', 5_000],
  ['requests', '0', 0],
  ['requests', '1.5', undefined],
  ['requests', '9999999999', undefined],
  ['tokens', '2 000 000', 2_000_000],
  ['tokens', 'beaucoup', undefined],
  ['cost', '12,50', 12.5],
  ['cost', '0.005', 0.005],
  ['cost', '-3', undefined],
] as const)('takes the %s typed as “%s” for %s', (kind, typed, limit) => {
  expect(limitTyped(kind, typed)).toBe(limit);
});
