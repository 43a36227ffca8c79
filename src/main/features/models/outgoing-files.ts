import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MODEL_FILE_MAX_BYTES } from '#shared/contract/limits.ts';
import { FoyerError } from '#shared/errors.ts';
import type { SentModelFile } from '#main/ai/ports.ts';
import { receiveFile } from '#main/platform/file-receiving.ts';
import type { Storage } from '#main/platform/storage/index.ts';

type Options = { folder: string; storage: Pick<Storage, 'requireRoom' | 'failed'> };

const FIRST_BYTES = Buffer.from('GGUF');

export type OutgoingFiles = ReturnType<typeof createOutgoingFiles>;

/** Model files that came over the network to go on to a server: each stays until it went, or nobody wants it any more. */
export function createOutgoingFiles({ folder, storage }: Options) {
  const arriving = new Set<string>();
  return {
    /** Throws `storage.full`, `request.too_large` and `model.file_not_gguf`; then nothing of it stays. @returns its path. */
    async take(content: Readable, signal: AbortSignal): Promise<string> {
      const path = join(folder, `${randomUUID()}.gguf`);
      arriving.add(path);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await receiveFile(path, content, { storage, maxBytes: MODEL_FILE_MAX_BYTES, signal });
        await requireGguf(path);
        return path;
      } catch (error) {
        await rm(path, { force: true });
        throw storage.failed(error);
      } finally {
        arriving.delete(path);
      }
    },
    remove: (path: string) => rm(path, { force: true }),
    /** @returns how many were removed. */
    async clean(wanted: () => ReadonlySet<string>): Promise<number> {
      const names = existsSync(folder) ? await readdir(folder) : [];
      const kept = wanted();
      const left = names
        .map(name => join(folder, name))
        .filter(path => !kept.has(path) && !arriving.has(path));
      for (const path of left) await rm(path, { force: true });
      return left.length;
    },
  };
}

/** Throws `model.file_not_gguf`. */
export async function requireGguf(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES.length), 0, FIRST_BYTES.length, 0);
    if (bytesRead === FIRST_BYTES.length && buffer.equals(FIRST_BYTES)) return;
    throw new FoyerError('model.file_not_gguf', 'The file does not begin as a GGUF file does');
  } finally {
    await file.close();
  }
}

/** A file as it is sent: all of it is read. Throws `path.not_found` when it is gone. */
export async function fileToSend(path: string, signal: AbortSignal): Promise<SentModelFile> {
  const details = await stat(path).catch((error: unknown) => {
    throw new FoyerError('path.not_found', 'The model file is gone', { cause: error });
  });
  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest, { signal });
  return { path, hash: digest.digest('hex'), sizeBytes: details.size };
}
