import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import { readPrivateFile } from './private-file.ts';

const PASSPHRASE_VARIABLE = 'FOYER_PASSPHRASE';

/** Asked once a start, by an attacker billions of times: 64 MiB and 3 passes (RFC 9106, second choice), about 0.2 s. */
const COST = { memoryKib: 65_536, passes: 3, lanes: 1 };
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const CIPHER = 'aes-256-gcm';
const ARGON2ID = 2;

/** What is kept of a passphrase: how to make the wrapping key from it again, never the passphrase. */
export const passphraseWrapping = z.object({
  with: z.literal('passphrase'),
  kdf: z.object({
    name: z.literal('argon2id'),
    // Bounds, so that a file from elsewhere cannot take all memory.
    memoryKib: z.number().int().min(8_192).max(1_048_576),
    passes: z.number().int().min(1).max(16),
    lanes: z.number().int().min(1).max(16),
    salt: z.base64(),
  }),
  nonce: z.base64(),
  tag: z.base64(),
  wrapped: z.base64(),
});
export type PassphraseWrapping = z.infer<typeof passphraseWrapping>;

/** A key made from a passphrase, and how it was made. */
export type WrappingKey = { key: Buffer; kdf: PassphraseWrapping['kdf'] };

export async function deriveKey(passphrase: string, known?: PassphraseWrapping['kdf']): Promise<WrappingKey> {
  const kdf = known ?? {
    name: 'argon2id',
    ...COST,
    salt: randomBytes(SALT_BYTES).toString('base64'),
  };
  const key = await hashRaw(passphrase.normalize('NFC'), {
    algorithm: ARGON2ID,
    memoryCost: kdf.memoryKib,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    salt: Buffer.from(kdf.salt, 'base64'),
    outputLen: 32,
  });
  return { key, kdf };
}

export function wrapWithKey({ key, kdf }: WrappingKey, plain: string): PassphraseWrapping {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  cipher.setAAD(Buffer.from(JSON.stringify(kdf)));
  const wrapped = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return {
    with: 'passphrase',
    kdf,
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    wrapped: wrapped.toString('base64'),
  };
}

/** @throws FoyerError `secrets.passphrase_wrong`. */
export function unwrapWithKey(
  { key }: WrappingKey,
  { kdf, nonce, tag, wrapped }: PassphraseWrapping,
): string {
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, 'base64'));
  decipher.setAAD(Buffer.from(JSON.stringify(kdf)));
  decipher.setAuthTag(Buffer.from(tag, 'base64'));
  try {
    const plain = [decipher.update(Buffer.from(wrapped, 'base64')), decipher.final()];
    return Buffer.concat(plain).toString('utf8');
  } catch (error) {
    throw new FoyerError('secrets.passphrase_wrong', 'The passphrase does not open the secrets', {
      cause: error,
    });
  }
}

/**
 * The passphrase that was given: the first line of a file that only its owner may read, else the environment's, which
 * is taken out of there: programs that are started from here inherit the environment.
 * Throws `secrets.unreadable` for a file that is not there or open to others, `secrets.passphrase_needed` for an
 * empty one.
 */
export function takePassphrase(file: string | undefined, environment: NodeJS.ProcessEnv): string | null {
  const inherited = environment[PASSPHRASE_VARIABLE] ?? null;
  delete environment[PASSPHRASE_VARIABLE];
  if (file === undefined) return inherited;
  const content = readPrivateFile(file);
  if (content === null) throw new FoyerError('secrets.passphrase_needed', `${file} is not there`);
  const line = content.toString('utf8').split(/\r?\n/, 1)[0] ?? '';
  if (line === '') throw new FoyerError('secrets.passphrase_needed', `${file} is empty`);
  return line;
}
