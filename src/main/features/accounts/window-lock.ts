import { LOCK_CODE_MIN_LENGTH, type WindowLockState } from '#shared/contract/window-lock.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Log } from '#main/platform/log.ts';
import type { Principal } from '#main/features/access/principal.ts';
import { createAttemptLedger } from './attempt-ledger.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import type { AccountStore, UserRow } from './store.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Five free tries, then one every half minute, then ever fewer down to one in five minutes: slow, never for ever. */
const guessing = {
  limit: 5,
  limitAfterLock: 1,
  windowMs: 15 * MINUTE_MS,
  firstLockMs: 30 * SECOND_MS,
  longestLockMs: 5 * MINUTE_MS,
  forgetMs: 60 * MINUTE_MS,
  capacity: 1,
} as const;
const KEY = 'window';

type Dependencies = {
  store: AccountStore;
  clock: Clock;
  log: Log;
  /** True for the desktop: whoever starts Foyer shows the code first. */
  startsLocked: boolean;
  monotonicMs?: () => number;
};

export type WindowLock = ReturnType<typeof createWindowLock>;

/** The lock of the desktop window. It holds in the main process: a page that hides nothing is given nothing either. */
export function createWindowLock({
  store,
  clock,
  log,
  startsLocked,
  monotonicMs = () => performance.now(),
}: Dependencies) {
  const guesses = createAttemptLedger(guessing, monotonicMs);
  const listeners = new Set<() => void>();
  let locked = startsLocked && isOn(store.firstOwner());
  let closed = false;

  function change(to: boolean, why: string): void {
    if (locked === to) return;
    locked = to;
    log.info({ why }, to ? 'window locked' : 'window unlocked');
    for (const listener of listeners) listener();
  }

  function owner(): UserRow {
    const user = store.firstOwner();
    if (!user) throw new FoyerError('resource.not_found', 'This machine has no owner yet');
    return user;
  }

  function stateOf(user: UserRow): WindowLockState {
    return {
      on: isOn(user),
      afterMinutes: user.lockAfterMinutes,
      passwordUnlocks: user.passwordHash !== null,
    };
  }

  function save(user: UserRow, change: Pick<UserRow, 'lockHash' | 'lockAfterMinutes'>): WindowLockState {
    const saved = store.update(user.id, { ...change, updatedAt: clock.now().toISOString() });
    return stateOf(saved ?? user);
  }

  /** Throws `auth.throttled`, `auth.lock_code_wrong`. */
  async function requireCode(user: UserRow, typed: string): Promise<void> {
    const waitMs = guesses.waitMs(KEY);
    if (waitMs > 0) {
      const retryAfterSeconds = Math.ceil(waitMs / SECOND_MS);
      throw new FoyerError('auth.throttled', 'Too many wrong codes', { details: { retryAfterSeconds } });
    }
    guesses.begin(KEY);
    let right = false;
    try {
      right =
        (await passwordMatches(user.lockHash, typed)) || (await passwordMatches(user.passwordHash, typed));
    } finally {
      guesses.end(KEY, right ? 'succeeded' : 'failed');
    }
    if (!right) throw new FoyerError('auth.lock_code_wrong', 'Neither the code nor the password');
  }

  /** Whoever sits at an open window must know the code to change it; the command line is the way back. */
  async function requireCurrent(
    principal: Principal,
    user: UserRow,
    current: string | undefined,
  ): Promise<void> {
    const atTerminal = principal.kind === 'local' && principal.window === undefined;
    if (isOn(user) && !atTerminal) await requireCode(user, current ?? '');
  }

  return {
    isLocked: (): boolean => locked,

    /** Locks when there is a lock. */
    lock(why: string): void {
      if (!closed && isOn(store.firstOwner())) change(true, why);
    },

    /** Told now and then for how long nobody has touched the computer. */
    idleFor(seconds: number): void {
      if (locked || closed) return;
      const user = store.firstOwner();
      const minutes = isOn(user) ? user.lockAfterMinutes : null;
      if (minutes !== null && seconds >= minutes * 60) change(true, 'idle');
    },

    /** Calls back at each locking and unlocking, until the returned function is called. */
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    /** The core closes: what the shell still tells is too late. */
    close(): void {
      closed = true;
      listeners.clear();
    },

    state: (): WindowLockState => stateOf(owner()),

    /** Throws `auth.lock_code_weak`, and what guessing throws. */
    async set(
      principal: Principal,
      input: { current?: string | undefined; code?: string | undefined; afterMinutes: number | null },
    ): Promise<WindowLockState> {
      const user = owner();
      await requireCurrent(principal, user, input.current);
      if (input.code === undefined && !isOn(user)) throw weak();
      if (input.code !== undefined && isWeak(input.code)) throw weak();
      const lockHash = input.code === undefined ? user.lockHash : await hashPassword(input.code);
      return save(user, { lockHash, lockAfterMinutes: input.afterMinutes });
    },

    async remove(principal: Principal, current: string | undefined): Promise<WindowLockState> {
      const user = owner();
      await requireCurrent(principal, user, current);
      const state = save(user, { lockHash: null, lockAfterMinutes: null });
      change(false, 'removed');
      return state;
    },

    async unlock(typed: string): Promise<void> {
      if (!locked) return;
      await requireCode(owner(), typed);
      change(false, 'code');
    },
  };
}

function isOn(user: UserRow | null): user is UserRow & { lockHash: string } {
  return user !== null && user.lockHash !== null;
}

function weak(): FoyerError {
  return new FoyerError('auth.lock_code_weak', `At least ${LOCK_CODE_MIN_LENGTH} characters, not in a row`);
}

/** Too short, all the same, or each the one after (or before) the last: what is tried first. */
function isWeak(code: string): boolean {
  const points = [...code].map(letter => letter.codePointAt(0) ?? 0);
  if (points.length < LOCK_CODE_MIN_LENGTH) return true;
  const steps = new Set(points.slice(1).map((point, index) => point - (points[index] ?? 0)));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
}
