import { describe, expect, it } from 'vitest';
import { createSignInThrottle } from './throttle.ts';

describe('sign-in throttle', () => {
  it('stops an account after ten failures from anywhere, and lets it in again later', () => {
    let now = 0;
    const throttle = createSignInThrottle(() => now);
    for (let attempt = 0; attempt < 10; attempt += 1) throttle.failed('a@b.fr', `10.0.0.${attempt}`);
    expect(() => throttle.check('a@b.fr', '10.0.0.99')).toThrow(/Too many/);
    expect(() => throttle.check('c@d.fr', '10.0.0.99')).not.toThrow();
    now += 15 * 60_000 + 1;
    expect(() => throttle.check('a@b.fr', '10.0.0.99')).not.toThrow();
  });

  it('stops an address that tries many accounts', () => {
    const throttle = createSignInThrottle(() => 0);
    for (let attempt = 0; attempt < 40; attempt += 1) throttle.failed(`user${attempt}@b.fr`, '10.0.0.1');
    expect(() => throttle.check('fresh@b.fr', '10.0.0.1')).toThrow(/Too many/);
  });
});
