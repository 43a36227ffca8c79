import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FoyerError } from '#shared/errors.ts';
import type { Storage } from '#main/platform/storage/index.ts';

export type StoredContent = { hash: string; size: number };

const ROOM_LOOKED_AT_BYTES = 8 * 1024 * 1024; // of one file: what others take meanwhile is noticed in time

/**
 * Writes what comes in to a new file and on the disk, hashed on its way. What was written when it fails is left to the
 * caller. Throws `request.too_large` past `maxBytes`, what the stream throws, and what the disk refuses as it says it.
 *
 * @param storage asked for room while the file comes in: the margin of the database stays free
 */
export async function receiveFile(
  path: string,
  content: Readable,
  {
    storage,
    maxBytes,
    signal,
  }: { storage: Pick<Storage, 'requireRoom'>; maxBytes: number; signal?: AbortSignal },
): Promise<StoredContent> {
  const digest = createHash('sha256');
  let size = 0;
  let lookedAt = 0;
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
      if (size - lookedAt > ROOM_LOOKED_AT_BYTES) {
        lookedAt = size;
        try {
          storage.requireRoom(0);
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)));
          return;
        }
      }
      digest.update(chunk);
      done(null, chunk);
    },
  });
  const file = createWriteStream(path, { mode: 0o600, flush: true });
  await pipeline(content, measure, file, ...(signal === undefined ? [] : [{ signal }]));
  return { hash: digest.digest('hex'), size };
}
