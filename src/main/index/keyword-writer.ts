import type { Database, Statement } from 'better-sqlite3';
import type { IndexedPassage, KeywordIndexWriter } from './ports.ts';
import { EVERY_PASSAGE, keywordTable } from './keyword-table.ts';

type ClientStatements = { insert: Statement<[number, string, string]>; remove: Statement<[number]> };

/** FTS5 merges four small segments by default; rarer merges write less, and a search is no slower for it. */
const SEGMENTS_BEFORE_MERGE = 16;

/**
 * Writes the full-text tables: one contentless FTS5 table a client, `rowid` = `chunks.id`, in the database of
 * the chunks. The terms come normalised, so FTS5 only splits at spaces (`ascii` tokeniser; `=` marks stems).
 * Positions are kept (`detail=full`) because BM25 needs how often a term occurs.
 */
export function createKeywordIndexWriter(database: Database): KeywordIndexWriter {
  const statements = new Map<string, ClientStatements>();

  function ensureClient(clientId: string): void {
    database.exec(
      `CREATE VIRTUAL TABLE IF NOT EXISTS ${keywordTable(clientId)} USING fts5(` +
        `title, text, content='', contentless_delete=1, tokenize="ascii tokenchars '='")`,
    );
    const table = keywordTable(clientId);
    database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('automerge', ${SEGMENTS_BEFORE_MERGE})`);
  }

  function statementsOf(clientId: string): ClientStatements {
    const known = statements.get(clientId);
    if (known !== undefined) return known;
    ensureClient(clientId);
    const table = keywordTable(clientId);
    const prepared: ClientStatements = {
      insert: database.prepare(`INSERT INTO ${table} (rowid, title, text) VALUES (?, ?, ?)`),
      remove: database.prepare(`DELETE FROM ${table} WHERE rowid = ?`),
    };
    statements.set(clientId, prepared);
    return prepared;
  }

  return {
    ensureClient,

    dropClient(clientId) {
      statements.delete(clientId);
      database.exec(`DROP TABLE IF EXISTS ${keywordTable(clientId)}`);
    },

    add(clientId: string, passages: readonly IndexedPassage[]) {
      const { insert } = statementsOf(clientId);
      for (const { chunkId, terms } of passages) {
        insert.run(
          chunkId,
          `${EVERY_PASSAGE} ${terms.title} ${terms.titleStem}`,
          `${terms.text} ${terms.textStem}`,
        );
      }
    },

    remove(clientId, chunkIds) {
      const { remove } = statementsOf(clientId);
      for (const chunkId of chunkIds) remove.run(chunkId);
    },
  };
}
