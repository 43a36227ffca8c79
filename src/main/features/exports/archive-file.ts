import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { asStorageError } from '#main/platform/content-store.ts';

/** One file of the archive. `open` is called when its turn comes, so that one is open at a time. */
export type ArchiveEntry = { path: string; compress: boolean; open: () => Readable | Promise<Readable> };

/**
 * Writes a ZIP (with ZIP64 where it is needed) entry after entry: memory holds one piece of one file, and the list of
 * names. Text goes in compressed.
 *
 * @returns its size in bytes and its SHA-256, lower-case hex. Throws `storage.full` when the disk is.
 */
export async function writeArchive(
  target: string,
  entries: AsyncIterable<ArchiveEntry>,
  signal: AbortSignal,
): Promise<{ size: number; sha256: string }> {
  const zip = new yazl.ZipFile();
  const digest = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  const output = createWriteStream(target, { mode: 0o600, flush: true });
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const written = pipeline(zip.outputStream, measure, output, { signal: either });
  const added = addAll(zip, entries, either);
  try {
    await Promise.race([added, written]); // a full disk is known before all is added
    await written;
    return { size, sha256: digest.digest('hex') };
  } catch (error) {
    ended.abort(error);
    await Promise.allSettled([added, written]);
    throw signal.aborted ? signal.reason : asStorageError(error);
  }
}

/** Each entry once the one before is written: nothing waits in memory. */
async function addAll(
  zip: yazl.ZipFile,
  entries: AsyncIterable<ArchiveEntry>,
  signal: AbortSignal,
): Promise<void> {
  for await (const { path, compress, open } of entries) {
    signal.throwIfAborted();
    const content = await open();
    if (signal.aborted) content.destroy();
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const stop = () => void content.destroy();
      signal.addEventListener('abort', stop, { once: true });
      zip.once('error', reject);
      content.once('error', reject);
      content.once('close', () => {
        zip.off('error', reject);
        signal.removeEventListener('abort', stop);
        resolve();
      });
      zip.addReadStream(content, path, { compress, mode: 0o100600 });
    });
  }
  zip.end();
}
