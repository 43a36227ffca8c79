import { and, count, eq, inArray } from 'drizzle-orm';
import type { Narrowing } from '#shared/contract/narrowing.ts';
import type { Database } from '#main/db/connection.ts';
import { narrowedTo } from '#main/db/document-narrowing.ts';
import { held } from '#main/db/held.ts';
import { documentChatbots, documents } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

/** Which documents a search looks at: those of a chatbot, or the part of them that is asked for. */
export function createSearchedDocuments(database: Database) {
  const linkedTo = (chatbotId: HeldId) =>
    database
      .select({ id: documentChatbots.documentId })
      .from(documentChatbots)
      .where(eq(documentChatbots.chatbotId, chatbotId));

  return {
    /** Ready documents a chatbot may use; null when it may use every one of its client. */
    documentFilter(clientId: HeldId, chatbotId: HeldId | null): HeldId[] | null {
      if (chatbotId === null) return null;
      const linked = linkedTo(chatbotId).all();
      const all = database
        .select({ documents: count() })
        .from(documents)
        .where(eq(documents.clientId, clientId))
        .get();
      return linked.length === (all?.documents ?? 0) ? null : linked.map(row => held(row).id);
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
            chatbotId === null ? undefined : inArray(documents.id, linkedTo(chatbotId)),
            condition,
          ),
        )
        .all()
        .map(row => held(row).id);
    },
  };
}
