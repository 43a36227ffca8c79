import type { FoyerError } from '#shared/errors.ts';
import type { CallerWatch } from './principal.ts';

/**
 * A stream that ends with the rights of whoever reads it: when their session ends or their window locks, the next
 * step throws why. Anything that is not a stream is given back as it is.
 */
export function endWithCaller(
  output: unknown,
  watch: CallerWatch,
  asThrown: (reason: FoyerError) => Error,
): unknown {
  return isAsyncIterator(output) ? watched(output, watch, asThrown) : output;
}

async function* watched(
  stream: AsyncIterator<unknown>,
  watch: CallerWatch,
  asThrown: (reason: FoyerError) => Error,
): AsyncGenerator<unknown, void, void> {
  let refusal = watch.refusal();
  // Made anew for each step: racing every step against one promise would keep them all in memory until it settles.
  let wake: () => void = () => undefined;
  const stopWatching = watch.onChange(() => {
    refusal ??= watch.refusal();
    if (refusal !== null) wake();
  });
  let pending = false;
  try {
    for (;;) {
      if (refusal !== null) throw asThrown(refusal);
      pending = true;
      const step = await new Promise<IteratorResult<unknown> | null>((resolve, reject) => {
        wake = () => resolve(null);
        stream.next().then(resolve, reject);
      });
      if (step === null) continue;
      pending = false;
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    stopWatching();
    const closed = stream.return?.();
    // A step under way holds the stream; its maker lets go when that step ends.
    if (!pending) await closed;
  }
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
}
