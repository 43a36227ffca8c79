import { setImmediate as nextTurn } from 'node:timers/promises';
import { PASSAGES_EXCLUDED_MAX } from '#shared/contract/limits.ts';
import type { AlikeGroup, AlikePassages as Page } from '#shared/contract/passages.ts';
import { FoyerError } from '#shared/errors.ts';
import { narrowScope, type ClientScope } from '#main/db/client-scope.ts';
import type { FoundGroup, LikenessStore } from './likeness-store.ts';
import type { PageNumbers } from './page-numbers.ts';
import type { PassageEdits } from './passage-edits.ts';
import type { DocumentStore } from './store.ts';

/** Of a document at once; each brings all of its passages up to it. */
const AT_ONCE = 100;
/** Of a group, so many are shown; all are counted. */
const SHOWN_OF_GROUP = 20;

type Dependencies = {
  store: DocumentStore;
  likenesses: LikenessStore;
  pageNumbers: PageNumbers;
  edits: Pick<PassageEdits, 'excludeSome'>;
  comparing: () => Page['comparing'];
};
type Asked = {
  clientId: string;
  documentId?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};
type Kept = { id: string; chunkId: string; mark: string };

export type AlikePassages = ReturnType<typeof createAlikePassages>;

/** Passages of a client that say the same: in groups, of which one is kept. */
export function createAlikePassages({ store, likenesses, pageNumbers, edits, comparing }: Dependencies) {
  function described(scope: ClientScope, { groupId, count, mark }: FoundGroup): AlikeGroup {
    const passages = likenesses.ofGroup(scope, groupId, SHOWN_OF_GROUP).map(({ chunk, title, fileName }) => {
      const { id, documentId, start, end, heading, text } = chunk;
      const page = pageNumbers.pagesAt(documentId, [chunk])[0]?.page ?? chunk.page;
      const document = { id: documentId, title, fileName };
      return { chunkId: String(id), document, start, end, page, heading, text };
    });
    return { id: String(groupId), count, mark, passages };
  }

  return {
    async groups(scope: ClientScope, asked: Asked): Promise<Page> {
      const { clientId, documentId, limit, cursor } = asked;
      const within = narrowScope(scope, clientId);
      const document = documentId === undefined ? null : store.get(within, documentId);
      if (documentId !== undefined && document === null)
        throw new FoyerError('resource.not_found', `No document ${documentId}`);
      const found: FoundGroup[] = [];
      for (let last = cursor === undefined ? 0 : Number(cursor); found.length <= limit;) {
        const ids =
          document === null
            ? likenesses.groupsOfClient(clientId, last)
            : likenesses.groupsOfDocument(document.id, last);
        const end = ids.at(-1);
        if (end === undefined) break;
        last = end;
        found.push(...likenesses.counted(within, ids));
        await nextTurn();
      }
      const items: AlikeGroup[] = [];
      for (const group of found.slice(0, limit)) {
        items.push(described(within, group));
        await nextTurn();
      }
      return {
        items,
        nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null,
        comparing: comparing(),
      };
    },

    /** Leaves all others of its group out of answers, those within reach: the ones that whoever asks has seen counted. */
    async keepAlone(scope: ClientScope, { id, chunkId, mark }: Kept) {
      const document = store.get(scope, id);
      const passage = document && store.passage(document.id, Number(chunkId));
      const groupId = passage && likenesses.groupOf(passage.id);
      if (groupId === null) throw new FoyerError('resource.not_found', `No group of passage ${chunkId}`);
      const [group] = likenesses.counted(scope, [groupId]);
      if (group?.mark !== mark)
        throw new FoyerError('passages.group_changed', `Group ${groupId} has changed`);
      // Named before the first is left out: a group ends with the passage that it began with.
      const others = new Map<string, number[]>();
      for (const { chunk } of likenesses.ofGroup(scope, groupId, PASSAGES_EXCLUDED_MAX))
        if (chunk.id !== passage?.id)
          others.set(chunk.documentId, [...(others.get(chunk.documentId) ?? []), chunk.id]);
      const excluded: { documentId: string; editIds: string[] }[] = [];
      for (const [documentId, chunkIds] of others) {
        const editIds: string[] = [];
        for (let from = 0; from < chunkIds.length; from += AT_ONCE) {
          if (store.get(scope, documentId)?.state !== 'ready') break; // it is gone or read again meanwhile
          const some = chunkIds.slice(from, from + AT_ONCE);
          editIds.push(...edits.excludeSome(scope, documentId, held => likenesses.passages(held, some)));
          await nextTurn();
        }
        if (editIds.length > 0) excluded.push({ documentId, editIds });
      }
      return { excluded };
    },
  };
}
