import { createHash } from 'node:crypto';
import { databaseFile } from '#main/db/connection.ts';
import type { EvaluationDocument } from '#main/eval/retrieval-set.ts';
import { createSearchStore, type SearchStore } from '#main/features/search/store.ts';
import { createKeywordSearcher } from '#main/index/keyword-searcher.ts';
import { createKeywordIndexWriter } from '#main/index/keyword-writer.ts';
import type { KeywordResult, KeywordSearcher } from '#main/index/ports.ts';
import { chunkDocument } from '#main/ingest/chunker.ts';
import type { Block, ExtractedDocument } from '#main/ingest/ports.ts';
import { analysePassage } from '#main/language/analyse.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { openTemporaryDatabase } from '../support/temporary-database.ts';

/** A knowledge base in a temporary folder: real schema, chunker, index and search worker. */
export type QualityKnowledgeBase = {
  ingest(documents: readonly EvaluationDocument[]): Promise<string[]>;
  search(query: string, options: { k: number; signal?: AbortSignal }): Promise<KeywordResult>;
  passage(chunkId: number): { documentId: string; start: number; end: number; text: string };
  ingestedBytes(): number;
  readonly searchStore: SearchStore;
  readonly searcher: KeywordSearcher;
  close(): Promise<void>;
};

export const CLIENT = 'quality';

/** Paragraphs and Markdown headings as blocks: what the text extractor gives for these corpora. */
function extract(
  document: EvaluationDocument,
): Omit<ExtractedDocument, 'warnings' | 'pictures' | 'within' | 'uncertain'> {
  const text = document.text.replace(/\r\n?/gu, '\n').normalize('NFC');
  const blocks: Block[] = [];
  for (const match of text.matchAll(/[^\n](?:[^\n]|\n(?!\n))*/gu)) {
    const heading = /^(#{1,6}) [^\n]*$/u.exec(match[0]);
    blocks.push({
      start: match.index,
      end: match.index + match[0].length,
      kind: heading === null ? 'paragraph' : 'heading',
      level: heading?.[1]?.length ?? null,
    });
  }
  return {
    title: document.title === '' ? null : document.title,
    heading: null,
    language: detectLanguage(text),
    text,
    pages: [],
    blocks,
  };
}

export function openKnowledgeBase(): QualityKnowledgeBase {
  const temporary = openTemporaryDatabase();
  const sqlite = temporary.database.$client;
  sqlite.pragma('synchronous = OFF'); // thrown away afterwards
  const now = new Date(0).toISOString();
  sqlite
    .prepare('INSERT INTO clients (id, name, active, created_at, updated_at) VALUES (?, ?, 1, ?, ?)')
    .run(CLIENT, CLIENT, now, now);
  const writer = createKeywordIndexWriter(sqlite);
  writer.ensureClient(CLIENT);
  const insertDocument = sqlite.prepare(
    `INSERT INTO documents (id, client_id, file_name, title, content_hash, size, state, passage_count, origin, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, 'ready', ?, 'evaluation', ?, ?)`,
  );
  const insertChunk = sqlite.prepare<
    [string, string, number, number, number, string | null, string | null, string]
  >(
    'INSERT INTO chunks (client_id, document_id, ordinal, start, end, heading, language, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const chunk = sqlite.prepare<[number], { documentId: string; start: number; end: number; text: string }>(
    'SELECT document_id AS documentId, start, end, text FROM chunks WHERE id = ?',
  );
  const searcher = createKeywordSearcher({ databasePath: databaseFile(temporary.dataFolder) });
  const known = new Map<string, string>();
  let bytes = 0;

  function store(document: EvaluationDocument): string {
    bytes += Buffer.byteLength(document.text);
    const hash = createHash('sha256').update(`${document.title}\n${document.text}`).digest('hex');
    const existing = known.get(hash);
    if (existing !== undefined) return existing;
    known.set(hash, document.id);
    const extracted = extract(document);
    const passages = chunkDocument(extracted);
    insertDocument.run(
      document.id,
      CLIENT,
      document.id,
      document.title,
      hash,
      document.text.length,
      passages.length,
      now,
      now,
    );
    for (const passage of passages) {
      const { lastInsertRowid } = insertChunk.run(
        CLIENT,
        document.id,
        passage.ordinal,
        passage.start,
        passage.end,
        passage.heading,
        passage.language,
        passage.text,
      );
      const title = [document.title, passage.heading ?? ''].join(' ').trim();
      const terms = analysePassage({ title, text: passage.text, language: passage.language });
      writer.add(CLIENT, [{ chunkId: Number(lastInsertRowid), terms }]);
    }
    return document.id;
  }

  return {
    ingest: documents => Promise.resolve(sqlite.transaction(() => documents.map(store))()),
    search: (query, options) => searcher.search({ clientId: CLIENT, chatbotId: null }, query, options),
    passage(chunkId) {
      const found = chunk.get(chunkId);
      if (found === undefined) throw new RangeError(`no passage ${chunkId}`);
      return found;
    },
    ingestedBytes: () => bytes,
    searchStore: createSearchStore(temporary.database),
    searcher,
    async close() {
      await searcher.close();
      temporary.close();
    },
  };
}
