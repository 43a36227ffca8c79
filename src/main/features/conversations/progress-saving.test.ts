import { describe, expect, it, vi } from 'vitest';
import { createSilentLog } from '#main/platform/log.ts';
import { createProgressSaving } from './progress-saving.ts';
import { roomyStorage } from '../../../../tests/support/storage-stand-in.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';

function createStore() {
  const commits: string[][] = [];
  let failing = false;
  let current: string[] = [];
  return {
    commits,
    fail: (value: boolean) => (failing = value),
    atOnce<Result>(write: () => Result): Result {
      current = [];
      const result = write();
      if (failing) throw new Error('database or disk is full');
      commits.push(current);
      return result;
    },
    saveProgress(id: string, { content, sources }: { content: string; sources?: unknown[] }) {
      current.push(`${id}: ${content}${sources === undefined ? '' : ` +${sources.length}`}`);
    },
  };
}

describe('answers under way', () => {
  it('are saved together, each as it last was', () => {
    vi.useFakeTimers();
    const store = createStore();
    const saving = createProgressSaving(store, { log: createSilentLog(), storage: roomyStorage() }, 400);
    saving.later(plantedId('a'), { content: 'un', sources: [] });
    saving.later(plantedId('b'), { content: 'deux' });
    saving.later(plantedId('a'), { content: 'un mot' });
    vi.advanceTimersByTime(399);
    expect(store.commits).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(store.commits).toEqual([['a: un mot +0', 'b: deux']]);
    vi.useRealTimers();
  });

  it('are not saved as they were once they have ended', () => {
    vi.useFakeTimers();
    const store = createStore();
    const saving = createProgressSaving(store, { log: createSilentLog(), storage: roomyStorage() }, 400);
    saving.later(plantedId('a'), { content: 'un' });
    saving.forget(plantedId('a'));
    vi.advanceTimersByTime(1_000);
    expect(store.commits).toEqual([]);
    vi.useRealTimers();
  });

  it('go on when the disk is full, and are saved again when it is not', () => {
    vi.useFakeTimers();
    const store = createStore();
    const saving = createProgressSaving(store, { log: createSilentLog(), storage: roomyStorage() }, 400);
    store.fail(true);
    saving.later(plantedId('a'), { content: 'un' });
    vi.advanceTimersByTime(400);
    store.fail(false);
    saving.later(plantedId('a'), { content: 'un mot' });
    vi.advanceTimersByTime(400);
    expect(store.commits).toEqual([['a: un mot']]);
    vi.useRealTimers();
  });
});
