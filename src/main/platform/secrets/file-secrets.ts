import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

import { FoyerError } from '#shared/errors.ts';
import type { Secrets } from './secrets.ts';

const KEY_FILE = 'secrets.key';
const KEY_BYTES = 32; // AES-256
const NONCE_BYTES = 12; // the size GCM is specified for (NIST SP 800-38D)
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';
const VERSION = 'v1';
/** Any permission for the group or for others. */
const FOREIGN_PERMISSIONS = 0o077;

function unreadable(message: string, cause?: unknown): FoyerError {
  return new FoyerError('secrets.unreadable', message, cause === undefined ? {} : { cause });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function readKey(path: string): Buffer | null {
  try {
    if (process.platform !== 'win32') {
      const mode = statSync(path).mode & 0o777;
      if ((mode & FOREIGN_PERMISSIONS) !== 0) {
        throw unreadable(
          `${path} can be read by others (mode ${mode.toString(8)}). Make it private with: chmod 600 ${path}`,
        );
      }
    }
    const key = readFileSync(path);
    if (key.byteLength !== KEY_BYTES)
      throw unreadable(`${path} is damaged: ${key.byteLength} bytes, not ${KEY_BYTES}`);
    return key;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    if (error instanceof FoyerError) throw error;
    throw unreadable(`${path} cannot be read`, error);
  }
}

/**
 * Creates the key whole or not at all: written to a file of its own, flushed, then linked to its name, which fails
 * when another process was faster. A power cut never leaves half a key.
 */
function createKey(directory: string, path: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const draft = join(directory, `${KEY_FILE}.${process.pid}.${randomBytes(6).toString('hex')}`);
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, randomBytes(KEY_BYTES));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    chmodSync(draft, 0o600); // whatever the umask says
    linkSync(draft, path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    // Memory sticks and some network folders know no links: the exclusive flag alone still lets only one win.
    writeFileSync(path, readFileSync(draft), { flag: 'wx', mode: 0o600, flush: true });
  } finally {
    rmSync(draft);
  }
}

function loadKey(directory: string): Buffer {
  const path = join(directory, KEY_FILE);
  const existing = readKey(path);
  if (existing !== null) return existing;
  createKey(directory, path);
  const created = readKey(path);
  if (created === null) throw unreadable(`${path} disappeared while it was created`);
  return created;
}

/**
 * Secrets sealed with AES-256-GCM under a key kept in `directory` (`secrets.key`, 32 bytes, readable by its owner
 * alone). Sealed form: `v1:` and base64url of nonce, tag and cipher text.
 * Throws FoyerError `secrets.unreadable` when the key file is damaged or open to others.
 */
export function createFileSecrets({ directory }: { directory: string }): Secrets {
  const key = loadKey(directory);
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(VERSION));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${VERSION}:${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    open(sealed) {
      const [version, payload, ...rest] = sealed.split(':');
      if (version !== VERSION || payload === undefined || rest.length > 0) {
        throw unreadable('the sealed text has a form this version does not know');
      }
      const bytes = Buffer.from(payload, 'base64url');
      if (bytes.byteLength < NONCE_BYTES + TAG_BYTES) throw unreadable('the sealed text is cut short');
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(VERSION));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        const plain = Buffer.concat([
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
          decipher.final(),
        ]);
        return plain.toString('utf8');
      } catch (error) {
        throw unreadable('the sealed text was altered or sealed by another installation', error);
      }
    },
  };
}
