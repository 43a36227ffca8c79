import { beforeEach, describe, expect, it } from 'vitest';

import { createCircuitBreakers, type CircuitBreaker } from './circuit-breaker.ts';

describe('a breaker', () => {
  let now: number;
  let breaker: CircuitBreaker;
  beforeEach(() => {
    now = 0;
    breaker = createCircuitBreakers({ now: () => now }).for('server');
  });
  const fail = (times: number) => {
    for (let count = 0; count < times; count += 1) breaker.failed('model.server_error');
  };

  it('opens after three failures in a row, and lets one probe through after half a minute', () => {
    fail(2);
    breaker.succeeded();
    fail(2);
    expect(breaker.state()).toBe('closed');
    fail(1);
    expect([breaker.state(), breaker.tryEnter()]).toEqual(['open', false]);
    now = 29_999;
    expect(breaker.tryEnter()).toBe(false);
    now = 30_000;
    expect([breaker.state(), breaker.tryEnter(), breaker.tryEnter()]).toEqual(['half-open', true, false]);
  });

  it('closes when its probe succeeds, opens for as long again when it fails', () => {
    fail(3);
    now = 30_000;
    breaker.tryEnter();
    fail(1);
    expect(breaker.blockedBy()).toEqual({ code: 'model.server_error', retryAfterSeconds: 30 });
    now = 60_000;
    expect(breaker.tryEnter()).toBe(true);
    breaker.succeeded();
    expect([breaker.tryEnter(), breaker.tryEnter()]).toEqual([true, true]);
  });

  it('gives its probe to the next when the one who had it left', () => {
    fail(3);
    now = 30_000;
    breaker.tryEnter();
    breaker.abandoned();
    expect(breaker.tryEnter()).toBe(true);
  });

  it('tells when what it says changes, and why its server did not answer last', () => {
    let told = 0;
    const watched = createCircuitBreakers({ now: () => 0, onChange: () => (told += 1) }).for('a');
    watched.tryEnter();
    watched.succeeded();
    expect(told).toBe(0); // a server that goes on being well is no news
    watched.failed('model.key_refused');
    expect([told, watched.lastFailure(), watched.state()]).toEqual([1, 'model.key_refused', 'closed']);
    watched.succeeded();
    expect([told, watched.lastFailure()]).toEqual([2, null]);
  });

  it('leaves a server alone at once for as long as it asks, five minutes at the most', () => {
    breaker.failed('model.rate_limited', 12);
    now = 11_999;
    expect(breaker.tryEnter()).toBe(false);
    now = 12_000;
    expect(breaker.tryEnter()).toBe(true);
    breaker.failed('model.rate_limited', 86_400);
    now += 5 * 60_000;
    expect(breaker.tryEnter()).toBe(true);
  });
});
