import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FIRST_RETRY_MS, RETRY_WITHIN_MS } from './limits.ts';
import { errorFromStatus, toModelError } from './model-errors.ts';
import { createRetries } from './retrying.ts';

const subject = { url: 'http://127.0.0.1', model: 'm', apiKey: null };
const status = (code: number, headers: Record<string, string> = {}) =>
  errorFromStatus(code, 'no', new Headers(headers), subject);
const broken = toModelError(Object.assign(new Error('gone'), { code: 'ECONNRESET' }), subject);
const refused = toModelError(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), subject);

describe('trying again', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-20T10:00:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('waits twice as long each time, half of it by chance, and gives up after the third try', () => {
    for (const [chance, waits] of [
      [0, [FIRST_RETRY_MS / 2, FIRST_RETRY_MS, null]],
      [0.5, [FIRST_RETRY_MS * 0.75, FIRST_RETRY_MS * 1.5, null]],
    ] as const) {
      vi.spyOn(Math, 'random').mockReturnValue(chance);
      const retries = createRetries(RETRY_WITHIN_MS);
      expect([1, 2, 3].map(() => retries.delayAfter(status(500)))).toEqual(waits);
    }
  });

  it('honours Retry-After, in seconds and as a date', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    expect(createRetries(10_000).delayAfter(status(429, { 'retry-after': '3' }))).toBe(3_000);
    const date = { 'retry-after': 'Fri, 20 Nov 2026 10:00:05 GMT' };
    expect(createRetries(10_000).delayAfter(status(429, date))).toBe(5_000);
    expect(createRetries(10_000).delayAfter(status(503, { 'retry-after': '2' }))).toBe(2_000);
  });

  it('keeps to the patience of whoever waits, what has passed included', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    expect(createRetries(2_999).delayAfter(status(429, { 'retry-after': '3' }))).toBeNull();
    const retries = createRetries(RETRY_WITHIN_MS);
    vi.advanceTimersByTime(RETRY_WITHIN_MS - FIRST_RETRY_MS / 2 + 1);
    expect(retries.delayAfter(status(500))).toBeNull();
  });

  it('helps only where the same request may succeed a moment later', () => {
    const tried = (error: Parameters<ReturnType<typeof createRetries>['delayAfter']>[0]) =>
      createRetries(RETRY_WITHIN_MS).delayAfter(error) !== null;
    expect([status(500), status(502), status(503), broken].map(tried)).toEqual([true, true, true, true]);
    expect([400, 401, 404, 408, 413, 429, 501, 505].map(code => tried(status(code)))).not.toContain(true);
    expect(tried(refused)).toBe(false);
  });
});
