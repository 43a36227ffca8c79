import { hash, verify } from '@node-rs/argon2';
import { PASSWORD_MIN_LENGTH } from '#shared/contract/auth.ts';
import { FoyerError } from '#shared/errors.ts';
import { isGuessable, type PasswordOwner } from './guessable-passwords.ts';

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let decoy: Promise<string> | null = null;

export function hashPassword(password: string): Promise<string> {
  return hash(password, argon);
}

/** Takes the same time whether or not the account exists or has a password. */
export async function passwordMatches(storedHash: string | null, password: string): Promise<boolean> {
  // Made before it is known whether it is needed: the first stranger must not wait longer than the first colleague.
  const other = await (decoy ??= hashPassword('no account has this password'));
  const matches = await verify(storedHash ?? other, password);
  return storedHash !== null && matches;
}

/**
 * The one place where a password is judged before it is chosen: long enough, and not among those that are tried
 * first. Throws `auth.password_too_short`, `auth.password_common`.
 */
export async function checkPassword(password: string, owner: PasswordOwner): Promise<void> {
  if ([...password].length < PASSWORD_MIN_LENGTH) {
    throw new FoyerError('auth.password_too_short', `At least ${PASSWORD_MIN_LENGTH} characters`, {
      details: { minimum: PASSWORD_MIN_LENGTH },
    });
  }
  if (await isGuessable(password, owner)) {
    throw new FoyerError('auth.password_common', 'One of the first passwords anyone would try');
  }
}
