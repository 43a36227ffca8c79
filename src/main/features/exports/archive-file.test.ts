import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { writeArchive, type ArchiveEntry } from './archive-file.ts';

const never = new AbortController().signal;
const MEGABYTE = Buffer.alloc(1_000_000, 'x');

function* megabytes(count: number): Generator<Buffer> {
  for (let index = 0; index < count; index += 1) yield MEGABYTE;
}

describe('writeArchive', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  async function* entries(...list: ArchiveEntry[]): AsyncGenerator<ArchiveEntry> {
    yield* list;
  }
  const large = (count: number, opened?: () => void): ArchiveEntry => ({
    path: 'files/grand.bin',
    compress: false,
    open() {
      opened?.();
      return Readable.from(megabytes(count));
    },
  });

  it('writes each entry under its name', async () => {
    const target = join(folder.path, 'a.zip');
    const written = await writeArchive(
      target,
      entries(
        { path: 'client.json', compress: true, open: () => Readable.from([Buffer.from('{}')]) },
        { path: 'files/00001 Été.txt', compress: true, open: () => Readable.from([Buffer.from('été')]) },
        { path: 'files/vide', compress: false, open: () => Readable.from([]) },
      ),
      never,
    );
    const bytes = readFileSync(target);
    expect(written.size).toBe(bytes.length);
    const files = unzipSync(bytes);
    expect(Object.keys(files)).toEqual(['client.json', 'files/00001 Été.txt', 'files/vide']);
    expect(strFromU8(files['files/00001 Été.txt'] ?? new Uint8Array())).toBe('été');
  });

  it('says that the disk is full', async () => {
    // The device on which every write fails for want of space.
    await expect(writeArchive('/dev/full', entries(large(5)), never)).rejects.toMatchObject({
      code: 'storage.full',
    });
  });

  it('opens an entry when its turn comes, and stops when told to', async () => {
    const stop = new AbortController();
    const opened: string[] = [];
    const reason = new Error('cancelled');
    const writing = writeArchive(
      join(folder.path, 'b.zip'),
      entries(
        large(1, () => opened.push('first')),
        large(200, () => {
          opened.push('second');
          stop.abort(reason);
        }),
        large(1, () => opened.push('third')),
      ),
      stop.signal,
    );
    await expect(writing).rejects.toBe(reason);
    expect(opened).toEqual(['first', 'second']);
  });

  it('fails with what a file could not be read for', async () => {
    const gone = new Error('gone');
    const broken: ArchiveEntry = {
      path: 'files/x',
      compress: false,
      open: () =>
        new Readable({
          read() {
            this.destroy(gone);
          },
        }),
    };
    const target = join(folder.path, 'c.zip');
    await expect(writeArchive(target, entries(broken, large(1)), never)).rejects.toBe(gone);
    expect(existsSync(target)).toBe(true); // the caller removes it
  });
});
