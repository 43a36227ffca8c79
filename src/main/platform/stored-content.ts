import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { ContentStore } from './content-store.ts';

/** What is known of bytes that were taken in. */
export type KnownContent = {
  clientId: string;
  contentHash: string;
  /** Null when it is not known: then every byte is read. */
  size: number | null;
};

type Files = Pick<ContentStore, 'pathOf'>;

/** Bytes of the stored file now; null when it is gone. */
export async function storedSize(
  files: Files,
  { clientId, contentHash }: KnownContent,
): Promise<number | null> {
  try {
    return (await stat(files.pathOf(clientId, contentHash))).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * The path of a stored file, once it was read and found to be what was taken in, byte for byte. Throws
 * `document.file_missing` when it is gone, `document.file_changed` when it is another.
 */
export async function requireContent(files: Files, content: KnownContent): Promise<string> {
  const path = files.pathOf(content.clientId, content.contentHash);
  const size = await storedSize(files, content);
  if (size === null) throw new FoyerError('document.file_missing', 'The stored file is gone');
  const digest = createHash('sha256');
  const isSameSize = content.size === null || content.size === size;
  if (isSameSize) await pipeline(createReadStream(path), digest);
  if (!isSameSize || digest.digest('hex') !== content.contentHash)
    throw new FoyerError('document.file_changed', 'The stored file has other bytes than were taken in');
  return path;
}

/** Whether an error says that a stored file cannot be used any more. */
export function isContentLost(error: unknown): boolean {
  return (
    isFoyerError(error) && (error.code === 'document.file_missing' || error.code === 'document.file_changed')
  );
}
