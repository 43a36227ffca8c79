import { beforeEach, describe, expect, it } from 'vitest';
import { isFoyerError } from '#shared/errors.ts';
import type { AttemptOrigin } from './attempt-origin.ts';
import {
  createSignInThrottle,
  networkOf,
  type Lockout,
  type SignInAttempt,
  type SignInThrottle,
} from './throttle.ts';

const MINUTE = 60_000;

let now: number;
let throttle: SignInThrottle;
let told: Lockout[];
beforeEach(() => {
  now = 1_000;
  told = [];
  throttle = createSignInThrottle({ monotonicMs: () => now, onLockout: lockout => told.push(lockout) });
});

/** An attempt that may be made. */
function begun(account: string, address: string | null, origin?: AttemptOrigin): SignInAttempt {
  const attempt = throttle.begin(account, address, origin);
  if (isFoyerError(attempt)) throw attempt;
  return attempt;
}

const fail = (account: string, address: string | null = null, times = 1) => {
  for (let attempt = 0; attempt < times; attempt += 1) begun(account, address).failed();
};

/** Seconds to wait, or 0 when an attempt may be made. */
function waitOf(account: string, address: string | null = null, origin?: AttemptOrigin): number {
  const attempt = throttle.begin(account, address, origin);
  if (isFoyerError(attempt)) return Number(attempt.details.retryAfterSeconds);
  attempt.withdrawn();
  return 0;
}

