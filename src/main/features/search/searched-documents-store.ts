import { and, count, eq } from 'drizzle-orm';
import type { Narrowing } from '#shared/contract/narrowing.ts';
import type { Database } from '#main/db/connection.ts';
import { narrowedTo } from '#main/db/document-narrowing.ts';
import { held } from '#main/db/held.ts';
import { isKnownTo } from '#main/db/known-to.ts';
import { documents } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

/** Which documents a search looks at: those a chatbot answers from, or the part of them that is asked for. */
export function createSearchedDocuments(database: Database) {
  return {
    /** Ready documents a chatbot may use; null when it may use every one of its client. */
    documentFilter(clientId: HeldId, chatbotId: HeldId | null): HeldId[] | null {
      if (chatbotId === null) return null;
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
    },

    /** Those of them that a narrowing lets through, if they are ready; null where it asks for nothing. */
    narrowed(clientId: HeldId, chatbotId: HeldId | null, narrowing: Narrowing): HeldId[] | null {
      const condition = narrowedTo(database, narrowing);
      if (condition === undefined) return null;
      return database
        .select({ id: documents.id })
        .from(documents)
        .where(
          and(
            eq(documents.clientId, clientId),
            eq(documents.state, 'ready'),
            chatbotId === null ? undefined : isKnownTo(documents.id, chatbotId),
            condition,
          ),
        )
        .all()
        .map(row => held(row).id);
    },
  };
}
