import type { Document, DocumentMention } from '#shared/contract/document.ts';

/** A new document that has the name of others in the same chatbot, and other content. */
export type SameName = {
  id: string;
  fileName: string;
  action: 'replaces' | 'kept';
  older: readonly DocumentMention[];
};

/** What was met while adding, until a person has answered. Lives outside the pages, as the uploads do. */
export function createSameNames() {
  let met: readonly SameName[] = [];
  const listeners = new Set<() => void>();
  const publish = (next: readonly SameName[]) => {
    met = next;
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Stable between changes. */
    met: (): readonly SameName[] => met,
    note(documents: readonly Document[]): void {
      const fresh = documents.flatMap(({ id, fileName, sameName }): SameName[] =>
        sameName ? [{ id, fileName, action: sameName.action, older: sameName.documents }] : [],
      );
      if (fresh.length > 0) publish([...met.filter(one => !fresh.some(({ id }) => id === one.id)), ...fresh]);
    },
    answered(ids: readonly string[]): void {
      publish(met.filter(({ id }) => !ids.includes(id)));
    },
  };
}
