import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { unreadable } from './private-file.ts';

const KEY_BYTES = 32; // AES-256
const NONCE_BYTES = 12; // the size GCM is specified for (NIST SP 800-38D)
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** The key of the first versions: 32 bare bytes in a file. What it sealed starts with its name. */
const FIRST_KEY = 'v1';
const SEALED = /^(v1|v2:[0-9a-f]{8}):([\w-]+)$/;

const keyBytes = z.base64().refine(text => Buffer.from(text, 'base64').byteLength === KEY_BYTES);

const ringShape = z.object({
  version: z.literal(1),
  /** Since when the keys are kept in the way they are kept now. */
  protectedSince: z.iso.datetime(),
  /** When the key was last changed for a new one; null when never. */
  rotatedAt: z.iso.datetime().nullable(),
  /** The first one seals. Others only open, until what they sealed is sealed anew. */
  keys: z.array(z.object({ id: z.string().regex(/^(v1|[0-9a-f]{8})$/), key: keyBytes })).min(1),
});

/** The keys that open and seal the secrets of this installation, as they are kept. */
export type KeyRing = z.infer<typeof ringShape>;

export function newKeyRing(now: Date): KeyRing {
  return { version: 1, protectedSince: now.toISOString(), rotatedAt: null, keys: [newKey()] };
}

/** The same ring with a new key to seal with; the others still open. */
export function withNewKey(ring: KeyRing, now: Date): KeyRing {
  return { ...ring, rotatedAt: now.toISOString(), keys: [newKey(), ...ring.keys] };
}

/** The same ring without the keys that were replaced. */
export function withoutOldKeys(ring: KeyRing): KeyRing {
  return { ...ring, keys: ring.keys.slice(0, 1) };
}

export function printKeyRing(ring: KeyRing): string {
  return JSON.stringify(ring);
}

/**
 * @param where the file it came from, for the message.
 * @throws FoyerError `secrets.unreadable` for anything that is no ring.
 */
export function parseKeyRing(content: Buffer, where: string, writtenAt: Date): KeyRing {
  if (content.byteLength === KEY_BYTES) {
    return {
      version: 1,
      protectedSince: writtenAt.toISOString(),
      rotatedAt: null,
      keys: [{ id: FIRST_KEY, key: content.toString('base64') }],
    };
  }
  try {
    return ringShape.parse(JSON.parse(content.toString('utf8')));
  } catch (error) {
    throw unreadable(`${where} is damaged`, error);
  }
}

/** Whether a text has the form of something sealed. */
export function looksSealed(text: string): boolean {
  return SEALED.test(text);
}

/** Whether it was sealed with the key that seals now. */
export function sealedWithCurrent(ring: KeyRing, sealed: string): boolean {
  const [current] = ring.keys;
  return current !== undefined && SEALED.exec(sealed)?.[1] === prefixOf(current.id);
}

/** AES-256-GCM under the first key; `v2:<key>:` and base64url of nonce, tag and cipher text. */
export function sealWith(ring: KeyRing, plain: string): string {
  const [current] = ring.keys;
  if (current === undefined) throw unreadable('there is no key to seal with');
  const prefix = prefixOf(current.id);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, Buffer.from(current.key, 'base64'), nonce, {
    authTagLength: TAG_BYTES,
  });
  cipher.setAAD(Buffer.from(prefix));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `${prefix}:${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/** @throws FoyerError `secrets.unreadable` for what none of the keys sealed, or what was altered. */
export function openWith(ring: KeyRing, sealed: string): string {
  const [, prefix, payload] = SEALED.exec(sealed) ?? [];
  if (prefix === undefined || payload === undefined)
    throw unreadable('the sealed text has a form this version does not know');
  const bytes = Buffer.from(payload, 'base64url');
  if (bytes.byteLength < NONCE_BYTES + TAG_BYTES) throw unreadable('the sealed text is cut short');
  const key = ring.keys.find(({ id }) => prefixOf(id) === prefix);
  if (key === undefined) throw unreadable('the sealed text is under a key that is not here any more');
  const decipher = createDecipheriv(CIPHER, Buffer.from(key.key, 'base64'), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(prefix));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const plain = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
    return Buffer.concat(plain).toString('utf8');
  } catch (error) {
    throw unreadable('the sealed text was altered or sealed by another installation', error);
  }
}

function newKey(): KeyRing['keys'][number] {
  return { id: randomBytes(4).toString('hex'), key: randomBytes(KEY_BYTES).toString('base64') };
}

function prefixOf(keyId: string): string {
  return keyId === FIRST_KEY ? FIRST_KEY : `v2:${keyId}`;
}
