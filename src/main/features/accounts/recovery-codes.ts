import { createHash, randomInt } from 'node:crypto';

const COUNT = 10;
const LENGTH = 16; // 80 bits: no slow hash is needed against whoever steals the database
const GROUP = 4;
/** Crockford's letters, without those that are read for one another. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Codes to write down, in groups of four: `k3v9-2xq7-…`. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const letters = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(
      '',
    );
    return letters.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? letters;
  });
}

/** What is kept of a code. Spaces, hyphens, capitals and look-alike letters of whoever types it make no difference. */
export function recoveryCodeHash(userId: string, typed: string): string {
  const plain = typed
    .toLowerCase()
    .replaceAll(/[\s\p{Dash}]/gu, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  return createHash('sha256').update(`${userId}:${plain}`).digest('hex');
}
