import { and, eq, inArray, isNotNull, or, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { Database } from './connection.ts';
import { documents, documentTags, sourceItems, sourceTags } from './schema/index.ts';

/**
 * Condition that keeps the documents with one of these tags, by hand or of their source. A newer version that is still
 * being read has the place at the source already: until it is ready, the one that answers keeps the tags of that place.
 *
 * @param tagIds ids, or what selects them
 */
export function hasOneOfTags(database: Database, tagIds: readonly string[] | SQLWrapper): SQL {
  const among = Array.isArray(tagIds) ? [...(tagIds as readonly string[])] : (tagIds as SQLWrapper);
  const itemsOfTagged = database
    .select({ id: sourceItems.documentId })
    .from(sourceTags)
    .innerJoin(sourceItems, eq(sourceItems.sourceId, sourceTags.sourceId))
    .where(and(inArray(sourceTags.tagId, among), isNotNull(sourceItems.documentId)));
  return or(
    inArray(
      documents.id,
      database
        .select({ id: documentTags.documentId })
        .from(documentTags)
        .where(inArray(documentTags.tagId, among)),
    ),
    inArray(documents.id, itemsOfTagged),
    inArray(
      documents.id,
      database
        .select({ id: documents.replaces })
        .from(documents)
        .where(and(isNotNull(documents.replaces), inArray(documents.id, itemsOfTagged))),
    ),
  ) as SQL;
}
