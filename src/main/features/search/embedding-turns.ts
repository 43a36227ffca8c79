import { wholeClients } from '#main/db/client-scope.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { SearchStore } from './store.ts';

type Store = Pick<SearchStore, 'documentsToEmbed' | 'withoutVectorOf'>;
type Passages = ReturnType<Store['withoutVectorOf']>;

/** Whose turn it is to be embedded, by a plan that is made anew when documents have come. */
export function createEmbeddingTurns(store: Store, clientId: HeldId, fingerprint: string) {
  let plan: HeldId[] | null = null;

  function take(waiting: HeldId[], limit: number): Passages {
    const batch: Passages = [];
    for (let [first] = waiting; first !== undefined; [first] = waiting) {
      const left = limit - batch.length;
      const passages = store.withoutVectorOf(first, fingerprint, left);
      batch.push(...passages);
      if (passages.length === left) break;
      waiting.shift();
    }
    return batch;
  }

  return {
    /** Documents have come: the newest go first. */
    planAnew: (): void => void (plan = null),
    /** The next passages, `limit` at most, once those before were kept; none when all were tried. */
    next(limit: number): Passages {
      for (;;) {
        const isFresh = plan === null;
        plan ??= store.documentsToEmbed(wholeClients([clientId]), fingerprint);
        const batch = take(plan, limit);
        if (batch.length > 0 || isFresh) return batch;
        plan = null;
      }
    },
  };
}
