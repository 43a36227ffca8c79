import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { includeModel } from '../../../../scripts/included-model.mjs';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { createIncludedModel } from './included.ts';

type Add = Parameters<typeof createIncludedModel>[0]['inside']['add'];
type Enqueued = { label: string; payload: { sha256: string } };

const SHA256 = '144581c14596a699068df44aa4ca0ed507e2d4a875f409e78b6319ec468379b3';

let place: { path: string; remove: () => void };
let stored: Map<string, unknown>;
let enqueued: Enqueued[];
let added: unknown[];
let refusal: FoyerError | null;

beforeEach(() => {
  const { path, remove } = temporaryFolder();
  place = { path, remove };
  stored = new Map();
  enqueued = [];
  added = [];
  refusal = null;
});
afterEach(() => place.remove());

const add: Add = async (content, given, use) => {
  let text = '';
  for await (const piece of content) text += String(piece);
  if (refusal !== null) throw refusal;
  added.push({ text, given, use });
  return {} as Awaited<ReturnType<Add>>;
};

const open = () =>
  createIncludedModel({
    settings: { stored: key => stored.get(key), store: (key, value) => void stored.set(key, value) },
    jobs: {
      enqueue(_kind, job) {
        enqueued.push(job as unknown as Enqueued);
        return {} as never;
      },
    },
    inside: { add },
    folder: place.path,
  });

function include(sha256 = SHA256): void {
  mkdirSync(place.path, { recursive: true });
  writeFileSync(join(place.path, 'model.gguf'), 'GGUF and more');
  writeFileSync(join(place.path, 'model.json'), JSON.stringify({ name: 'E5', sha256 }));
}

async function runLast(): Promise<void> {
  const payload = enqueued.at(-1)?.payload;
  if (payload === undefined) throw new Error('Nothing was asked for');
  await open().run({ payload, signal: new AbortController().signal } as never);
}

it('a package without a model asks for nothing', () => {
  open().begin();
  expect(enqueued).toEqual([]);
});

it('the model of a package compares from the first start, and does not come back once it was removed', async () => {
  include();
  open().begin();
  await runLast();
  expect(added).toEqual([
    {
      text: 'GGUF and more',
      given: { fileName: 'E5.gguf', sizeBytes: 13 },
      use: { name: 'E5', purpose: 'embedding' },
    },
  ]);
  open().begin(); // as after a restart, whatever became of the model
  expect(enqueued).toHaveLength(1);
});

it('is tried again when it could not be put in its place, and a newer package brings its own', async () => {
  include();
  open().begin();
  refusal = new FoyerError('storage.full', 'No room');
  await expect(runLast()).rejects.toBe(refusal);
  refusal = null;
  open().begin();
  await runLast();
  include('0'.repeat(64));
  open().begin();
  await runLast();
  expect([enqueued.length, added.length]).toEqual([3, 2]);
});

it('the packager takes a file of the announced bytes, and refuses others in words', async () => {
  const file = join(place.path, 'e5-small.gguf');
  writeFileSync(file, 'GGUF and more');
  const folder = join(place.path, 'included');
  expect(() => includeModel(file, 'f'.repeat(64), folder)).toThrow('other bytes than announced');
  expect(() => includeModel(file, 'short', folder)).toThrow('--sha256');
  expect(() => includeModel(join(place.path, 'absent.gguf'), SHA256, folder)).toThrow('absent.gguf');
  writeFileSync(join(place.path, 'text.gguf'), 'a text');
  expect(() => includeModel(join(place.path, 'text.gguf'), SHA256, folder)).toThrow('no GGUF');
  includeModel(file, SHA256.toUpperCase(), folder);
  place.path = folder; // what the packager wrote is what the application reads
  open().begin();
  await runLast();
  expect(added).toMatchObject([{ text: 'GGUF and more', use: { name: 'e5-small' } }]);
});
