import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FoyerError } from '#shared/errors.ts';
import { receiveFile, type StoredContent } from '#main/platform/file-receiving.ts';
import type { Storage } from '#main/platform/storage/index.ts';

/** Bytes that have come in whole and are nobody's yet. */
export type StagedContent = StoredContent & {
  clientId: string;
  /** Puts them in their place. Throws `resource.not_found` for a client that was removed. */
  keep(): Promise<void>;
  /** Forgets them; what was kept stays. */
  discard(): Promise<void>;
};

/** Files of one client: bytes that two clients both have are two files, and one never touches the other's. */
export type ContentStore = {
  /**
   * Takes bytes in without putting them in their place. Throws `request.too_large` past `maxBytes`, `storage.full`
   * when the disk is, `resource.not_found` for a client that was removed; a failed or aborted write leaves nothing
   * behind. Either `keep` or `discard` them.
   */
  stage(clientId: string, content: Readable, maxBytes: number): Promise<StagedContent>;
  /** Keeps the bytes under their SHA-256. Throws what `stage` does. */
  write(clientId: string, content: Readable, maxBytes: number): Promise<StoredContent>;
  /** Absolute path of stored bytes; it is for reading only. */
  pathOf(clientId: string, hash: string): string;
  has(clientId: string, hash: string): Promise<boolean>;
  remove(clientId: string, hash: string): Promise<void>;
  /** Removes every file of a client; writes that are still under way for it fail. */
  removeClient(clientId: string): Promise<void>;
  /** How many files a client has, and their bytes. */
  sizeOf(clientId: string): Promise<{ files: number; bytes: number }>;
  /** Everything that is stored, with whose it is. */
  all(): Promise<{ clientId: string; hash: string }[]>;
  /** Removes what interrupted writes left. Call before any write. */
  clean(): Promise<void>;
};

const HASH_FORMAT = /^[0-9a-f]{64}$/;
const CLIENT_FORMAT = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** In each client's folder: files on their way in. */
export const INCOMING = 'incoming';

/**
 * Files by client and content: `<folder>/<client id>/ab/abcdef…`. Names people give never become paths.
 *
 * @param storage asked for room before and while a file comes in: the margin of the database stays free.
 */
export function createContentStore(
  folder: string,
  storage: Pick<Storage, 'requireRoom' | 'failed'>,
): ContentStore {
  /** Ids are never used again: what is removed stays removed. */
  const removed = new Set<string>();

  const folderOf = (clientId: string) => clientFolder(folder, clientId);
  const pathOf = (clientId: string, hash: string) => contentPath(folder, clientId, hash);

  async function stage(clientId: string, content: Readable, maxBytes: number): Promise<StagedContent> {
    if (removed.has(clientId)) throw gone(clientId);
    storage.requireRoom(0);
    const incoming = join(folderOf(clientId), INCOMING);
    await mkdir(incoming, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw storage.failed(error);
    });
    const temporary = join(incoming, randomUUID());
    const forget = () =>
      rm(removed.has(clientId) ? folderOf(clientId) : temporary, { recursive: true, force: true });
    let received: StoredContent;
    try {
      received = await receiveFile(temporary, content, { storage, maxBytes });
    } catch (error) {
      await forget();
      throw storage.failed(error);
    }
    const { hash, size } = received;
    return {
      clientId,
      hash,
      size,
      async keep() {
        try {
          const target = pathOf(clientId, hash);
          await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
          await rename(temporary, target);
          if (removed.has(clientId)) throw gone(clientId);
        } catch (error) {
          await forget();
          // Its folder went with the client, the bytes on their way in too.
          throw removed.has(clientId) ? gone(clientId) : storage.failed(error);
        }
      },
      discard: forget,
    };
  }

  return {
    stage,
    async write(clientId, content, maxBytes) {
      const staged = await stage(clientId, content, maxBytes);
      await staged.keep();
      return { hash: staged.hash, size: staged.size };
    },
    pathOf,
    async has(clientId, hash) {
      return access(pathOf(clientId, hash)).then(
        () => true,
        () => false,
      );
    },
    async remove(clientId, hash) {
      await rm(pathOf(clientId, hash), { force: true });
    },
    async removeClient(clientId) {
      removed.add(clientId);
      await rm(folderOf(clientId), { recursive: true, force: true, maxRetries: 3 });
    },
    async sizeOf(clientId) {
      let files = 0;
      let bytes = 0;
      for await (const size of fileSizes(folderOf(clientId))) {
        files += 1;
        bytes += size;
      }
      return { files, bytes };
    },
    async all() {
      const stored: { clientId: string; hash: string }[] = [];
      for (const clientId of (await namesIn(folder)).filter(name => CLIENT_FORMAT.test(name))) {
        const entries = await readdir(folderOf(clientId), { withFileTypes: true, recursive: true }).catch(
          () => [],
        );
        for (const entry of entries)
          if (entry.isFile() && HASH_FORMAT.test(entry.name)) stored.push({ clientId, hash: entry.name });
      }
      return stored;
    },
    async clean() {
      await rm(join(folder, INCOMING), { recursive: true, force: true });
      for (const name of await namesIn(folder)) {
        if (CLIENT_FORMAT.test(name))
          await rm(join(folder, name, INCOMING), { recursive: true, force: true });
      }
    },
  };
}

function gone(clientId: string): FoyerError {
  return new FoyerError('resource.not_found', `No client ${clientId}`);
}

/** Where the files of a client are. */
export function clientFolder(folder: string, clientId: string): string {
  if (!CLIENT_FORMAT.test(clientId)) throw new FoyerError('internal.unexpected', 'Not a client id');
  return join(folder, clientId);
}

/** Where one file of a client is. */
export function contentPath(folder: string, clientId: string, hash: string): string {
  if (!HASH_FORMAT.test(hash)) throw new FoyerError('internal.unexpected', 'Not a content hash');
  return join(clientFolder(folder, clientId), hash.slice(0, 2), hash);
}

/** What a write that found the disk full becomes, `storage.full`; anything else as it is. */
export function asStorageError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new FoyerError('storage.full', 'No space left for the file', { cause: error });
  }
  return error;
}

/** Names in a folder; none when it does not exist. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Bytes of all files under a folder; 0 when it does not exist. */
export async function folderSize(folder: string): Promise<number> {
  let total = 0;
  for await (const size of fileSizes(folder)) total += size;
  return total;
}

async function* fileSizes(folder: string): AsyncGenerator<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const details = await stat(join(entry.parentPath, entry.name)).catch(() => null);
    yield details?.size ?? 0;
  }
}
