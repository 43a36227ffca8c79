import { setImmediate as nextTurn } from 'node:timers/promises';
import { PASSAGES_EXCLUDED_MAX } from '#shared/contract/limits.ts';
import type { PassageFlag } from '#shared/contract/document.ts';
import type { PassageFlags } from '#shared/contract/passages.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { JudgementStore } from './judgement-store.ts';
import type { LikenessStore } from './likeness-store.ts';
import type { PassageEdits } from './passage-edits.ts';
import type { DocumentStore } from './store.ts';

/** Each brings the passages of the whole document up to it, in a transaction: few at once would do that often. */
const AT_ONCE = 100;

type Dependencies = {
  store: DocumentStore;
  judgements: JudgementStore;
  likenesses: Pick<LikenessStore, 'doublesIn'>;
  edits: Pick<PassageEdits, 'excludeSome' | 'takeBackSome'>;
};

export type FlaggedPassages = ReturnType<typeof createFlaggedPassages>;

/** Passages that may be of no use: how many, all of a kind left out of answers, and taken back. */
export function createFlaggedPassages({ store, judgements, likenesses, edits }: Dependencies) {
  return {
    flags(scope: ClientScope, id: string): PassageFlags {
      const row = store.get(scope, id);
      if (!row) throw new FoyerError('resource.not_found', `No document ${id}`);
      return { ...judgements.counts(row.id), alike: likenesses.doublesIn(scope, row.id) };
    },

    async exclude(scope: ClientScope, id: string, flag: PassageFlag): Promise<{ editIds: string[] }> {
      const editIds: string[] = [];
      while (editIds.length < PASSAGES_EXCLUDED_MAX) {
        const made = edits.excludeSome(scope, id, documentId =>
          judgements.flagged(documentId, flag, -1, AT_ONCE),
        );
        if (made.length === 0) break;
        editIds.push(...made);
        await nextTurn();
      }
      return { editIds };
    },

    async takeBack(scope: ClientScope, id: string, editIds: readonly string[]): Promise<{ count: number }> {
      let count = 0;
      for (let from = 0; from < editIds.length; from += AT_ONCE) {
        count += edits.takeBackSome(scope, id, editIds.slice(from, from + AT_ONCE));
        await nextTurn();
      }
      return { count };
    },
  };
}
