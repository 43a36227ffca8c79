import type { Job } from '#shared/contract/operations.ts';
import type { Jobs } from './ports.ts';
import type { JobRow, JobStore } from './store.ts';

type Looks = Pick<Jobs, 'get' | 'latest' | 'openAbout' | 'ofKind' | 'list' | 'batch'>;

/** What may be seen of the jobs; nothing here changes one. */
export function createJobLooks(store: JobStore, describe: (row: JobRow) => Job): Looks {
  return {
    get(id) {
      const row = store.get(id);
      return row ? describe(row) : null;
    },
    latest({ type }, about) {
      const row = store.latestWith(type, about);
      return row ? describe(row) : null;
    },
    openAbout({ type }, field) {
      return new Set(store.openValues(type, field));
    },
    ofKind({ type, payload: shape }) {
      return store.ofType(type).flatMap(row => {
        const carried = shape.safeParse(row.payload);
        return carried.success ? [{ job: describe(row), payload: carried.data }] : [];
      });
    },
    list(scope, filter) {
      const { items, nextCursor } = store.list(scope, filter);
      return { items: items.map(describe), nextCursor };
    },
    batch: store.batch,
  };
}
