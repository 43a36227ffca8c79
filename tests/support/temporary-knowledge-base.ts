import type Sqlite from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';
import { analysePassage } from '#main/language/analyse.ts';
import { createKeywordIndexWriter } from '#main/index/keyword-writer.ts';
import type { KeywordIndexWriter } from '#main/index/ports.ts';
import { openTemporaryDatabase } from './temporary-database.ts';

/** A database with the real schema and a keyword index, for tests of search. */
export type TemporaryKnowledgeBase = {
  databasePath: string;
  sqlite: Sqlite.Database;
  writer: KeywordIndexWriter;
  /** Stores one document of one passage a text; returns the chunk ids. */
  addDocument(document: {
    clientId: string;
    id: string;
    title?: string;
    texts: string[];
    state?: 'ready' | 'indexing';
    chatbotIds?: string[];
  }): number[];
  close(): void;
};

const NOW = new Date(0).toISOString();

export function openTemporaryKnowledgeBase(
  clientIds: readonly string[],
  chatbotIds: readonly string[] = [],
): TemporaryKnowledgeBase {
  const temporary = openTemporaryDatabase();
  const sqlite = temporary.database.$client;
  const writer = createKeywordIndexWriter(sqlite);
  const insertClient = sqlite.prepare(
    'INSERT INTO clients (id, name, active, created_at, updated_at) VALUES (?, ?, 1, ?, ?)',
  );
  for (const id of clientIds) {
    insertClient.run(id, id, NOW, NOW);
    writer.ensureClient(id);
  }
  for (const id of chatbotIds) {
    sqlite
      .prepare(
        `INSERT INTO chatbots (id, client_id, name, description, avatar, color, language, welcome_message, instructions,
           temperature, suggested_questions, active, created_at, updated_at)
         VALUES (?, ?, ?, '', 'A', '#000', 'fr', '', '', 0, '[]', 1, ?, ?)`,
      )
      .run(id, clientIds[0], id, NOW, NOW);
  }
  return {
    databasePath: databaseFile(temporary.dataFolder),
    sqlite,
    writer,
    addDocument: ({ clientId, id, title = '', texts, state = 'ready', chatbotIds: links = [] }) =>
      sqlite.transaction(() => {
        sqlite
          .prepare(
            `INSERT INTO documents (id, client_id, file_name, title, content_hash, size, state, passage_count, origin, created_at, updated_at)
             VALUES (?, ?, '', ?, ?, 1, ?, ?, 'upload', ?, ?)`,
          )
          .run(id, clientId, title, id, state, texts.length, NOW, NOW);
        for (const chatbotId of links) {
          sqlite
            .prepare('INSERT INTO document_chatbots (document_id, chatbot_id) VALUES (?, ?)')
            .run(id, chatbotId);
        }
        return texts.map((text, ordinal) => {
          const { lastInsertRowid } = sqlite
            .prepare(
              'INSERT INTO chunks (client_id, document_id, ordinal, start, end, text) VALUES (?, ?, ?, 0, ?, ?)',
            )
            .run(clientId, id, ordinal, text.length, text);
          const chunkId = Number(lastInsertRowid);
          writer.add(clientId, [{ chunkId, terms: analysePassage({ title, text, language: null }) }]);
          return chunkId;
        });
      })(),
    close: temporary.close,
  };
}
