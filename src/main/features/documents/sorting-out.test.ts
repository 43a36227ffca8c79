import { expect, it } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';
import { createSortingOut } from './sorting-out.ts';

it('looks once for a version of the readers, however many documents are still to be read again', async () => {
  const kept = new Map<string, unknown>();
  const looked: string[] = [];
  const sorted: string[] = [];
  let enqueued = 0;
  const readers = (version: number) => ({ version, better: [], forPictures: [] });
  const startedWith = (version: number) =>
    createSortingOut({
      store: {
        readBefore: () =>
          ['plain', 'shows', 'gone'].map(id => ({
            id: plantedId(id),
            clientId: plantedId('c'),
            contentHash: id,
          })),
        update: id => sorted.push(id),
      },
      settings: { store: (key, value) => kept.set(key, value), stored: key => kept.get(key) },
      files: { pathOf: (_client, hash) => hash },
      extraction: {
        showsPictures({ path }) {
          looked.push(path);
          if (path === 'gone') throw new FoyerError('document.file_missing', 'gone');
          return Promise.resolve(path === 'shows');
        },
      },
      readers: readers(version),
      jobs: {
        enqueue() {
          enqueued += 1;
          return 'job';
        },
      },
      changes: { publish: () => undefined },
    });

  const first = startedWith(6);
  first.resume();
  expect(enqueued).toBe(1);
  await first.handler.run({
    id: 'job',
    clientId: null,
    attempt: 1,
    completedStep: null,
    payload: {},
    signal: new AbortController().signal,
    completeStep: () => undefined,
    progress: () => undefined,
  });
  expect(looked).toEqual(['plain', 'shows', 'gone']);
  expect(sorted).toEqual(['plain']);
  startedWith(6).resume();
  expect(enqueued).toBe(1);
  startedWith(7).resume();
  expect(enqueued).toBe(2);
});
