import type { Comparison } from '#shared/contract/document.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import { compareTexts } from './compare-texts.ts';
import { mention } from './describe.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

type Dependencies = {
  store: DocumentStore;
  /** Throws `resource.not_found` for what is out of reach. */
  get: (scope: ClientScope, id: string) => DocumentRow;
};

/** What changed between two versions of a document. */
export function createComparing({ store, get }: Dependencies) {
  function textOf(row: DocumentRow) {
    const stored = store.text(row.id);
    if (!stored) throw new FoyerError('resource.not_found', `The document ${row.id} is not read yet`);
    return stored;
  }

  return {
    /**
     * Throws `document.beyond_comparison` for what would take too long, `resource.not_found` for a document without
     * an earlier version.
     */
    async compare(
      scope: ClientScope,
      { id, earlierId }: { id: string; earlierId?: string | undefined },
    ): Promise<Comparison> {
      const later = get(scope, id);
      const earlier = earlierId === undefined ? store.versions(scope, later.id)[0] : get(scope, earlierId);
      if (!earlier) throw new FoyerError('resource.not_found', 'No earlier version');
      if (earlier.clientId !== later.clientId)
        throw new FoyerError('request.invalid', 'earlierId: must be a document of the same client');
      const compared = await compareTexts(textOf(earlier), textOf(later));
      return { earlier: mention(earlier), later: mention(later), ...compared };
    },
  };
}
