import { expect, it } from 'vitest';
import { CONFIDENCE_HIGH } from '#shared/lib/confidence.ts';
import { confidenceIn } from './confidence.ts';

const sure = { support: 1, relevance: 0.95, doubts: [], missing: 0 };

it('an answer that rests on badly recognised pages alone is never certain', () => {
  expect(confidenceIn({ ...sure, isBadlyRecognised: false })).toBe(0.95);
  expect(confidenceIn({ ...sure, isBadlyRecognised: true })).toBeLessThan(CONFIDENCE_HIGH);
});
