import { allClients } from '#main/db/client-scope.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { ItemRow, ItemStore } from './item-store.ts';
import type { Requesting } from './requesting.ts';
import type { SourceRow, SourceStore } from './store.ts';

type Dependencies = {
  store: SourceStore;
  items: ItemStore;
  documents: DocumentService['items'];
  requesting: Requesting;
  journal: Journal;
  clock: Clock;
  onApproved: (source: SourceRow) => void;
};

/** What a person says to what waits for them. */
export function createDeciding(dependencies: Dependencies) {
  const { store, items, documents, requesting, journal, clock, onApproved } = dependencies;

  function record(action: 'sources.approved' | 'sources.dismissed', source: SourceRow, count: number): void {
    const { id, name, clientId } = source;
    journal.record({ action, targetId: id, targetLabel: name, clientId, after: { count } });
  }

  /** Nothing is asked any more of what was gone: it is as any other source. */
  function settled(source: SourceRow): void {
    const isOpen = items.asking(source.id, undefined).some(({ question }) => question === 'set_aside');
    if (source.state === 'shrunk' && !isOpen) store.update(source.id, { state: 'ok' });
    if (source.approvedAt !== null) return;
    store.update(source.id, { approvedAt: clock.now().toISOString() });
    onApproved(source);
  }

  /** @returns what is left to do once that is on the disk */
  function approveOne(source: SourceRow, item: ItemRow): (() => void) | null {
    const nothing = { question: null, refused: null } as const;
    if (item.question !== 'set_aside') {
      const wasRemoved = item.documentId === null;
      items.update(item.id, {
        ...nothing,
        state: 'waiting',
        reason: null,
        ...(wasRemoved ? { validators: null } : {}),
      });
      return null;
    }
    items.update(item.id, { ...nothing, state: 'vanished', reason: null });
    const row = documents.current(source.clientId, item.documentId);
    return row === null ? null : documents.vanish(row);
  }

  return {
    /** Takes what is new or changed, by a look; sets aside what is gone, at once. What was left out may be named too. */
    approve(source: SourceRow, itemIds: readonly string[] | undefined): number {
      const leave: ((() => void) | null)[] = [];
      const decided = store.atOnce(() => {
        const asking = items.asking(source.id, itemIds);
        const again = itemIds === undefined ? [] : items.leftOutByPeople(source.id, itemIds);
        for (const item of [...asking, ...again]) leave.push(approveOne(source, item));
        const all = asking.length + again.length;
        if (all > 0) record('sources.approved', source, all);
        settled(source);
        const takes = again.length > 0 || asking.some(({ question }) => question === 'take');
        const now = store.get(allClients, source.id);
        // With the yes: after a kill, nothing else would take what was accepted.
        if (takes && now !== null) requesting.request(now, { dry: false });
        return all;
      });
      for (const one of leave) one?.();
      return decided;
    },

    /** Leaves out what is new, and keeps what is there as it is, until it changes again. */
    dismiss(source: SourceRow, itemIds: readonly string[] | undefined): number {
      return store.atOnce(() => {
        const asking = items.asking(source.id, itemIds);
        for (const { id, question, state, asked } of asking)
          items.update(
            id,
            question === 'take'
              ? { question: null, state: 'skipped', reason: 'refused', refused: asked ?? {} }
              : { question: null, state, refused: {} },
          );
        if (asking.length > 0) record('sources.dismissed', source, asking.length);
        settled(source);
        return asking.length;
      });
    },
  };
}
