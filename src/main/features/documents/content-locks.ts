/** One at a time for the same bytes: who adds a document with them, and who deletes the last one that had them. */
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
