import { eq, sql } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { documents, documentTexts } from '#main/db/schema/index.ts';
import type { PageSpan, Span } from '#main/ingest/ports.ts';

/** Documents whose pages are kept in memory: those that answers were just drawn from. About 10 kB for 600 pages. */
const KEPT_DOCUMENTS = 64;

type Kept = { updatedAt: string; starts: Uint32Array; numbers: Uint32Array };

/** On which pages words stand, as the file numbers them; read once a document, until it is read anew. */
export function createPageLookup(database: Database) {
  const kept = new Map<string, Kept>();
  const updatedAt = database
    .select({ updatedAt: documents.updatedAt })
    .from(documents)
    .where(eq(documents.id, sql.placeholder('id')))
    .prepare();
  const pagesOf = database
    .select({ pages: documentTexts.pages })
    .from(documentTexts)
    .where(eq(documentTexts.documentId, sql.placeholder('id')))
    .prepare();

  /** Null for a document that is gone or has no pages. */
  function pages(id: string): Kept | null {
    const row = updatedAt.get({ id });
    if (row === undefined) return null;
    const known = kept.get(id);
    if (known?.updatedAt === row.updatedAt) return known;
    const read: readonly PageSpan[] = pagesOf.get({ id })?.pages ?? [];
    const made = {
      updatedAt: row.updatedAt,
      starts: Uint32Array.from(read, page => page.start),
      numbers: Uint32Array.from(read, page => page.number),
    };
    kept.delete(id);
    kept.set(id, made);
    const [oldest] = kept.keys();
    if (kept.size > KEPT_DOCUMENTS && oldest !== undefined) kept.delete(oldest);
    return made;
  }

  return {
    /**
     * The pages on which stretches of the text of a document begin and end, in the order of the stretches; null for a
     * document without pages, or one that is gone.
     */
    pagesAt(id: string, spans: readonly Span[]): { page: number | null; pageEnd: number | null }[] {
      const known = pages(id);
      return spans.map(({ start, end }) => {
        if (known === null || known.starts.length === 0) return { page: null, pageEnd: null };
        const pageAt = (offset: number) => known.numbers[indexAt(known.starts, offset)] ?? null;
        return { page: pageAt(start), pageEnd: pageAt(Math.max(start, end - 1)) };
      });
    },
  };
}

/** Index of the last start that is not after `offset`; the first page also holds what stands before it. */
function indexAt(starts: Uint32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
