/**
 * Deletions that wait for their turn. A file that comes in meanwhile and is answered with the very document calls them
 * off: what was asked for came before it.
 */
export type Deletions = {
  /** Runs `act` in its turn; it is told whether the deletion was called off until then. */
  waiting<Result>(documentId: string, turn: (isCalledOff: () => boolean) => Promise<Result>): Promise<Result>;
  callOff(documentId: string): void;
};

export function createDeletions(): Deletions {
  const waiting = new Map<string, Set<{ calledOff: boolean }>>();
  return {
    async waiting(documentId, turn) {
      const own = { calledOff: false };
      const all = waiting.get(documentId) ?? new Set();
      waiting.set(documentId, all.add(own));
      try {
        return await turn(() => own.calledOff);
      } finally {
        all.delete(own);
        if (all.size === 0) waiting.delete(documentId);
      }
    },
    callOff(documentId) {
      for (const one of waiting.get(documentId) ?? []) one.calledOff = true;
    },
  };
}
