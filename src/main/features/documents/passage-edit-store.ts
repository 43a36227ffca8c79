import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { documentWithin } from '#main/db/document-reach.ts';
import { held, type Held } from '#main/db/held.ts';
import { chunks, documents, passageEdits } from '#main/db/schema/index.ts';
import type { KeywordIndexWriter } from '#main/index/ports.ts';
import { searchedName } from '#main/language/document-name.ts';
import { termsOf } from '#main/language/passage-terms.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { Mended } from './mended-passages.ts';
import { wordsHashOf } from './passage-judge.ts';
import type { DocumentRow } from './store.ts';

/** Places that no passage has, until all are in order. */
const ASIDE = -1_000_000;

export type PassageEditStore = ReturnType<typeof createPassageEditStore>;

/** What people made of passages, and the passages that come of it. */
export function createPassageEditStore(database: Database, keywords: KeywordIndexWriter) {
  /** Passages in the order in which they stand in their document. */
  function putInOrder(documentId: HeldId): void {
    database.run(sql`update ${chunks} set ordinal = -1 - placed.place from (
      select id, row_number() over (order by "start", id) - 1 as place from ${chunks} where document_id = ${documentId}
    ) as placed where ${chunks.id} = placed.id and ${chunks.ordinal} <> placed.place`);
    database.run(
      sql`update ${chunks} set ordinal = -1 - ordinal where document_id = ${documentId} and ordinal < 0`,
    );
  }

  return {
    get(scope: ClientScope, id: string) {
      const row = database
        .select({ edit: passageEdits })
        .from(passageEdits)
        .innerJoin(documents, eq(documents.id, passageEdits.documentId))
        .where(
          and(
            eq(passageEdits.id, id),
            withinScope(passageEdits.clientId, scope),
            documentWithin(database, scope),
          ),
        )
        .get();
      return held(row?.edit ?? null);
    },
    ofDocument: (documentId: HeldId) =>
      database
        .select()
        .from(passageEdits)
        .where(eq(passageEdits.documentId, documentId))
        .orderBy(asc(passageEdits.start))
        .all()
        .map(held),
    insert(row: Held<Omit<typeof passageEdits.$inferInsert, 'wordsHash'>>): void {
      database
        .insert(passageEdits)
        .values({ ...row, wordsHash: wordsHashOf(row.original) })
        .run();
    },
    update(id: HeldId, change: Partial<Omit<typeof passageEdits.$inferInsert, 'wordsHash'>>): void {
      const { original } = change;
      const words = original === undefined ? {} : { wordsHash: wordsHashOf(original) };
      database
        .update(passageEdits)
        .set({ ...change, ...words })
        .where(eq(passageEdits.id, id))
        .run();
    },
    remove(id: HeldId): void {
      database.delete(passageEdits).where(eq(passageEdits.id, id)).run();
    },
    /** What was made of earlier versions is that of the one which has taken their place. */
    follow(documentId: HeldId, earlier: readonly HeldId[]): void {
      database
        .update(passageEdits)
        .set({ documentId })
        .where(inArray(passageEdits.documentId, [...earlier]))
        .run();
    },

    stored: (documentId: HeldId) =>
      database
        .select()
        .from(chunks)
        .where(eq(chunks.documentId, documentId))
        .orderBy(asc(chunks.ordinal))
        .all(),

    /**
     * Makes these the passages of a document, with their full-text entries; inside a transaction of the caller. Those
     * that are there stay, and keep their vectors.
     */
    replace(document: DocumentRow, passages: readonly Mended[]): void {
      const there = new Map(this.stored(document.id).map(row => [keyOf(row), row.id]));
      const missing = passages.filter(passage => !there.delete(keyOf(passage)));
      const gone = [...there.values()];
      keywords.remove(document.clientId, gone);
      for (const id of gone) database.delete(chunks).where(eq(chunks.id, id)).run();
      const name = document.searchedName ?? searchedName(document.title, document.fileName);
      for (const [index, passage] of missing.entries()) {
        const { id: documentId, clientId } = document;
        const { id } = database
          .insert(chunks)
          .values({ ...passage, documentId, clientId, ordinal: ASIDE - index })
          .returning({ id: chunks.id })
          .get();
        keywords.add(clientId, [{ chunkId: id, terms: termsOf(name, passage) }]);
      }
      putInOrder(document.id);
      database
        .update(documents)
        .set({ passageCount: passages.length })
        .where(eq(documents.id, document.id))
        .run();
    },
  };
}

function keyOf({ start, end, text, heading, tableHeader, page, editId, questions }: Mended): string {
  return JSON.stringify([start, end, text, heading, tableHeader, page, editId, questions]);
}
