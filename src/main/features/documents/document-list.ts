import { and, count, eq, inArray, isNotNull, ne, not, or, sql, sum, type SQL } from 'drizzle-orm';
import type { DocumentSort } from '#shared/contract/documents.ts';
import type { DocumentState } from '#shared/contract/document.ts';
import type { Narrowing } from '#shared/contract/narrowing.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { afterIdCursor, afterSortedCursor, sortedCursor, type SortedPage } from '#main/db/cursor.ts';
import { narrowedTo } from '#main/db/document-narrowing.ts';
import { documentWithin } from '#main/db/document-reach.ts';
import { held } from '#main/db/held.ts';
import { holdsWords } from '#main/db/holds-words.ts';
import { documentChatbots, documents } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { outdatedWhere, type Readers } from './outdated.ts';
import type { DocumentRow } from './store.ts';

export type DocumentFilter = Narrowing & {
  chatbotId?: string | undefined;
  state?: DocumentState | undefined;
  warned?: boolean | undefined;
  outdated?: boolean | undefined;
  dismissed?: boolean | undefined;
  q?: string | undefined;
};

type Page = SortedPage & { sort: DocumentSort };

const SORTED_CHARACTERS = 80; // of a title: a cursor carries them along

/** By what each column sorts; ties are in the order of adding. */
const SORTED_BY: Record<DocumentSort, SQL<string | number>> = {
  added: sql`${documents.id}`,
  title: sql`substr(fold(${documents.title}), 1, ${sql.raw(String(SORTED_CHARACTERS))})`,
  // What needs a look first: failed, partly read, on its way, ready.
  state: sql`case ${documents.state}
    when 'failed' then iif(${documents.dismissedAt} is null, 0, 1)
    when 'extracting' then 3 when 'indexing' then 4 when 'queued' then 5
    when 'ready' then iif(${documents.warnings} <> '[]', 2, 6) else 7 end`,
  pages: sql`coalesce(${documents.pageCount}, 0)`,
  passages: sql`${documents.passageCount}`,
  size: sql`${documents.size}`,
  updated: sql`${documents.updatedAt}`,
};

/** Lists and counts of documents. */
export function createDocumentList(database: Database, readers: Readers) {
  const isOutdated = and(inArray(documents.state, ['ready', 'failed']), outdatedWhere(readers)) as SQL;
  const isWarned = and(eq(documents.state, 'ready'), ne(documents.warnings, sql`'[]'`)) as SQL;

  function matching(scope: ClientScope, filter: DocumentFilter): SQL | undefined {
    const { chatbotId, state, warned, outdated, dismissed, q } = filter;
    return and(
      documentWithin(database, scope),
      chatbotId === undefined
        ? undefined
        : inArray(
            documents.id,
            database
              .select({ id: documentChatbots.documentId })
              .from(documentChatbots)
              .where(eq(documentChatbots.chatbotId, chatbotId)),
          ),
      state === undefined ? ne(documents.state, 'set_aside') : eq(documents.state, state),
      chosen(warned, isWarned),
      chosen(outdated, isOutdated),
      chosen(dismissed, and(eq(documents.state, 'failed'), isNotNull(documents.dismissedAt)) as SQL),
      q ? or(holdsWords(documents.fileName, q), holdsWords(documents.title, q)) : undefined,
      narrowedTo(database, filter),
    );
  }

  return {
    list(
      scope: ClientScope,
      filter: DocumentFilter,
      page: Page,
    ): { items: DocumentRow[]; nextCursor: string | null } {
      const by = SORTED_BY[page.sort];
      const direction = page.order === 'asc' ? sql`asc` : sql`desc`;
      const rows = database
        .select({ row: documents, key: by })
        .from(documents)
        .where(and(matching(scope, filter), afterCursor(by, page)))
        .orderBy(sql`${by} ${direction}`, sql`${documents.id} ${direction}`)
        .limit(page.limit + 1)
        .all();
      const shown = rows.slice(0, page.limit);
      const last = shown.at(-1);
      return {
        items: shown.map(({ row }) => held(row)),
        nextCursor: rows.length > page.limit && last ? cursorOf(page.sort, last) : null,
      };
    },

    /** Ids of every document that a filter lets through, oldest first. */
    idsOf(scope: ClientScope, filter: DocumentFilter): HeldId[] {
      return database
        .select({ id: documents.id })
        .from(documents)
        .where(matching(scope, filter))
        .orderBy(documents.id)
        .all()
        .map(row => held(row).id);
    },

    totals(scope: ClientScope, chatbotId: string | undefined) {
      const rows = database
        .select({
          state: documents.state,
          documents: count(),
          dismissed: count(documents.dismissedAt),
          warned: sum(sql`${documents.warnings} <> '[]'`).mapWith(Number),
          outdated: sum(outdatedWhere(readers)).mapWith(Number),
          passages: sum(documents.passageCount).mapWith(Number),
        })
        .from(documents)
        .where(or(matching(scope, { chatbotId }), matching(scope, { chatbotId, state: 'set_aside' })))
        .groupBy(documents.state)
        .all();
      const totals = {
        documents: 0,
        ready: 0,
        working: 0,
        failed: 0,
        dismissed: 0,
        warned: 0,
        outdated: 0,
        setAside: 0,
        passages: 0,
      };
      for (const row of rows) {
        if (row.state === 'set_aside') {
          totals.setAside += row.documents;
          continue;
        }
        if (row.state === 'ready' || row.state === 'failed') totals.outdated += row.outdated;
        if (row.state === 'failed') {
          totals.dismissed += row.dismissed;
          totals.failed += row.documents - row.dismissed;
          continue;
        }
        totals.documents += row.documents;
        if (row.state !== 'ready') {
          totals.working += row.documents;
          continue;
        }
        totals.ready += row.documents;
        totals.warned += row.warned;
        totals.passages += row.passages ?? 0;
      }
      return totals;
    },
  };
}

function chosen(wanted: boolean | undefined, condition: SQL): SQL | undefined {
  if (wanted === undefined) return undefined;
  return wanted ? condition : not(condition);
}

function cursorOf(sort: DocumentSort, { key, row }: { key: string | number; row: { id: string } }): string {
  return sort === 'added' ? row.id : sortedCursor(key, row.id);
}

function afterCursor(by: SQL, page: Page): SQL | undefined {
  return page.sort === 'added'
    ? afterIdCursor(documents.id, page)
    : afterSortedCursor(by, documents.id, page);
}
