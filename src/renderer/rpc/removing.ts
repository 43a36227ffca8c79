import type { Query, QueryClient } from '@tanstack/react-query';

const REMOVING = 'removing';

/** Key of a mutation that removes one thing, from asking until its page is left. */
export function removingKey(id: string): readonly [string, string] {
  return [REMOVING, id];
}

/** Keeps from reading again what is being removed: the news of its end may come before the page has left it. */
export function isNotBeingRemoved(queries: QueryClient): (query: Query) => boolean {
  const leaving = queries
    .getMutationCache()
    .findAll({ mutationKey: [REMOVING], status: 'pending' })
    .map(({ options }) => String(options.mutationKey?.[1]));
  return ({ queryHash }) => !leaving.some(id => queryHash.includes(id));
}
