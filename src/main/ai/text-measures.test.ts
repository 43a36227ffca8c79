import { describe, expect, it } from 'vitest';

import { retryAfterSeconds } from './model-errors.ts';
import { createReasoningFilter } from './reasoning.ts';
import { estimateTokens } from './token-estimate.ts';

function filter(pieces: readonly string[]): string {
  const reasoning = createReasoningFilter();
  return pieces.map(piece => reasoning.push(piece)).join('') + reasoning.end();
}

describe('reasoning filter', () => {
  it('removes reasoning wherever the pieces cut it', () => {
    const whole = '<think>Cherchons </ th </think>\n\nLe tarif est de 3 < 5 €.';
    for (let size = 1; size <= whole.length; size += 1) {
      const pieces = whole.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
      expect(filter(pieces), String(size)).toBe('Le tarif est de 3 < 5 €.');
    }
  });

  it('removes several blocks, and keeps what looks like one inside the answer', () => {
    expect(filter(['<think>a</think> <thinking>b</thinking>Oui'])).toBe('Oui');
    expect(filter(['La balise <think> est ', 'un mot </think>.'])).toBe(
      'La balise <think> est un mot </think>.',
    );
    expect(filter(['<', 'b>gras</b>'])).toBe('<b>gras</b>');
    expect(filter(['<thin'])).toBe('<thin');
    expect(filter(['<think>sans fin'])).toBe('');
  });
});

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
