import type { Readable } from 'node:stream';
import { documentTitle } from '#main/language/document-name.ts';
import { wholeClients } from '#main/db/client-scope.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import { contentKey, type ContentLocks } from '#main/platform/content-locks.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import { DOCUMENT_SET_ASIDE } from './events.ts';
import { createAdding } from './adding.ts';
import { readableName } from './file-names.ts';
import { judgedTitle, type Naming } from './naming.ts';
import type { DocumentRow, DocumentStore } from './store.ts';
import type { Versions } from './versions.ts';

type Dependencies = {
  store: DocumentStore;
  together: GroupCommit;
  files: ContentStore;
  locks: ContentLocks;
  naming: Naming;
  versions: Versions;
  journal: Journal;
  events: Events;
  clock: Clock;
  maxFileBytes: () => number;
  queueReading: (document: DocumentRow) => void;
  readAgain: (row: DocumentRow, options: { recorded: boolean }) => DocumentRow;
  announce: (row: DocumentRow) => void;
};

/** Something of a source whose content is to be a document. */
export type ItemContent = NamedItem & {
  /** The document that it had. */
  documentId: HeldId | null;
  content: Readable;
};

type NamedItem = {
  clientId: HeldId;
  /** Of a document that is new; a newer version has those of the earlier one. */
  chatbotIds: readonly HeldId[];
  fileName: string;
  /** As it is called where nobody calls it otherwise. */
  title: string | null;
};

type Taking = {
  /** Whether these bytes are already those of another item, which may have moved: then nothing is taken. */
  isElsewhere: (contentHash: string) => boolean;
  /** In the transaction that takes it. */
  kept: (documentId: HeldId) => void;
};

/** Documents that sources keep fresh: no question about names, since a site has hundreds of index.html. */
export function createItemsOfSources(dependencies: Dependencies) {
  const { store, together, files, locks, naming, versions, journal, events, clock, maxFileBytes } =
    dependencies;
  const { readAgain, announce } = dependencies;
  const add = createAdding(dependencies);
  const now = () => clock.now().toISOString();

  /** The one that answers for what an item had: people may have restored or replaced it meanwhile. */
  function current(clientId: HeldId, documentId: HeldId | null): DocumentRow | null {
    const scope = wholeClients([clientId]);
    let row = documentId === null ? null : store.get(scope, documentId);
    for (let steps = 0; row?.state === 'set_aside' && row.replacedBy !== null && steps < 100; steps += 1)
      row = store.get(scope, row.replacedBy) ?? null;
    return row;
  }

  function insert(item: NamedItem, earlier: DocumentRow | null, content: { hash: string; size: number }) {
    const { clientId, chatbotIds } = item;
    const fileName = readableName(item.fileName);
    const title =
      earlier?.givenTitle ??
      documentTitle({ given: null, fileName, ownTitle: item.title, heading: null, text: null });
    const links = earlier === null ? chatbotIds : (store.chatbotIds([earlier.id]).get(earlier.id) ?? []);
    return add(
      {
        id: newId(),
        clientId,
        fileName,
        title,
        givenTitle: earlier?.givenTitle ?? null,
        contentHash: content.hash,
        size: content.size,
        replaces: earlier?.id ?? null,
        origin: 'source',
      },
      links,
    );
  }

  /** Brings a document back that was set aside because its item was gone. */
  function comesBack(row: DocumentRow): void {
    if (row.state !== 'set_aside') return;
    journal.record({
      action: 'documents.restored',
      targetId: row.id,
      targetLabel: row.fileName,
      clientId: row.clientId,
    });
    const change = { replacedBy: null, setAsideAt: null } as const;
    store.update(row.id, change);
    readAgain({ ...row, ...change }, { recorded: false });
  }

  return {
    current,

    /**
     * Takes the content of an item: as a new document, or in place of exactly the one that it had, which is set aside
     * once the new one is read. The same bytes cost nothing.
     */
    async take(item: ItemContent, { isElsewhere, kept }: Taking): Promise<void> {
      const { clientId } = item;
      const staged = await files.stage(clientId, item.content, maxFileBytes());
      try {
        await locks(contentKey(clientId, staged.hash), async () => {
          const same = () => current(clientId, item.documentId)?.contentHash === staged.hash;
          const elsewhere = !same() && isElsewhere(staged.hash);
          if (elsewhere) return;
          await staged.keep();
          try {
            await together(() => {
              const earlier = current(clientId, item.documentId);
              if (earlier?.contentHash !== staged.hash) return kept(insert(item, earlier, staged).id);
              comesBack(earlier);
              kept(earlier.id);
            });
          } catch (error) {
            if (!store.needsContent(wholeClients([clientId]), staged.hash))
              await files.remove(clientId, staged.hash);
            throw error;
          }
        });
      } finally {
        await staged.discard();
      }
    },

    /** A further document of bytes that are already those of another; inside a transaction of the caller. */
    copy(item: NamedItem, of: DocumentRow): HeldId {
      return insert(item, null, { hash: of.contentHash, size: of.size }).id;
    },

    /** What an item had is found under another name; inside a transaction of the caller. */
    move(row: DocumentRow, name: string): void {
      const fileName = readableName(name);
      if (row.fileName !== fileName) {
        const title = row.givenTitle ?? judgedTitle(store, row, { fileName, kept: null });
        store.update(row.id, { fileName, title, searchedName: null, updatedAt: now() });
        if (row.state === 'ready') naming.queue(row.clientId, title);
      }
      comesBack({ ...row, fileName });
      announce(row);
    },

    /** What it was is gone; inside a transaction of the caller. @returns what is left to do once that is on the disk */
    vanish(row: DocumentRow): () => void {
      if (row.state === 'set_aside') return () => undefined;
      journal.record({
        action: 'documents.vanished',
        targetId: row.id,
        targetLabel: row.fileName,
        clientId: row.clientId,
      });
      store.setAside(row, now());
      events.record(DOCUMENT_SET_ASIDE, { clientId: row.clientId, subjectId: row.id, payload: { by: null } });
      return () => versions.leave([row]);
    },

    comesBack,
  };
}
