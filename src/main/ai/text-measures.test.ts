import { describe, expect, it } from 'vitest';

import { retryAfterSeconds } from './model-errors.ts';
import { estimateTokens } from './token-estimate.ts';

describe('token estimate', () => {
  it('counts words, long words twice, numbers by three digits, signs and ideographs one by one', () => {
    const french = estimateTokens('Les salariés ont droit à vingt-cinq jours ouvrés de congés payés par an.');
    const english = estimateTokens('The quick brown fox jumps over the lazy dog.');
    expect(french).toBeGreaterThanOrEqual(15);
    expect(french).toBeLessThanOrEqual(25);
    expect(english).toBe(10);
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('東京')).toBe(2);
    expect(estimateTokens('1234567')).toBe(3);
  });
});

describe('Retry-After', () => {
  it('is read as seconds, as a date, and in milliseconds', () => {
    const now = Date.parse('2026-11-20T10:00:00Z');
    const read = (name: string, value: string) => retryAfterSeconds(new Headers({ [name]: value }), now);
    expect(read('retry-after', '7')).toBe(7);
    expect(read('retry-after', 'Fri, 20 Nov 2026 10:00:05 GMT')).toBe(5);
    expect(read('retry-after-ms', '1500')).toBe(1.5);
    expect(read('retry-after', 'demain')).toBeNull();
    expect(retryAfterSeconds(new Headers(), now)).toBeNull();
  });
});
