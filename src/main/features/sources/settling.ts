import type { GroupCommit } from '#main/db/group-commit.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { LookContext } from './applying.ts';
import type { ItemRow, ItemStore } from './item-store.ts';

type Dependencies = {
  items: ItemStore;
  documents: DocumentService['items'];
  together: GroupCommit;
  clock: Clock;
};

/** So much gone at one look is no tidying: a folder that was renamed, a site that is broken. */
const SHRUNK_SHARE = 1 / 3;

export type Gone = { vanished: number; of: number; shrunk: boolean };

/** What is decided at the end of a look, once it is known what is not there any more. */
export function createSettling({ items, documents, together, clock }: Dependencies) {
  const now = () => clock.now().toISOString();

  /** What was found under another key keeps its document; what is there twice is two documents. */
  function settleMove({ source, look, chatbotIds }: LookContext, item: ItemRow, isGone: IsGone): void {
    const { clientId } = source;
    const fileName = item.fileName ?? item.key;
    const origin = item.movedFrom === null ? null : items.get(source.id, item.movedFrom);
    const row = origin === null ? null : documents.current(clientId, origin.documentId);
    if (origin === null || row === null) return items.update(item.id, { movedFrom: null, validators: null }); // taken at the next look
    if (!isGone(origin)) {
      const documentId = documents.copy({ clientId, chatbotIds, fileName, title: item.title }, row);
      return items.update(item.id, { movedFrom: null, documentId });
    }
    items.remove([origin.id]);
    documents.move(row, fileName);
    items.update(item.id, { movedFrom: null, documentId: row.id, state: 'unchanged', metBy: look.id });
  }

  type IsGone = (item: ItemRow) => boolean;

  /**
   * Moves, then what is gone: forgotten where nothing was taken of it; else it waits for a person's yes, or is set
   * aside where the source says so, unless a third or more is gone. Nothing is gone of what `showsLatest` alone.
   */
  return async function settle(context: LookContext, showsLatest = false): Promise<Gone> {
    const { source, look } = context;
    const unread = items.unreadBelow(source.id, look.id);
    const isGone: IsGone = ({ key, metBy }) =>
      metBy !== look.id && !unread.some(folder => key.startsWith(folder));
    for (const item of items.maybeMoved(source.id)) await together(() => settleMove(context, item, isGone));

    const unmet = items.unmet(source.id, look.id).filter(isGone);
    const of = items.answering(source.id);
    if (showsLatest) {
      await together(() => unmet.forEach(stays));
      return { vanished: 0, of, shrunk: false };
    }
    const forgotten = unmet.filter(({ documentId }) => documentId === null);
    const vanished = unmet.filter(({ documentId, state }) => documentId !== null && state !== 'vanished');
    const leftOut = items.leftOut(source.id, look.id);
    const gone = [...vanished, ...leftOut];
    const shrunk = gone.length > 0 && gone.length >= of * SHRUNK_SHARE;
    const byItself = source.onVanished === 'set_aside' && !shrunk && !look.dry;
    await together(() => items.remove(forgotten.map(({ id }) => id)));
    for (const item of gone) {
      const leave = await together(() => {
        const state = vanished.includes(item) ? ('vanished' as const) : item.state;
        if (!byItself) {
          items.update(item.id, { state, question: 'set_aside', refused: null });
          return null;
        }
        return setAside(context, item);
      });
      leave?.();
    }
    return { vanished: gone.length, of, shrunk };
  };

  /** What is not shown any more stays as it is; what was still to be taken of it cannot be. */
  function stays({ id, documentId, state }: ItemRow): void {
    if (documentId !== null && state === 'failed')
      items.update(id, { state: 'unchanged', code: null, detail: null });
    if (documentId === null && state !== 'skipped')
      items.update(id, { state: 'skipped', reason: 'not_found', question: null, code: null, detail: null });
  }

  /** @returns what is left to do once that is on the disk */
  function setAside({ source }: Pick<LookContext, 'source'>, item: ItemRow): () => void {
    items.update(item.id, {
      state: 'vanished',
      question: null,
      refused: null,
      lastSeenAt: item.lastSeenAt ?? now(),
    });
    const row = documents.current(source.clientId, item.documentId);
    return row === null ? () => undefined : documents.vanish(row);
  }
}
