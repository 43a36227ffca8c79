import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import type { FileDescription } from './engine-messages.ts';
import { createModelFiles } from './model-files.ts';

const description: FileDescription = {
  title: null,
  family: 'llama',
  purpose: 'chat',
  parameters: 135_000_000,
  trainedTokens: 4_096,
  vocabularySize: 1_000,
  weightBytes: 1_000_000,
  windows: [{ tokens: 512, bytes: 1_000 }],
};
const signal = new AbortController().signal;

let place: ReturnType<typeof temporaryFolder>;
let freeBytes: number;
let describe: () => Promise<FileDescription>;

beforeEach(() => {
  place = temporaryFolder();
  freeBytes = 1e9;
  describe = () => Promise.resolve(description);
});
afterEach(() => place.remove());

const folder = () => join(place.path, 'models');
const open = () =>
  createModelFiles({
    folder: folder(),
    storage: {
      requireRoom(bytes) {
        if (bytes > freeBytes) throw new FoyerError('storage.full', 'No room');
      },
      failed: error => error,
    },
    engines: {
      describe: () => describe(),
      endOf: () => Promise.resolve(),
      machine: () => Promise.reject(new Error('nothing is asked of the machine')),
    },
  });
const add = (fileName: string, bytes: string, sizeBytes = bytes.length) =>
  open().add(Readable.from([Buffer.from(bytes)]), { fileName, sizeBytes }, signal);
const incoming = () => readdirSync(join(folder(), 'incoming'));

it('keeps a file once, whatever it is called; another one of the same name has a name of its own', async () => {
  const first = await add('../Mon modèle?.GGUF', 'one');
  expect(first).toMatchObject({ name: 'Mon modèle', sizeBytes: 3, family: 'llama' });
  expect(await add('autre.gguf', 'one')).toEqual(first);
  const second = await add('Mon modèle.gguf', 'two');
  expect(second.name).toBe('Mon modèle (2)');
  const files = open(); // as after a restart
  expect(files.list()).toEqual([first, second]);
  expect(files.pathOf('Mon modèle (2)')).toBe(join(folder(), `${second.hash}.gguf`));
  expect(files.isWhole(second)).toBe(true);
  expect(files.fitOf(first.hash, 'chat').contextTokens).toBe(4_096);
  expect(incoming()).toEqual([]);
});

it('looks at the disk before a byte is written', async () => {
  freeBytes = 10;
  await expect(add('a.gguf', 'one', 11)).rejects.toMatchObject({ code: 'storage.full' });
  expect(existsSync(folder())).toBe(false);
});

it('leaves nothing of what is no model, nor of what broke off', async () => {
  describe = () => Promise.reject(new FoyerError('model.file_cut', 'cut'));
  await expect(add('a.gguf', 'one')).rejects.toMatchObject({ code: 'model.file_cut' });
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('one');
      await Promise.reject(new Error('the line broke'));
    })(),
  );
  await expect(open().add(broken, { fileName: 'a.gguf' }, signal)).rejects.toThrow('the line broke');
  expect(incoming()).toEqual([]);
  expect(open().list()).toEqual([]);
});

it('removes what a kill left, and nothing else', async () => {
  const kept = await add('a.gguf', 'one');
  writeFileSync(join(folder(), 'incoming', 'half.gguf'), 'half');
  writeFileSync(join(folder(), `${'0'.repeat(64)}.json`), '{}'); // its file never came into its place
  expect(open().list()).toEqual([kept]);
  expect(await open().clean(new Set())).toBe(2);
  expect(incoming()).toEqual([]);
  expect(open().list()).toEqual([kept]);
});

it('is told where a file is not kept', () => {
  expect(() => open().pathOf('absent')).toThrow(expect.objectContaining({ code: 'model.file_missing' }));
});
