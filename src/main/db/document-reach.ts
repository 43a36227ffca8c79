import { and, inArray, or, type SQL } from 'drizzle-orm';
import { withinScope, type ClientScope } from './client-scope.ts';
import type { Database } from './connection.ts';
import { documentChatbots, documents } from './schema/index.ts';

/** Condition that keeps the documents a caller reaches: of a client reached in part, those of chatbots within reach. */
export function documentWithin(database: Database, scope: ClientScope): SQL {
  const whole = withinScope(documents.clientId, scope);
  const { limited } = scope;
  if (limited === null) return whole;
  const inReach = and(
    inArray(documents.clientId, [...limited.clientIds]),
    limited.chatbotIds === 'all'
      ? undefined
      : inArray(
          documents.id,
          database
            .select({ id: documentChatbots.documentId })
            .from(documentChatbots)
            .where(inArray(documentChatbots.chatbotId, [...limited.chatbotIds])),
        ),
  );
  return or(whole, inReach) ?? whole;
}
