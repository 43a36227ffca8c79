import { eq, sql } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { oneOf } from '#main/db/one-of.ts';
import { documents, documentTexts } from '#main/db/schema/index.ts';

/** Which documents are copies of one another. */
export function createCopies(database: Database) {
  function textOf(id: string): string | null {
    const row = database
      .select({ text: documentTexts.text })
      .from(documentTexts)
      .where(eq(documentTexts.documentId, id))
      .get();
    return row?.text ?? null;
  }

  // Asked at every answer: prepared once.
  const compared = database
    .select({
      id: documents.id,
      hash: documents.contentHash,
      bytes: sql<number | null>`octet_length(${documentTexts.text})`,
    })
    .from(documents)
    .leftJoin(documentTexts, eq(documentTexts.documentId, documents.id))
    .where(oneOf(documents.id, sql.placeholder('ids')))
    .prepare();

  return {
    /**
     * What is the same for a document and its copies: those with the same bytes, and those whose other bytes say the
     * same text to the letter. By document id; one that is gone is left out.
     */
    contentOf(ids: readonly string[]): Map<string, string> {
      const rows = compared.all({ ids: JSON.stringify(ids) });
      const contents = new Map<string, string>();
      for (const { id, hash, bytes } of rows) {
        // Texts are compared only where their lengths agree: nearly never.
        const twin = rows.find(
          other =>
            contents.has(other.id) &&
            (other.hash === hash ||
              (bytes !== null && other.bytes === bytes && textOf(other.id) === textOf(id))),
        );
        contents.set(id, (twin && contents.get(twin.id)) ?? hash);
      }
      return contents;
    },
  };
}
