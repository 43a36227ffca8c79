import { FoyerError } from '#shared/errors.ts';

/** The password that a person gave for a file and those within it, and how they fare with it. */
export type Lock = {
  /** Null where none was given. */
  readonly password: string | null;
  /** Whether any of them asks for a password, and whether one was opened by this one. */
  isAsked: boolean;
  isOpened: boolean;
};

export function createLock(password: string | null): Lock {
  return { password, isAsked: false, isOpened: false };
}

/** Notes that a password is asked for, and returns the refusal of what none, or this one, opens. */
export function refusalOf(lock: Lock, what: string): FoyerError {
  lock.isAsked = true;
  return lock.password === null
    ? new FoyerError('document.encrypted', `${what} asks for a password`)
    : new FoyerError('document.wrong_password', `The password does not open ${what}`);
}

/** Notes that the password opened something. */
export function noteOpened(lock: Lock): void {
  lock.isAsked = true;
  lock.isOpened = true;
}

/** Protected in a way that no password, or none of those that are read here, opens. */
export function protectedOtherwise(what: string): FoyerError {
  return new FoyerError('document.protected', what);
}

/** `opened` by a password; `closed`: it, or a file within it, asks for one and was not read. Null where none is asked for. */
export type LockState = 'opened' | 'closed' | null;

export function stateOf({ isAsked, isOpened }: Lock): LockState {
  if (!isAsked) return null;
  return isOpened ? 'opened' : 'closed';
}
