import { AsyncLocalStorage } from 'node:async_hooks';

/** Who acts: a person, a program's key, the owner at the machine, nobody known, or Foyer itself. */
export const actorKinds = ['user', 'key', 'local', 'anonymous', 'system'] as const;
export type ActorKind = (typeof actorKinds)[number];

/** Who is behind what runs now, and through which request it came. */
export type Acting = {
  kind: ActorKind;
  /** Id of the account or of the key; null when nobody is known. */
  id: string | null;
  correlationId: string | null;
  /** Socket address and program of the caller; null inside this process. */
  address: string | null;
  userAgent: string | null;
};

/** Foyer itself: jobs, the retention, the start. */
const system: Acting = { kind: 'system', id: null, correlationId: null, address: null, userAgent: null };

const current = new AsyncLocalStorage<Acting>();

/** Runs `act`, and everything it awaits, on behalf of someone. */
export function actAs<Result>(acting: Acting, act: () => Result): Result {
  return current.run(acting, act);
}

/** Runs `act` on Foyer's own behalf, whoever set it going. */
export function actAsSystem<Result>(act: () => Result): Result {
  return current.run(system, act);
}

/** Who acts now; Foyer itself when nobody was named. */
export function acting(): Acting {
  return current.getStore() ?? system;
}

/** A function to be called later, on behalf of whoever acts now. */
export function keepActing<Args extends unknown[], Result>(
  act: (...args: Args) => Result,
): (...args: Args) => Result {
  return AsyncLocalStorage.bind(act);
}
