import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whileAdmitted } from './while-admitted.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A source whose events the test sends, and that tells when it was let go. */
function openSource() {
  const sent: IteratorResult<string, void>[] = [];
  const waiting: ((step: IteratorResult<string, void>) => void)[] = [];
  let released = false;
  const give = (step: IteratorResult<string, void>) => {
    const reader = waiting.shift();
    if (reader) reader(step);
    else sent.push(step);
  };
  return {
    send: (value: string) => give({ done: false, value }),
    end: () => give({ done: true, value: undefined }),
    released: () => released,
    iterator: {
      next: () =>
        new Promise<IteratorResult<string, void>>(resolve => {
          const step = sent.shift();
          if (step) resolve(step);
          else waiting.push(resolve);
        }),
      return: () => {
        released = true;
        return Promise.resolve({ done: true as const, value: undefined });
      },
    },
  };
}

it('hands on every event and the end, and looks at the caller now and then', async () => {
  const source = openSource();
  const check = vi.fn();
  const events = whileAdmitted(source.iterator, check);
  for (const word of ['un', 'deux', 'trois']) {
    const next = events.next();
    source.send(word);
    expect(await next).toEqual({ done: false, value: word });
  }
  expect(check).not.toHaveBeenCalled();
  const late = events.next();
  await vi.advanceTimersByTimeAsync(6_000);
  expect(check).toHaveBeenCalledTimes(3);
  source.send('quatre');
  expect(await late).toMatchObject({ value: 'quatre' });
  const last = events.next();
  source.end();
  expect(await last).toEqual({ done: true, value: undefined });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(check).toHaveBeenCalledTimes(3);
});

it('ends in silence, too, and lets the source go without waiting for it', async () => {
  const source = openSource();
  const events = whileAdmitted(source.iterator, () => {
    throw new Error('over');
  });
  const failure = events.next().catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await failure).toMatchObject({ message: 'over' });
  expect(source.released()).toBe(true);
  expect(await events.next()).toMatchObject({ done: true });
});

it('gives no event that comes after the caller lost the right to it', async () => {
  const source = openSource();
  let admitted = true;
  const events = whileAdmitted(source.iterator, () => {
    if (!admitted) throw new Error('over');
  });
  const first = events.next();
  source.send('avant');
  await first;
  admitted = false;
  await vi.advanceTimersByTimeAsync(1_500);
  const second = events.next();
  source.send('après');
  await expect(second).rejects.toThrow('over');
});

it('stops looking once its reader has left', async () => {
  const source = openSource();
  const check = vi.fn();
  const events = whileAdmitted(source.iterator, check);
  void events.next();
  await vi.advanceTimersByTimeAsync(0);
  await events.return();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(check).not.toHaveBeenCalled();
  expect(source.released()).toBe(true);
});
