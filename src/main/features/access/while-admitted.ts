import { AsyncIteratorClass } from '@orpc/server';

const CHECK_EVERY_MS = 2_000; // what was revoked stops within 5 s, with room for a busy machine
const CHECK_EVENTS_EVERY_MS = 1_000; // words come by the hundred: a look at the database for each would slow them

/**
 * Hands on the events of an answer that lasts, for as long as its caller may have them.
 *
 * @param check throws once they may not: then the answer ends with that error. What makes the events goes on.
 */
export function whileAdmitted<Event, Result>(
  source: AsyncIterator<Event, Result, void>,
  check: () => void,
): AsyncIteratorClass<Event, Result, void> {
  let checkedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const checkAfter = (ms: number) => {
    if (performance.now() - checkedAt < ms) return;
    check();
    checkedAt = performance.now();
  };

  const next = () =>
    new Promise<IteratorResult<Event, Result>>((resolve, reject) => {
      const fail = (error: unknown) => {
        clearInterval(timer);
        reject(error);
        // The next event may be hours away: nobody waits for its maker to let go.
        void source.return?.();
      };
      const attempt = (action: () => void) => {
        try {
          action();
        } catch (error) {
          fail(error);
        }
      };
      timer = setInterval(() => attempt(() => checkAfter(0)), CHECK_EVERY_MS);
      timer.unref();
      source.next().then(step => {
        clearInterval(timer);
        attempt(() => {
          if (step.done !== true) checkAfter(CHECK_EVENTS_EVERY_MS);
          resolve(step);
        });
      }, fail);
    });
  return new AsyncIteratorClass(next, async reason => {
    clearInterval(timer);
    if (reason !== 'next') await source.return?.();
  });
}
