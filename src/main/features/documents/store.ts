import { and, desc, eq, inArray, ne, notInArray, sql } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { allClients, withinScope, type ClientScope } from '#main/db/client-scope.ts';
import { documentWithin } from '#main/db/document-reach.ts';
import { held, heldBecause, type Held } from '#main/db/held.ts';
import { documentChatbots, documents, documentTags, tagProposals } from '#main/db/schema/index.ts';
import type { KeywordIndexWriter } from '#main/index/ports.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { createDocumentList } from './document-list.ts';
import type { Readers } from './outdated.ts';
import type { PageNumbers } from './page-numbers.ts';
import { createSourcesOf } from './sources-of.ts';
import { createPassageStore } from './passage-store.ts';
import { createTagsOf } from './tags-of.ts';

type Row = typeof documents.$inferSelect;
export type DocumentRow = Held<Row>;

/** What becomes of a document that answers no more. */
const SET_ASIDE = {
  state: 'set_aside',
  failure: null,
  dismissedAt: null,
  passageCount: 0,
  searchedName: null,
  replaces: null,
} as const;

export type DocumentStore = ReturnType<typeof createDocumentStore>;

/** @param readerVersion of the readers of today: what an earlier one read is outdated */
export function createDocumentStore(
  database: Database,
  keywords: KeywordIndexWriter,
  pageNumbers: PageNumbers,
  readers: Readers,
) {
  const passages = createPassageStore({ database, keywords, pageNumbers });
  const { remove: removePassages, ...ofPassages } = passages;

  function get(scope: ClientScope, id: string): DocumentRow | null {
    const row = database
      .select()
      .from(documents)
      .where(and(eq(documents.id, id), documentWithin(database, scope)))
      .get();
    return held(row ?? null);
  }

  function update(id: HeldId, change: Partial<Row>): void {
    database.update(documents).set(change).where(eq(documents.id, id)).run();
  }

  function addLinks(documentId: HeldId, chatbotIds: Iterable<HeldId>): number {
    let added = 0;
    for (const chatbotId of new Set(chatbotIds)) {
      added += database
        .insert(documentChatbots)
        .values({ documentId, chatbotId })
        .onConflictDoNothing()
        .run().changes;
    }
    return added;
  }

  /** What `newer` replaces, and what that was about to replace, and so on. */
  function replacedWith(newer: DocumentRow): DocumentRow[] {
    const older: DocumentRow[] = [];
    for (let id: HeldId | null = newer.replaces; id !== null;) {
      const row: DocumentRow | null = get(allClients, id);
      if (!row || row.id === newer.id || older.some(known => known.id === row.id)) break;
      older.push(row);
      id = row.replaces;
    }
    return older;
  }

  return {
    sourcesOf: createSourcesOf(database),
    tagsOf: createTagsOf(database),
    ...createDocumentList(database, readers),
    ...ofPassages,
    get,
    update,
    addLinks,
    removePassages: (document: DocumentRow) => database.transaction(() => removePassages(document)),

    /** Those that the version before read, of kinds that are read better for their pictures. */
    readBefore({ version, forPictures }: Readers) {
      return database
        .select({ id: documents.id, clientId: documents.clientId, contentHash: documents.contentHash })
        .from(documents)
        .where(
          and(
            eq(documents.readerVersion, version - 1),
            inArray(documents.mediaType, [...forPictures]),
            inArray(documents.state, ['ready', 'failed']),
          ),
        )
        .all()
        .map(row => heldBecause('what is found out of a file is kept with its own row', row));
    },

    /** Documents of a client with the same bytes, within reach, by their hash. */
    withContents(scope: ClientScope, contents: readonly Pick<DocumentRow, 'clientId' | 'contentHash'>[]) {
      if (contents.length === 0) return [];
      return database
        .select({ id: documents.id, clientId: documents.clientId, contentHash: documents.contentHash })
        .from(documents)
        .where(
          and(
            inArray(documents.clientId, [...new Set(contents.map(({ clientId }) => clientId))]),
            inArray(documents.contentHash, [...new Set(contents.map(({ contentHash }) => contentHash))]),
            ne(documents.state, 'set_aside'),
            documentWithin(database, scope),
          ),
        )
        .all();
    },

    /** Whether any document, set aside or not, still needs these bytes. */
    needsContent(scope: ClientScope, contentHash: string): boolean {
      return (
        database
          .select({ id: documents.id })
          .from(documents)
          .where(and(withinScope(documents.clientId, scope), eq(documents.contentHash, contentHash)))
          .limit(1)
          .get() !== undefined
      );
    },

    /** Of every document, what is known of its file. */
    originals() {
      const { title, clientId, contentHash, size } = documents;
      return database.select({ title, clientId, contentHash, size }).from(documents).all();
    },

    /** Which clients have documents of which bytes, by content hash. */
    contentOwners(): Map<string, string[]> {
      const owners = new Map<string, string[]>();
      const rows = database
        .selectDistinct({ clientId: documents.clientId, contentHash: documents.contentHash })
        .from(documents)
        .all();
      for (const { clientId, contentHash } of rows)
        owners.set(contentHash, [...(owners.get(contentHash) ?? []), clientId]);
      return owners;
    },

    /** Documents of a client whose file has this name, capitals apart, the latest first; earlier versions too. */
    namesakes(scope: ClientScope, clientId: string, fileName: string): DocumentRow[] {
      return database
        .select()
        .from(documents)
        .where(
          and(
            eq(documents.clientId, clientId),
            sql`${documents.fileName} collate nocase = ${fileName}`,
            documentWithin(database, scope),
          ),
        )
        .orderBy(desc(documents.id))
        .all()
        .map(held);
    },

    /** Earlier versions that are set aside under a document, the latest first. */
    versions(scope: ClientScope, id: string): DocumentRow[] {
      return database
        .select()
        .from(documents)
        .where(and(eq(documents.replacedBy, id), documentWithin(database, scope)))
        .orderBy(desc(documents.setAsideAt), desc(documents.id))
        .all()
        .map(held);
    },

    /** How many there are, by document. */
    versionCounts(ids: readonly HeldId[]): Map<string, number> {
      const rows = database
        .select({ id: documents.replacedBy, versions: sql<number>`count(*)` })
        .from(documents)
        .where(inArray(documents.replacedBy, [...ids]))
        .groupBy(documents.replacedBy)
        .all();
      return new Map(rows.flatMap(({ id, versions }) => (id === null ? [] : [[id, versions] as const])));
    },

    some(ids: readonly HeldId[]): DocumentRow[] {
      if (ids.length === 0) return [];
      return database
        .select()
        .from(documents)
        .where(inArray(documents.id, [...ids]))
        .all()
        .map(held);
    },

    /** The document that is being read to take the place of this one. */
    replacementOf(id: HeldId): DocumentRow | null {
      return held(database.select().from(documents).where(eq(documents.replaces, id)).get() ?? null);
    },

    /**
     * A document that is ready takes the place of what it replaces: its chatbots, its tags, what is no longer proposed
     * for it, and its earlier versions; inside a transaction of the caller. Returns what is set aside now.
     */
    takePlace(newer: DocumentRow, at: string): DocumentRow[] {
      const older = replacedWith(newer);
      const ids = older.map(({ id }) => id);
      for (const row of older) {
        removePassages(row);
        update(row.id, { ...SET_ASIDE, replacedBy: newer.id, setAsideAt: at, updatedAt: at });
      }
      if (ids.length > 0) {
        database
          .update(documents)
          .set({ replacedBy: newer.id })
          .where(inArray(documents.replacedBy, ids))
          .run();
        const links = database
          .select({ chatbotId: documentChatbots.chatbotId })
          .from(documentChatbots)
          .where(inArray(documentChatbots.documentId, ids))
          .all()
          .map(held);
        addLinks(
          newer.id,
          links.map(({ chatbotId }) => chatbotId),
        );
        database.run(sql`insert or ignore into ${documentTags} (document_id, tag_id)
          select ${newer.id}, tag_id from ${documentTags} where ${inArray(documentTags.documentId, ids)}`);
        database.run(sql`insert or replace into ${tagProposals} (document_id, key, name, weight, heading, refused)
          select ${newer.id}, key, name, weight, heading, refused from ${tagProposals}
          where ${tagProposals.refused} = 1 and ${inArray(tagProposals.documentId, ids)}`);
      }
      update(newer.id, { replaces: null });
      return older;
    },

    /** Sets a document aside that nothing takes the place of; inside a transaction of the caller. */
    setAside(row: DocumentRow, at: string): void {
      removePassages(row);
      update(row.id, { ...SET_ASIDE, replacedBy: null, setAsideAt: at, updatedAt: at });
    },

    /** Inside a transaction of the caller. */
    insert(row: Held<typeof documents.$inferInsert>, chatbotIds: readonly HeldId[]): DocumentRow {
      const inserted = held(database.insert(documents).values(row).returning().get());
      addLinks(inserted.id, chatbotIds);
      return inserted;
    },

    chatbotIds(documentIds: readonly HeldId[]): Map<string, HeldId[]> {
      const links = new Map<string, HeldId[]>();
      if (documentIds.length === 0) return links;
      const rows = database
        .select()
        .from(documentChatbots)
        .where(inArray(documentChatbots.documentId, [...documentIds]))
        .all()
        .map(held);
      for (const { documentId, chatbotId } of rows)
        links.set(documentId, [...(links.get(documentId) ?? []), chatbotId]);
      return links;
    },

    removeLinks(documentId: HeldId, chatbotIds: readonly string[]): number {
      return database
        .delete(documentChatbots)
        .where(
          and(
            eq(documentChatbots.documentId, documentId),
            inArray(documentChatbots.chatbotId, [...chatbotIds]),
          ),
        )
        .run().changes;
    },

    replaceLinks(documentId: HeldId, chatbotIds: readonly HeldId[]): void {
      // What stays is not touched: the audit log tells links that were made or taken away.
      database.transaction(() => {
        database
          .delete(documentChatbots)
          .where(
            and(
              eq(documentChatbots.documentId, documentId),
              notInArray(documentChatbots.chatbotId, [...chatbotIds]),
            ),
          )
          .run();
        addLinks(documentId, chatbotIds);
      });
    },

    remove(document: Pick<DocumentRow, 'id' | 'clientId'>): void {
      database.transaction(() => {
        removePassages(document);
        database.delete(documents).where(eq(documents.id, document.id)).run();
      });
    },

    transaction: <Result>(write: () => Result): Result => database.transaction(write),

    /** Documents left between states by a process that was killed and whose job is gone. */
    unfinishedWithoutJob(): DocumentRow[] {
      return database
        .select()
        .from(documents)
        .where(
          and(
            inArray(documents.state, ['queued', 'extracting', 'indexing']),
            sql`not exists (select 1 from jobs where jobs.type in ('document.read', 'document.recognise') and jobs.state in ('queued', 'running') and json_extract(jobs.payload, '$.documentId') = ${documents.id})`,
          ),
        )
        .all()
        .map(row => heldBecause('a reading that was cut off goes on, whosever document it is', row));
    },
  };
}
