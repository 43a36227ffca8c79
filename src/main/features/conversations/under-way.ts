import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * A stream whose first piece is asked for before anybody reads it, once what asking takes is done: work that needs
 * nothing of it is done while it comes. Failures are told to who reads.
 */
export async function underWay<Piece>(stream: AsyncIterable<Piece>): Promise<AsyncIterable<Piece>> {
  const iterator = stream[Symbol.asyncIterator]();
  let first: Promise<IteratorResult<Piece>> | null = iterator.next();
  first.catch(() => undefined);
  await nextTurn();
  const next = (): Promise<IteratorResult<Piece>> => {
    const step = first ?? iterator.next();
    first = null;
    return step;
  };
  return {
    [Symbol.asyncIterator]: () => ({
      next,
      return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
    }),
  };
}