describe('an account', () => {
  it('waits after ten failures, from wherever they come, and others do not', () => {
    for (let attempt = 0; attempt < 10; attempt += 1) fail('a@b.fr', `10.0.0.${attempt}`);
    expect(waitOf('a@b.fr', '10.0.0.99')).toBe(60);
    expect(waitOf('c@d.fr', '10.0.0.99')).toBe(0);
    now += MINUTE;
    expect(waitOf('a@b.fr', '10.0.0.99')).toBe(0);
  });

  it('waits twice as long after each failure more, up to an hour', () => {
    fail('a@b.fr', null, 10);
    const waits: number[] = [];
    for (let lock = 0; lock < 8; lock += 1) {
      const seconds = waitOf('a@b.fr');
      waits.push(seconds);
      now += seconds * 1000;
      fail('a@b.fr');
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
  });

  it('starts anew after a right password, or a day without failures', () => {
    fail('a@b.fr', null, 9);
    begun('a@b.fr', null).succeeded();
    fail('a@b.fr', null, 9);
    expect(waitOf('a@b.fr')).toBe(0);
    fail('a@b.fr');
    now += 24 * 60 * MINUTE + 1;
    fail('a@b.fr', null, 9);
    expect(waitOf('a@b.fr')).toBe(0);
  });

  it('forgets failures spread over a longer time', () => {
    for (let attempt = 0; attempt < 30; attempt += 1) {
      fail('a@b.fr');
      now += 2 * MINUTE;
    }
    expect(waitOf('a@b.fr')).toBe(0);
  });

  it('is not asked a thousand things at once: attempts under way count', () => {
    const underWay = Array.from({ length: 10 }, () => begun('a@b.fr', null));
    expect(waitOf('a@b.fr')).toBe(1);
    underWay[0]?.withdrawn();
    expect(waitOf('a@b.fr')).toBe(0);
    expect(throttle.lockouts()).toEqual([]);
  });

  it('is not locked by what was neither right nor wrong', () => {
    for (let attempt = 0; attempt < 50; attempt += 1) begun('a@b.fr', '10.0.0.1').withdrawn();
    expect(waitOf('a@b.fr', '10.0.0.1')).toBe(0);
  });
});

describe('an address', () => {
  it('waits after forty failures on many accounts', () => {
    for (let attempt = 0; attempt < 40; attempt += 1) fail(`user${attempt}@b.fr`, '10.0.0.1');
    expect(waitOf('fresh@b.fr', '10.0.0.1')).toBe(60);
    expect(waitOf('fresh@b.fr', '10.0.0.2')).toBe(0);
  });

  it('is not cleared by a right password for one account', () => {
    for (let attempt = 0; attempt < 39; attempt += 1) fail(`user${attempt}@b.fr`, '10.0.0.1');
    begun('mine@b.fr', '10.0.0.1').succeeded();
    fail('other@b.fr', '10.0.0.1');
    expect(waitOf('fresh@b.fr', '10.0.0.1')).toBe(60);
  });

  it('of IPv6 counts with its whole /64', () => {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      fail(`user${attempt}@b.fr`, `2001:db8:1:2:${attempt.toString(16)}::1`);
    }
    expect(waitOf('fresh@b.fr', '2001:db8:1:2:ffff:ffff:ffff:ffff')).toBe(60);
    expect(waitOf('fresh@b.fr', '2001:db8:1:3::1')).toBe(0);
  });

  it.each([
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['192.0.2.7', '192.0.2.7'],
    ['2001:0DB8:0:0::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['not an address', 'not an address'],
  ])('%s is counted as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('whoever can be told from strangers', () => {
  const lockedFromAfar = () => {
    for (let attempt = 0; attempt < 10; attempt += 1) fail('a@b.fr', `10.0.0.${attempt}`);
    expect(waitOf('a@b.fr', '10.0.0.99')).toBe(60);
  };

  it.each(['here', 'device x', 'session y'] as const)('is not kept waiting by them: %s', origin => {
    lockedFromAfar();
    expect(waitOf('a@b.fr', '10.0.0.99', origin)).toBe(0);
    for (let attempt = 0; attempt < 10; attempt += 1) begun('a@b.fr', '10.0.0.99', origin).failed();
    expect(waitOf('a@b.fr', '10.0.0.99', origin)).toBe(60);
  });

  it('frees strangers of nothing by signing in', () => {
    lockedFromAfar();
    begun('a@b.fr', '10.0.0.99', 'device x').succeeded();
    expect(waitOf('a@b.fr', '10.0.0.99')).toBe(60);
  });

  it('has no part in what others of the same address did, but for who is only near', () => {
    for (let attempt = 0; attempt < 40; attempt += 1) fail(`user${attempt}@b.fr`, '10.0.0.1');
    expect(waitOf('a@b.fr', '10.0.0.1', 'device x')).toBe(0);
    expect(waitOf('a@b.fr', '10.0.0.1', 'here')).toBe(60);
  });

  it('proves who they are elsewhere and is let in everywhere', () => {
    lockedFromAfar();
    for (let attempt = 0; attempt < 10; attempt += 1) begun('a@b.fr', null, 'here').failed();
    throttle.clear('a@b.fr');
    expect([waitOf('a@b.fr', '10.0.0.99'), waitOf('a@b.fr', null, 'here')]).toEqual([0, 0]);
  });
});

describe('codes', () => {
  const wrong = (code: string, times: number) => {
    for (let attempt = 0; attempt < times; attempt += 1)
      throttle.beginCode('a@b.fr', 'elsewhere', code).failed();
  };

  it('are counted apart; ten wrong ones wait, and recovery codes never do', () => {
    wrong('123 456', 9);
    wrong('abcd-efgh-jkmn-pqrs', 20);
    expect(() => throttle.beginCode('a@b.fr', 'elsewhere', '123456')).toThrow('Too many');
    expect(throttle.lockouts()).toMatchObject([{ attempts: 10, leftMs: MINUTE }]);
    expect(waitOf('a@b.fr')).toBe(0);
    throttle.beginCode('a@b.fr', 'elsewhere', 'abcd-efgh-jkmn-pqrs').right();
    throttle.beginCode('a@b.fr', 'elsewhere', '123456').right();
    expect(told).toMatchObject([{ kind: 'account', subject: 'a@b.fr' }]);
  });
});

describe('a flood of other accounts', () => {
  it('frees neither a locked one nor one that is nearly so', () => {
    fail('locked@b.fr', null, 10);
    fail('nearly@b.fr', null, 9);
    for (let other = 0; other < 30_000; other += 1) fail(`flood${other}@b.fr`);
    expect(waitOf('locked@b.fr')).toBe(60);
    fail('nearly@b.fr');
    expect(waitOf('nearly@b.fr')).toBe(60);
  });
});

describe('a lock-out', () => {
  it('is listed with how long it lasts, told once, and can be lifted', () => {
    fail('a@b.fr', '10.0.0.1', 10);
    now += 20_000;
    const [lockout] = throttle.lockouts();
    expect(lockout).toMatchObject({ kind: 'account', subject: 'a@b.fr', attempts: 10 });
    expect([lockout?.sinceMs, lockout?.leftMs]).toEqual([20_000, 40_000]);
    expect(told).toHaveLength(1);
    expect(throttle.lift(lockout?.id ?? '')).toMatchObject({ subject: 'a@b.fr' });
    expect(throttle.lift(lockout?.id ?? '')).toBeNull();
    expect(throttle.lockouts()).toEqual([]);
    expect(waitOf('a@b.fr')).toBe(0);
  });
});
