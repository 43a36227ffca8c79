import { z } from 'zod';
import { documentTitle, searchedName } from '#main/language/document-name.ts';
import type { PassageTerms } from '#main/language/analyse.ts';
import { wholeClients } from '#main/db/client-scope.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { Changes } from '#main/platform/changes.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, Jobs } from '#main/platform/jobs/ports.ts';
import type { ChunkRow } from './passage-store.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

export const NAMING_JOB = jobKind('document.naming', z.object({ clientId: z.string() }), {
  called: { fr: 'Index des noms de documents', en: 'Index of document names' },
});

const WRITE_SLICE_MS = 12; // the event loop is never held longer, so that answers keep streaming
const NAMING_PRIORITY = 50; // who renames a document looks for it by its new name at once; it takes moments

type Dependencies = {
  store: DocumentStore;
  together: GroupCommit;
  jobs: Jobs;
  changes: Changes;
  /** The full-text terms of a passage under a document's name. */
  termsOf: (name: string, passage: ChunkRow) => PassageTerms;
};

export type Naming = ReturnType<typeof createNaming>;

/**
 * Brings the full-text index up to the names of documents: of one that a person renamed, and of those that were read
 * before names of files were searched. The passages stay as they are, and so do their vectors.
 */
export function createNaming({ store, together, jobs, changes, termsOf }: Dependencies) {
  async function indexUnderItsName(given: DocumentRow, signal: AbortSignal): Promise<void> {
    const document = { ...given, title: titleNow(given) };
    if (document.title !== given.title) {
      store.update(document.id, { title: document.title });
      changes.publish({ topic: 'documents', clientId: document.clientId, id: document.id });
    }
    const name = searchedName(document.title, document.fileName);
    for (let after: number | null = -1; after !== null;) {
      signal.throwIfAborted();
      const from: number = after;
      after = await together(() =>
        store.indexAgain(document, from, passage => termsOf(name, passage), WRITE_SLICE_MS),
      );
    }
    await together(() => store.named(document, name));
  }

  /** The title of a document that was read before titles were judged, judged now. */
  function titleNow(document: DocumentRow): string {
    const { givenTitle, readerVersion, title, fileName } = document;
    if (givenTitle !== null || readerVersion !== null) return title;
    return judgedTitle(store, document, { fileName, kept: title });
  }

  const handler: JobHandler<PayloadOf<typeof NAMING_JOB>> = {
    concurrency: 1,
    async run({ payload, signal }) {
      const { clientId } = payload;
      for (;;) {
        const [document] = store.misnamed(wholeClients([clientId]), 1);
        if (!document) return;
        await indexUnderItsName(document, signal);
      }
    },
  };

  function queue(clientId: string, label: string): void {
    // Without a key: one that is about to end does not see this change any more.
    jobs.enqueue(NAMING_JOB, { label, clientId, payload: { clientId }, priority: NAMING_PRIORITY });
  }

  return {
    handler,
    queue,
    /** What an earlier version of Foyer, or a process that was killed, left. */
    resume(): void {
      for (const clientId of store.clientsWithMisnamed()) {
        jobs.enqueue(NAMING_JOB, {
          clientId,
          payload: { clientId },
          priority: NAMING_PRIORITY,
          idempotencyKey: `${NAMING_JOB.type}:${clientId}`,
        });
      }
    },
  };
}

/**
 * What a document is called when nobody says: after its stored text. `kept` is the title it has, where what the file
 * says of itself was not stored.
 */
export function judgedTitle(
  store: Pick<DocumentStore, 'text'>,
  { id, ownTitle }: Pick<DocumentRow, 'id' | 'ownTitle'>,
  { fileName, kept }: { fileName: string; kept: string | null },
): string {
  const stored = store.text(id);
  const first = stored?.blocks.find(({ kind }) => kind === 'heading');
  const heading =
    stored && first ? stored.text.slice(first.start, first.end).replace(/\s+/gu, ' ').trim() : null;
  const own = ownTitle ?? (kept === heading ? null : kept);
  return documentTitle({ given: null, fileName, ownTitle: own, heading, text: stored?.text ?? null });
}
