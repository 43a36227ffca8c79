import { and, count, eq, sql } from 'drizzle-orm';
import type { Narrowing } from '#shared/contract/narrowing.ts';
import type { Database } from '#main/db/connection.ts';
import { narrowedTo } from '#main/db/document-narrowing.ts';
import { held } from '#main/db/held.ts';
import { isKnownTo } from '#main/db/known-to.ts';
import { documents } from '#main/db/schema/index.ts';
import type { DocumentPart } from '#main/index/ports.ts';
import type { HeldId } from '#main/platform/held-id.ts';

/** Which documents a search looks at: those a chatbot answers from, or the part of them that is asked for. */
export function createSearchedDocuments(database: Database) {
  const versionOf = database.$client
    .prepare<[string], string>(
      `SELECT knowledge_revision || ' ' || coalesce((SELECT max(id) FROM chunks), 0) FROM clients WHERE id = ?`,
    )
    .pluck();
  const filters = new Map<string, { version: string; documentIds: HeldId[] | null }>();

  function findFilter(clientId: HeldId, chatbotId: HeldId): HeldId[] | null {
    const known = database
      .select({ id: documents.id })
      .from(documents)
      .where(isKnownTo(documents.id, chatbotId))
      .all();
    const all = database
      .select({ documents: count() })
      .from(documents)
      .where(eq(documents.clientId, clientId))
      .get();
    return known.length === (all?.documents ?? 0) ? null : known.map(row => held(row).id);
  }

  return {
    /**
     * Documents a chatbot may use; null when it may use every one of its client. The same list until they change: found
     * again only once passages came, or a document is the chatbot's or no longer.
     */
    documentFilter(clientId: HeldId, chatbotId: HeldId | null): HeldId[] | null {
      if (chatbotId === null) return null;
      const version = versionOf.get(clientId) ?? '';
      const before = filters.get(chatbotId);
      if (before?.version === version) return before.documentIds;
      const found = findFilter(clientId, chatbotId);
      const isSame =
        found !== null &&
        found.length === before?.documentIds?.length &&
        found.every((id, index) => id === before.documentIds?.[index]);
      const documentIds = isSame ? before.documentIds : found;
      filters.set(chatbotId, { version, documentIds });
      return documentIds;
    },

    /** Those of them that a narrowing lets through, as a query; null where it asks for nothing. */
    narrowed(clientId: HeldId, chatbotId: HeldId | null, narrowing: Narrowing): DocumentPart | null {
      const condition = narrowedTo(database, narrowing);
      if (condition === undefined) return null;
      const { sql: text, params } = database
        .select({ id: sql<HeldId>`${documents.id}`.as('document_id') })
        .from(documents)
        .where(
          and(
            eq(documents.clientId, clientId),
            chatbotId === null ? undefined : isKnownTo(documents.id, chatbotId),
            condition,
          ),
        )
        .toSQL();
      return { sql: text, parameters: params as (string | number)[] };
    },

    /** The ready documents of a part. */
    documentsOf({ sql: text, parameters }: DocumentPart): HeldId[] {
      return database.$client
        .prepare<unknown[], HeldId>(
          `SELECT p.document_id FROM (${text}) p JOIN documents d ON d.id = p.document_id WHERE d.state = 'ready'`,
        )
        .pluck()
        .all(...parameters);
    },
  };
}
