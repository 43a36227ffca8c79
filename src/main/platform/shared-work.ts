/**
 * One piece of work for all who ask for it while it runs: each is told its result. Whoever leaves is told nothing more
 * (the reason of their signal), and the work ends when nobody is left who waits for it.
 */
export function createSharedWork<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): (signal?: AbortSignal) => Promise<Result> {
  let current: { result: Promise<Result>; waiting: number; abort: AbortController } | null = null;

  function begin() {
    const abort = new AbortController();
    const begun = { result: work(abort.signal), waiting: 0, abort };
    const end = () => {
      if (current === begun) current = null;
    };
    begun.result.then(end, end);
    return begun;
  }

  return async signal => {
    signal?.throwIfAborted();
    const joined = (current ??= begin());
    joined.waiting += 1;
    const { promise: left, reject } = Promise.withResolvers<never>();
    const leave = () => reject(signal?.reason);
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([joined.result, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
      joined.waiting -= 1;
      if (joined.waiting === 0) {
        // Whoever asks from now on begins anew instead of joining what ends.
        if (current === joined) current = null;
        joined.abort.abort();
      }
    }
  };
}
