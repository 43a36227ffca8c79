import { sql, type Placeholder, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { AFTER_ID, BEFORE_ID } from './known-documents.ts';

/** Condition that keeps the documents that a chatbot answers from. */
export function isKnownTo(documentId: SQLiteColumn, chatbotId: string | Placeholder | SQLWrapper): SQL {
  return sql`${documentId} in (${sql.raw(BEFORE_ID)}${chatbotId}${sql.raw(AFTER_ID)})`;
}
