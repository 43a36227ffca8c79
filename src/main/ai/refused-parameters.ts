import { FoyerError } from '#shared/errors.ts';

/** Enough to give up every optional parameter once. */
const MOST_ADJUSTMENTS = 4;

/** The optional parameter the server says it does not take, or null. */
function refusedParameter<Name extends string>(error: unknown, names: readonly Name[]): Name | null {
  if (!(error instanceof FoyerError) || error.code !== 'model.bad_response') return null;
  if (error.details['status'] !== 400 && error.details['status'] !== 422) return null;
  // "'max_tokens' is not supported, use 'max_completion_tokens'": the refused one comes first.
  const named = names
    .map(name => ({ name, at: error.message.search(new RegExp(`\\b${name}\\b`)) }))
    .filter(({ at }) => at !== -1)
    .sort((one, other) => one.at - other.at);
  return named[0]?.name ?? null;
}

/**
 * Servers differ in the optional parameters they know, and refuse the request that has one they do not. `send` is
 * called with the parameters refused so far until none is refused any more; `refused` remembers them, so that only
 * the first request of a model pays for it.
 */
export async function withoutRefusedParameters<Name extends string, Result>(
  names: readonly Name[],
  refused: Set<Name>,
  send: (refused: ReadonlySet<Name>) => Promise<Result>,
): Promise<Result> {
  for (let adjustments = 0; ; adjustments += 1) {
    try {
      return await send(refused);
    } catch (error) {
      const name = refusedParameter(
        error,
        names.filter(candidate => !refused.has(candidate)),
      );
      if (name === null || adjustments === MOST_ADJUSTMENTS) throw error;
      refused.add(name);
    }
  }
}
