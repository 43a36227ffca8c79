import { expect, it } from 'vitest';
import { createSharedWork } from './shared-work.ts';

function counted() {
  const begun: { signal: AbortSignal; resolve: (result: number) => void }[] = [];
  const share = createSharedWork(
    signal =>
      new Promise<number>((resolve, reject) => {
        begun.push({ signal, resolve });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  );
  return { begun, share };
}

it('is done once for all who ask while it runs, and again for whoever asks later', async () => {
  const { begun, share } = counted();
  const both = Promise.all([share(), share(new AbortController().signal)]);
  begun[0]?.resolve(7);
  expect(await both).toEqual([7, 7]);
  const later = share();
  begun[1]?.resolve(8);
  expect(await later).toBe(8);
  expect(begun).toHaveLength(2);
});

it('goes on for those who stay, and ends with the last who leaves', async () => {
  const { begun, share } = counted();
  const one = new AbortController();
  const other = new AbortController();
  const first = share(one.signal);
  const second = share(other.signal);
  one.abort(new Error('left'));
  await expect(first).rejects.toThrow('left');
  expect(begun[0]?.signal.aborted).toBe(false);
  other.abort(new Error('left too'));
  await expect(second).rejects.toThrow('left too');
  expect(begun[0]?.signal.aborted).toBe(true);
});

it('is not begun for whoever has left already', async () => {
  const { begun, share } = counted();
  await expect(share(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  expect(begun).toHaveLength(0);
});
