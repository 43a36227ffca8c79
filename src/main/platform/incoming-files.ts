import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FilesTaken } from '#shared/contract/route.ts';
import { FoyerError } from '#shared/errors.ts';

/** A file on its way in, under the name that its sender gave it. Its bytes are read once, before the next file. */
export type IncomingFile = { fileName: string; content: Readable };

export type IncomingFiles = AsyncIterable<IncomingFile>;

/** What a call brings that brings no files. */
export async function* noFiles(): AsyncGenerator<IncomingFile> {}

/** Counts what one request brings against what its route takes. Throws `request.too_large`. */
export function createFileCount({
  maxBytes,
  maxRequestBytes,
}: Pick<FilesTaken, 'maxBytes' | 'maxRequestBytes'>) {
  let total = 0;
  return {
    /** The bytes of one file, as long as they are not too many. */
    async *whole(fileName: string, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      let size = 0;
      for await (const bytes of content) {
        size += bytes.length;
        total += bytes.length;
        if (size > maxBytes)
          throw new FoyerError('request.too_large', `${fileName} is larger than ${maxBytes} bytes`, {
            details: { fileName, limitBytes: maxBytes },
          });
        if (total > maxRequestBytes)
          throw new FoyerError('request.too_large', 'The files are too large for one request: send several', {
            details: { limitBytes: maxRequestBytes },
          });
        yield bytes;
      }
    },
  };
}

export function tooManyFiles({ maxFiles }: Pick<FilesTaken, 'maxFiles'>, cause?: unknown): FoyerError {
  return new FoyerError('request.too_large', `More than ${maxFiles} files in one request: send several`, {
    details: { limitFiles: maxFiles },
    cause,
  });
}

/**
 * The same files, which end in `request.too_large` as soon as they are more than the route takes, and in
 * `request.invalid` when there is none. The last one allowed ends only once it is known that nothing follows it.
 */
export async function* filesWithin(files: IncomingFiles, takes: FilesTaken): AsyncGenerator<IncomingFile> {
  const source = files[Symbol.asyncIterator]();
  const count = createFileCount(takes);
  const whole = async function* ({ fileName, content }: IncomingFile, isLast: boolean) {
    yield* count.whole(fileName, content);
    if (isLast && (await source.next()).done !== true) throw tooManyFiles(takes);
  };
  let taken = 0;
  try {
    for (;;) {
      const step = taken === takes.maxFiles ? null : await source.next();
      if (step === null || step.done === true) break;
      taken += 1;
      const { fileName } = step.value;
      yield { fileName, content: Readable.from(whole(step.value, taken === takes.maxFiles)) };
    }
  } finally {
    await source.return?.();
  }
  if (taken === 0) throw new FoyerError('request.invalid', 'file: the form holds no file');
}

/** The only file of a route that takes one. Throws `request.invalid` when there is none. */
export async function onlyFile(files: IncomingFiles): Promise<IncomingFile> {
  const step = await files[Symbol.asyncIterator]().next();
  if (step.done !== true) return step.value;
  throw new FoyerError('request.invalid', 'file: the form holds no file');
}

/**
 * The text of the only file of a route that takes one, small enough to be held in memory. Spreadsheets of older days write
 * their tables in the alphabet of Western Europe.
 */
export async function textOfOnlyFile(files: IncomingFiles): Promise<string> {
  const bytes = await bytesOfOnlyFile(files);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The bytes of the only file of a route that takes one, small enough to be held in memory. */
export async function bytesOfOnlyFile(files: IncomingFiles): Promise<Buffer> {
  const { content } = await onlyFile(files);
  const pieces: Buffer[] = [];
  for await (const bytes of content as AsyncIterable<Buffer>) pieces.push(bytes);
  return Buffer.concat(pieces);
}

/** What was in files that were read: by it the same request is known again. */
export type FileDigest = { fileName: string; digest: string };

/** The same files; the digest of each is added to `digests` once it was read. */
export async function* digested(files: IncomingFiles, digests: FileDigest[]): AsyncGenerator<IncomingFile> {
  for await (const { fileName, content } of files) {
    const hash = createHash('sha256');
    const read = async function* () {
      for await (const bytes of content as AsyncIterable<Buffer>) {
        hash.update(bytes);
        yield bytes;
      }
      digests.push({ fileName, digest: hash.digest('hex') });
    };
    yield { fileName, content: Readable.from(read()) };
  }
}

/** Reads files to their end, for their digests alone. */
export async function digestsOf(files: IncomingFiles): Promise<FileDigest[]> {
  const digests: FileDigest[] = [];
  for await (const { content } of digested(files, digests)) for await (const _bytes of content);
  return digests;
}
