import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32; // 256 bits: nobody guesses one, so a fast hash is enough
const BASE = 36; // digits and small letters: one double-click selects a whole key
const SECRET_CHARACTERS = 50; // 256 bits in base 36
const START = 'foyer_';
const SHOWN_CHARACTERS = START.length + 6; // tells two keys apart, gives 226 bits of a key away to nobody

/** A new key. What starts with `foyer_` is recognised by people, by us and by those who search for leaks. */
export function createSecret(): string {
  const value = BigInt(`0x${randomBytes(SECRET_BYTES).toString('hex')}`);
  return START + value.toString(BASE).padStart(SECRET_CHARACTERS, '0');
}

/** Whether a bearer token is meant to be a key, as opposed to the token of a session. */
export function isKey(token: string): boolean {
  return token.startsWith(START);
}

/** The only form in which a key is kept: SHA-256, lower-case hex. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function prefixOf(secret: string): string {
  return secret.slice(0, SHOWN_CHARACTERS);
}
