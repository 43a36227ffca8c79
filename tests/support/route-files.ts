import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { GivenFile } from '#shared/contract/files.ts';
import type { IncomingFiles } from '#main/platform/incoming-files.ts';

/** One file beside the input of a call in process. */
export function withFile(
  content: string | Buffer,
  fileName = 'fichier.csv',
): { context: { files: IncomingFiles } } {
  async function* files() {
    yield { fileName, content: Readable.from([Buffer.from(content)]) };
  }
  return { context: { files: files() } };
}

/** All that a route gave. */
export async function bytesOf(file: GivenFile): Promise<Buffer> {
  if ('path' in file) return await readFile(file.path);
  if ('bytes' in file) return Buffer.from(await file.bytes());
  return await wholeOf(file.content(new AbortController().signal));
}

export async function wholeOf(content: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
