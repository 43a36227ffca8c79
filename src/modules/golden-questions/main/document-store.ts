import { createHash } from 'node:crypto';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import {
  held,
  isKnownTo,
  schema,
  withinScope,
  type ClientScope,
  type Database,
  type Held,
} from '../../api.ts';

const { chunks, documentChatbots, documents, documentTexts, embeddingStates, models } = schema;

type DocumentRow = Held<
  Pick<typeof documents.$inferSelect, 'id' | 'fileName' | 'title' | 'state' | 'replacedBy'>
>;

/** A passage that a question may be written for. */
export type PassageToAsk = {
  documentId: string;
  title: string;
  page: number | null;
  heading: string | null;
  text: string;
  start: number;
  end: number;
};

/** What a chatbot knows now. */
export type Knowledge = {
  documents: number;
  passages: number;
  working: number;
  readerVersion: number | null;
  embedder: string | null;
  /** SHA-256 of all of it: another one, and something has changed. */
  print: string;
};

/** So many versions of a document follow one another at most. */
const VERSIONS_FOLLOWED = 100;
/** Shorter passages say too little to ask about; a model reads a longer one too long. */
const ASKED_CHARACTERS = { min: 200, max: 2_400 };

export type DocumentStore = ReturnType<typeof createDocumentStore>;

/** What of the documents test questions rest on. */
export function createDocumentStore(database: Database) {
  const columns = {
    id: documents.id,
    fileName: documents.fileName,
    title: documents.title,
    state: documents.state,
    replacedBy: documents.replacedBy,
  };

  function byId(scope: ClientScope, id: string): DocumentRow | null {
    const row = database
      .select(columns)
      .from(documents)
      .where(and(eq(documents.id, id), withinScope(documents.clientId, scope)))
      .get();
    return held(row ?? null);
  }

  return {
    /** A document, or what has taken its place; where it is gone, the chatbot's latest of its name. */
    current(
      scope: ClientScope,
      {
        documentId,
        documentName,
        chatbotId,
      }: { documentId: string; documentName: string; chatbotId: string },
    ): DocumentRow | null {
      let row = byId(scope, documentId);
      for (let step = 0; row !== null && row.replacedBy !== null && step < VERSIONS_FOLLOWED; step += 1)
        row = byId(scope, row.replacedBy);
      if (row !== null) return row;
      const named = database
        .select(columns)
        .from(documents)
        .innerJoin(documentChatbots, eq(documentChatbots.documentId, documents.id))
        .where(
          and(
            eq(documentChatbots.chatbotId, chatbotId),
            eq(documents.fileName, documentName),
            inArray(documents.state, ['queued', 'extracting', 'indexing', 'ready']),
            withinScope(documents.clientId, scope),
          ),
        )
        .orderBy(desc(documents.id))
        .get();
      return held(named ?? null);
    },

    /** Whether a chatbot may look into a document. */
    isOf: (scope: ClientScope, documentId: string, chatbotId: string): boolean =>
      database
        .select({ id: documents.id })
        .from(documents)
        .innerJoin(documentChatbots, eq(documentChatbots.documentId, documents.id))
        .where(
          and(
            eq(documents.id, documentId),
            eq(documentChatbots.chatbotId, chatbotId),
            withinScope(documents.clientId, scope),
          ),
        )
        .get() !== undefined,

    text: (scope: ClientScope, documentId: string): string | null =>
      database
        .select({ text: documentTexts.text })
        .from(documentTexts)
        .innerJoin(documents, eq(documents.id, documentTexts.documentId))
        .where(and(eq(documents.id, documentId), withinScope(documents.clientId, scope)))
        .get()?.text ?? null,

    /** Passages of the chatbot's documents that are long enough to ask about, in the order of the documents. */
    passages: (scope: ClientScope, chatbotId: string): PassageToAsk[] =>
      database
        .select({
          documentId: documents.id,
          title: documents.title,
          page: chunks.page,
          heading: chunks.heading,
          text: chunks.text,
          start: chunks.start,
          end: chunks.end,
        })
        .from(chunks)
        .innerJoin(documents, eq(documents.id, chunks.documentId))
        .innerJoin(documentChatbots, eq(documentChatbots.documentId, documents.id))
        .where(
          and(
            eq(documentChatbots.chatbotId, chatbotId),
            eq(documents.state, 'ready'),
            withinScope(documents.clientId, scope),
            sql`length(${chunks.text}) between ${ASKED_CHARACTERS.min} and ${ASKED_CHARACTERS.max}`,
          ),
        )
        .orderBy(asc(documents.id), asc(chunks.ordinal))
        .all(),

    knowledge(scope: ClientScope, clientId: string, chatbotId: string): Knowledge {
      const rows = database
        .select({
          id: documents.id,
          state: documents.state,
          title: documents.title,
          passages: documents.passageCount,
          readerVersion: documents.readerVersion,
          updatedAt: documents.updatedAt,
        })
        .from(documents)
        .where(and(isKnownTo(documents.id, chatbotId), withinScope(documents.clientId, scope)))
        .orderBy(asc(documents.id))
        .all();
      const ready = rows.filter(({ state }) => state === 'ready');
      const index = database
        .select({ fingerprint: embeddingStates.activeFingerprint, name: models.name })
        .from(embeddingStates)
        .leftJoin(models, eq(models.id, embeddingStates.activeModelId))
        .where(and(eq(embeddingStates.clientId, clientId), withinScope(embeddingStates.clientId, scope)))
        .get();
      const versions = ready.flatMap(({ readerVersion }) => readerVersion ?? []);
      const hash = createHash('sha256').update(index?.fingerprint ?? '');
      for (const { id, title, passages, updatedAt } of ready)
        hash.update(JSON.stringify([id, title, passages, updatedAt]));
      return {
        documents: ready.length,
        passages: ready.reduce((sum, { passages }) => sum + passages, 0),
        working: rows.filter(({ state }) => ['queued', 'extracting', 'indexing'].includes(state)).length,
        readerVersion: versions.length === 0 ? null : Math.min(...versions),
        embedder: index?.fingerprint == null ? null : (index.name ?? null),
        print: hash.digest('hex'),
      };
    },
  };
}
