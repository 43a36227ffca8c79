import { eq, inArray, or } from 'drizzle-orm';
import type { Document } from '#shared/contract/document.ts';
import type { Database } from '#main/db/connection.ts';
import { documents, documentTags, sourceItems, sourceTags, tags } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

type OfDocument = Document['tags'][number];

/** Tags of documents, by name: those that people gave them, and those of the source that has them. */
export function createTagsOf(database: Database) {
  return function tagsOf(ids: readonly HeldId[]): Map<string, OfDocument[]> {
    if (ids.length === 0) return new Map();
    const found = new Map<string, Map<string, OfDocument>>(
      ids.map(id => [id, new Map<string, OfDocument>()]),
    );
    const ofSources = database
      .select({ documentId: documents.id, replaces: documents.replaces, id: tags.id, name: tags.name })
      .from(documents)
      .innerJoin(sourceItems, eq(sourceItems.documentId, documents.id))
      .innerJoin(sourceTags, eq(sourceTags.sourceId, sourceItems.sourceId))
      .innerJoin(tags, eq(tags.id, sourceTags.tagId))
      .where(or(inArray(documents.id, [...ids]), inArray(documents.replaces, [...ids])))
      .all();
    for (const { documentId, replaces, id, name } of ofSources)
      // What answers until a newer version is read keeps the tags of their place.
      for (const tagged of [documentId, replaces ?? documentId])
        found.get(tagged)?.set(id, { id, name, byHand: false });
    const byHand = database
      .select({ documentId: documentTags.documentId, id: tags.id, name: tags.name })
      .from(documentTags)
      .innerJoin(tags, eq(tags.id, documentTags.tagId))
      .where(inArray(documentTags.documentId, [...ids]))
      .all();
    for (const { documentId, id, name } of byHand) found.get(documentId)?.set(id, { id, name, byHand: true });
    return new Map([...found].map(([id, its]) => [id, [...its.values()].sort(byName)]));
  };
}

function byName(one: OfDocument, other: OfDocument): number {
  return one.name.localeCompare(other.name, 'fr');
}
