import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FoyerError } from '#shared/errors.ts';

export type StoredContent = { hash: string; size: number };

export type ContentStore = {
  /**
   * Keeps the bytes under their SHA-256. Throws `request.too_large` past `maxBytes`, `storage.full` when the
   * disk is; a failed or aborted write leaves nothing behind.
   */
  write(content: Readable, maxBytes: number): Promise<StoredContent>;
  /** Absolute path of stored bytes; it is for reading only. */
  pathOf(hash: string): string;
  has(hash: string): Promise<boolean>;
  remove(hash: string): Promise<void>;
  /** Everything that is stored. */
  hashes(): Promise<string[]>;
  /** Removes what interrupted writes left. Call before any write. */
  clean(): Promise<void>;
};

const HASH_FORMAT = /^[0-9a-f]{64}$/;

/** Files by content: `<folder>/ab/abcdef…`. Names people give never become paths. */
export function createContentStore(folder: string): ContentStore {
  const incoming = join(folder, 'incoming');

  const pathOf = (hash: string) => {
    if (!HASH_FORMAT.test(hash)) throw new FoyerError('internal.unexpected', 'Not a content hash');
    return join(folder, hash.slice(0, 2), hash);
  };

  return {
    async write(content, maxBytes) {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      const temporary = join(incoming, randomUUID());
      const digest = createHash('sha256');
      let size = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          if (size > maxBytes) {
            done(
              new FoyerError('request.too_large', `File larger than ${maxBytes} bytes`, {
                details: { maxBytes },
              }),
            );
            return;
          }
          digest.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(content, measure, createWriteStream(temporary, { mode: 0o600, flush: true }));
        const hash = digest.digest('hex');
        const target = pathOf(hash);
        await mkdir(join(folder, hash.slice(0, 2)), { recursive: true, mode: 0o700 });
        await rename(temporary, target);
        return { hash, size };
      } catch (error) {
        await rm(temporary, { force: true });
        throw asStorageError(error);
      }
    },
    pathOf,
    async has(hash) {
      return access(pathOf(hash)).then(
        () => true,
        () => false,
      );
    },
    async remove(hash) {
      await rm(pathOf(hash), { force: true });
    },
    async hashes() {
      const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
      return entries.filter(entry => entry.isFile() && HASH_FORMAT.test(entry.name)).map(entry => entry.name);
    },
    async clean() {
      await rm(incoming, { recursive: true, force: true });
    },
  };
}

function asStorageError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new FoyerError('storage.full', 'No space left for the file', { cause: error });
  }
  return error;
}

/** Bytes of all files under a folder; 0 when it does not exist. */
export async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  let total = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const details = await stat(join(entry.parentPath, entry.name)).catch(() => null);
    total += details?.size ?? 0;
  }
  return total;
}
