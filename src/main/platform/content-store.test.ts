import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { createContentStore, type ContentStore } from './content-store.ts';
import { moveFlatFiles } from './flat-files.ts';
import { roomyStorage } from '../../../tests/support/storage-stand-in.ts';

const MAX = 1_000;
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

describe('files of clients', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let files: ContentStore;
  const [one, two] = [randomUUID(), randomUUID()];
  beforeEach(() => {
    folder = temporaryFolder();
    files = createContentStore(folder.path, roomyStorage());
  });
  afterEach(() => folder.remove());

  it('are apart: the same bytes are two files, and deleting one leaves the other', async () => {
    const { hash } = await files.write(one, Readable.from(['mêmes octets']), MAX);
    await files.write(two, Readable.from(['mêmes octets']), MAX);
    expect(hash).toBe(hashOf('mêmes octets'));
    expect(files.pathOf(one, hash)).toBe(join(folder.path, one, hash.slice(0, 2), hash));
    expect(statSync(files.pathOf(one, hash)).ino).not.toBe(statSync(files.pathOf(two, hash)).ino);
    await files.remove(one, hash);
    expect(await files.has(one, hash)).toBe(false);
    expect(readFileSync(files.pathOf(two, hash), 'utf8')).toBe('mêmes octets');
  });

  it('go with their client, and a file still on its way in is refused', async () => {
    await files.write(one, Readable.from(['à effacer']), MAX);
    await files.write(two, Readable.from(['à garder']), MAX);
    const arriving = new Readable({ read: () => undefined });
    const late = files.write(one, arriving, MAX);
    arriving.push('trop tard');
    await files.removeClient(one);
    arriving.push(null);
    await expect(late).rejects.toThrow();
    await expect(files.write(one, Readable.from(['encore']), MAX)).rejects.toMatchObject({
      code: 'resource.not_found',
    });
    expect(readdirSync(folder.path)).toEqual([two]);
    expect(await files.sizeOf(two)).toEqual({ files: 1, bytes: Buffer.byteLength('à garder') });
  });

  it('are never named by a client’s id that is a path', () => {
    for (const id of ['..', '../..', 'incoming', '', `${one}/..`])
      expect(() => files.pathOf(id, hashOf('x'))).toThrow('Not a client id');
  });

  describe('stored before each client had a folder', () => {
    function writeFlat(text: string): string {
      const hash = hashOf(text);
      mkdirSync(join(folder.path, hash.slice(0, 2)), { recursive: true });
      writeFileSync(join(folder.path, hash.slice(0, 2), hash), text);
      return hash;
    }

    it('go to every client that has them; what nobody has is removed', async () => {
      const shared = writeFlat('commun');
      const own = writeFlat('propre');
      writeFlat('orphelin');
      const owners = new Map([
        [shared, [one, two]],
        [own, [two]],
      ]);
      expect(await moveFlatFiles(folder.path, () => owners)).toBe(3);
      expect(readFileSync(files.pathOf(one, shared), 'utf8')).toBe('commun');
      expect(readFileSync(files.pathOf(two, shared), 'utf8')).toBe('commun');
      expect(readFileSync(files.pathOf(two, own), 'utf8')).toBe('propre');
      expect(readdirSync(folder.path).toSorted()).toEqual([one, two].toSorted());
      await files.remove(one, shared);
      expect(readFileSync(files.pathOf(two, shared), 'utf8')).toBe('commun');
      expect(await moveFlatFiles(folder.path, () => owners)).toBe(0);
    });

    it('are moved on after a kill between two clients', async () => {
      const shared = writeFlat('commun');
      const interrupted = new Error('killed');
      const half = function* () {
        yield one;
        throw interrupted;
      };
      const killed = moveFlatFiles(folder.path, () => new Map([[shared, half() as unknown as string[]]]));
      await expect(killed).rejects.toBe(interrupted);
      expect(existsSync(join(folder.path, shared.slice(0, 2), shared))).toBe(true);
      await moveFlatFiles(folder.path, () => new Map([[shared, [one, two]]]));
      for (const client of [one, two])
        expect(readFileSync(files.pathOf(client, shared), 'utf8')).toBe('commun');
      expect(existsSync(join(folder.path, shared.slice(0, 2)))).toBe(false);
    });
  });
});
