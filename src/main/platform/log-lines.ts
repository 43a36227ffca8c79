import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn } from './content-store.ts';

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;
/** What stands in place of an erased line, filled up with spaces to the length of the line. */
const ERASED = Buffer.from('{"erased":true}');

/**
 * Blanks lines of the logs in place: the file keeps its length, so that what is written to it meanwhile is neither
 * lost nor moved. A line still being written is left alone.
 *
 * @param folder of the logs: the one being written and the rotated ones.
 * @param unwanted told each line, without its end; true blanks it.
 * @returns how many lines were blanked.
 */
export async function blankLogLines(
  folder: string,
  unwanted: (line: string) => boolean,
  signal?: AbortSignal,
): Promise<number> {
  let blanked = 0;
  const seen = new Set<number>();
  // A rotation meanwhile renames a file: the folder is listed until it shows none that was not looked at.
  for (let found = true; found;) {
    found = false;
    for (const name of await namesIn(folder)) {
      const file = await openIfThere(join(folder, name));
      if (!file) continue;
      try {
        const { ino, size } = await file.stat();
        if (seen.has(ino)) continue;
        seen.add(ino);
        found = true;
        blanked += await blankIn(file, size, unwanted, signal);
      } finally {
        await file.close();
      }
    }
  }
  return blanked;
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'EISDIR') return null; // rotated away between listing and opening
    throw error;
  }
}

async function blankIn(
  file: FileHandle,
  size: number,
  unwanted: (line: string) => boolean,
  signal: AbortSignal | undefined,
): Promise<number> {
  let blanked = 0;
  let rest = Buffer.alloc(0);
  let position = 0; // of the first byte of `rest`
  const chunk = Buffer.alloc(CHUNK_BYTES);
  while (position + rest.length < size) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, position + rest.length);
    if (bytesRead === 0) break;
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE, from); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
      if (end > from && unwanted(bytes.toString('utf8', from, end))) {
        await file.write(blankOf(end - from), 0, end - from, position + from);
        blanked += 1;
      }
      from = end + 1;
    }
    rest = Buffer.from(bytes.subarray(from));
    position += from;
  }
  if (blanked > 0) await file.sync();
  return blanked;
}

function blankOf(length: number): Buffer {
  const blank = Buffer.alloc(length, ' ');
  if (length >= ERASED.length) ERASED.copy(blank);
  return blank;
}
