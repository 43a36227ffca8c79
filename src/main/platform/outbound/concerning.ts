import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose work it is; null where it is nobody's in particular. */
export type Concerned = { clientId: string | null; chatbotId: string | null };

const nobody: Concerned = { clientId: null, chatbotId: null };
const current = new AsyncLocalStorage<Concerned>();

/** Runs `work`, and everything it awaits, for a client or one of its chatbots: what it connects to and uses is told with their ids. */
export function concerning<Result>(whom: Concerned, work: () => Result): Result {
  return current.run(whom, work);
}

/** Whom is worked for now. */
export function concerned(): Concerned {
  return current.getStore() ?? nobody;
}
