import { and, count, desc, eq, gte, inArray, not, sql, sum } from 'drizzle-orm';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { hasOneOfTags } from '#main/db/document-tags.ts';
import { documentWithin } from '#main/db/document-reach.ts';
import { held, type Held } from '#main/db/held.ts';
import { documents, documentTexts, tagProposals } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { Topic } from './topics.ts';

export type ProposalRow = Held<typeof tagProposals.$inferSelect>;

export type ProposalStore = ReturnType<typeof createProposalStore>;

/** Beyond it a text repeats itself: its first ten pages tell what it is about. */
const CHARACTERS_READ = 20_000;
const HEADINGS_READ = 200;

/** What tags are proposed from. */
export function createProposalStore(database: Database) {
  /** The ready documents of a client that are within reach. */
  const ready = (scope: ClientScope, clientId: HeldId) =>
    and(eq(documents.clientId, clientId), eq(documents.state, 'ready'), documentWithin(database, scope));

  return {
    document(scope: ClientScope, id: string) {
      const row = database
        .select()
        .from(documents)
        .where(and(eq(documents.id, id), documentWithin(database, scope)))
        .get();
      return held(row ?? null);
    },

    /** What a ready document says, as much of it as topics are looked for in; null for one that is gone or not ready. */
    readText(scope: ClientScope, id: string) {
      const row = database
        .select({
          documentId: documents.id,
          clientId: documents.clientId,
          title: documents.title,
          language: documents.language,
          text: sql<string>`substr(${documentTexts.text}, 1, ${CHARACTERS_READ})`,
          blocks: documentTexts.blocks,
        })
        .from(documents)
        .innerJoin(documentTexts, eq(documentTexts.documentId, documents.id))
        .where(
          and(eq(documents.id, id), eq(documents.state, 'ready'), withinScope(documents.clientId, scope)),
        )
        .get();
      if (row === undefined) return null;
      const { blocks, text, ...rest } = held(row);
      const headings = blocks
        .filter(({ kind, end }) => kind === 'heading' && end <= text.length)
        .slice(0, HEADINGS_READ)
        .map(({ start, end }) => text.slice(start, end));
      return { ...rest, text, headings };
    },

    /** Those that a person refused stay refused; inside a transaction of the caller. */
    replace(documentId: HeldId, topics: readonly Topic[]): void {
      database
        .delete(tagProposals)
        .where(and(eq(tagProposals.documentId, documentId), eq(tagProposals.refused, false)))
        .run();
      for (const topic of topics)
        database
          .insert(tagProposals)
          .values({ ...topic, documentId })
          .onConflictDoNothing()
          .run();
    },

    ofDocument(documentId: HeldId): ProposalRow[] {
      return database
        .select()
        .from(tagProposals)
        .where(eq(tagProposals.documentId, documentId))
        .orderBy(desc(tagProposals.weight), tagProposals.key)
        .all()
        .map(held);
    },

    readyCount: (scope: ClientScope, clientId: HeldId): number =>
      database.select({ ready: count() }).from(documents).where(ready(scope, clientId)).get()?.ready ?? 0,

    /** Of these topics, those that a title or heading says somewhere, with how many ready documents are about them. */
    spread(scope: ClientScope, clientId: HeldId, keys: readonly string[]): Map<string, number> {
      const rows = database
        .select({ key: tagProposals.key, documents: count() })
        .from(tagProposals)
        .innerJoin(documents, eq(documents.id, tagProposals.documentId))
        .where(and(ready(scope, clientId), inArray(tagProposals.key, [...keys])))
        .groupBy(tagProposals.key)
        .having(sql`max(${tagProposals.heading}) = 1`)
        .all();
      return new Map(rows.map(row => [row.key, row.documents]));
    },

    /** Topics that several documents share, between these numbers, and a title or heading says; the most telling first. */
    shared(
      scope: ClientScope,
      clientId: HeldId,
      { least, most, limit }: { least: number; most: number; limit: number },
    ) {
      return database
        .select({ key: tagProposals.key, documents: count() })
        .from(tagProposals)
        .innerJoin(documents, eq(documents.id, tagProposals.documentId))
        .where(and(ready(scope, clientId), eq(tagProposals.refused, false)))
        .groupBy(tagProposals.key)
        .having(and(gte(count(), least), sql`count(*) <= ${most}`, sql`max(${tagProposals.heading}) = 1`))
        .orderBy(desc(sum(tagProposals.weight)), tagProposals.key)
        .limit(limit)
        .all();
    },

    /** The ready documents for which one of these topics is proposed and that have not the tag yet. */
    proposedFor(scope: ClientScope, clientId: HeldId, keys: readonly string[], tagId: HeldId | null) {
      return database
        .select({
          documentId: documents.id,
          title: documents.title,
          name: tagProposals.name,
          weight: tagProposals.weight,
        })
        .from(tagProposals)
        .innerJoin(documents, eq(documents.id, tagProposals.documentId))
        .where(
          and(
            ready(scope, clientId),
            inArray(tagProposals.key, [...keys]),
            eq(tagProposals.refused, false),
            tagId === null ? undefined : not(hasOneOfTags(database, [tagId])),
          ),
        )
        .orderBy(desc(tagProposals.weight), documents.id)
        .all()
        .map(row => held(row));
    },

    refuse(documentId: HeldId, key: string, name: string): void {
      database
        .insert(tagProposals)
        .values({ documentId, key, name, weight: 0, heading: false, refused: true })
        .onConflictDoUpdate({
          target: [tagProposals.documentId, tagProposals.key],
          set: { refused: true },
        })
        .run();
    },
  };
}
