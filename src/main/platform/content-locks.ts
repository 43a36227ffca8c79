import type { ContentStore } from './content-store.ts';

/** One at a time for the same bytes: who adds something with them, and who deletes the last thing that had them. */
export type ContentLocks = <Result>(key: string, act: () => Promise<Result>) => Promise<Result>;

export function createContentLocks(): ContentLocks {
  const last = new Map<string, Promise<unknown>>();
  return async (key, act) => {
    const before = last.get(key) ?? Promise.resolve();
    const own = before.then(act, act);
    last.set(key, own);
    try {
      return await own;
    } finally {
      if (last.get(key) === own) last.delete(key);
    }
  };
}

/** What files of one content are locked by. */
export function contentKey(clientId: string, hash: string): string {
  return `${clientId}/${hash}`;
}

type Sweep = {
  files: Pick<ContentStore, 'all' | 'remove'>;
  locks: ContentLocks;
  isUsed: (clientId: string, hash: string) => boolean;
};

/**
 * Removes the bytes that nothing refers to: a process that was killed while it deleted what they belonged to left
 * them. Files may come in meanwhile. @returns how many were removed.
 */
export async function sweepContents({ files, locks, isUsed }: Sweep): Promise<number> {
  let removed = 0;
  for (const { clientId, hash } of await files.all()) {
    if (isUsed(clientId, hash)) continue;
    await locks(contentKey(clientId, hash), async () => {
      if (isUsed(clientId, hash)) return;
      await files.remove(clientId, hash);
      removed += 1;
    });
  }
  return removed;
}
