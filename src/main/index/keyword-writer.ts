import type { Database, Statement } from 'better-sqlite3';
import { storageFaultOf } from '#main/platform/storage-faults.ts';
import type { IndexedPassage, KeywordIndexWriter } from './ports.ts';
import { FULL_TEXT, keywordTable, writtenEntry } from './keyword-table.ts';

type ClientStatements = {
  insert: Statement<[number, string, string]>;
  remove: Statement<[number]>;
  has: Statement<[number]>;
};

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
    database.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS ${keywordTable(clientId)} USING ${FULL_TEXT}`);
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
      has: database.prepare(`SELECT 1 FROM ${table}_docsize WHERE id = ?`),
    };
    statements.set(clientId, prepared);
    return prepared;
  }

  return {
    ensureClient,

    dropClient(clientId) {
      statements.delete(clientId);
      dropFullText(database, keywordTable(clientId));
    },

    has(clientId, chunkId) {
      return statementsOf(clientId).has.get(chunkId) !== undefined;
    },

    add(clientId: string, passages: readonly IndexedPassage[]) {
      const { insert } = statementsOf(clientId);
      for (const passage of passages) insert.run(...writtenEntry(passage));
    },

    remove(clientId, chunkIds) {
      const { remove } = statementsOf(clientId);
      for (const chunkId of chunkIds) remove.run(chunkId);
    },
  };
}

const SHADOW_TABLES = ['data', 'idx', 'content', 'docsize', 'config'];

/** Drops a full-text table, even one that is too damaged to be opened. */
function dropFullText(database: Database, table: string): void {
  try {
    database.exec(`DROP TABLE IF EXISTS ${table}`);
  } catch (error) {
    if (storageFaultOf(error) !== 'index') throw error;
    // SQLite opens it to drop it: its line goes from the schema first, then what it was made of.
    database.unsafeMode(true);
    try {
      database.pragma('writable_schema = ON');
      database.prepare("DELETE FROM sqlite_master WHERE type = 'table' AND name = ?").run(table);
      database.pragma('writable_schema = RESET');
      for (const part of SHADOW_TABLES) database.exec(`DROP TABLE IF EXISTS ${table}_${part}`);
    } finally {
      database.pragma('writable_schema = OFF');
      database.unsafeMode(false);
    }
  }
}
