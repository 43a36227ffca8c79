export type Progress = { fraction: number; note: string | null };

/** How far each reading under way is. Lives in memory: it says nothing once the process is gone. */
export type LiveProgress = {
  set(documentId: string, progress: Progress): void;
  get(documentId: string): Progress | null;
  clear(documentId: string): void;
};

export function createLiveProgress(): LiveProgress {
  const current = new Map<string, Progress>();
  return {
    set: (documentId, progress) => void current.set(documentId, progress),
    get: documentId => current.get(documentId) ?? null,
    clear: documentId => void current.delete(documentId),
  };
}
