import type { Database } from 'better-sqlite3';
import {
  FULL_TEXT,
  keywordTable,
  vocabularyTable,
  writtenEntry,
  type FullTextTable,
} from './keyword-table.ts';
import type { PassageSource } from './ports.ts';

const PASSAGES_A_STEP = 50;

/**
 * A full-text table in memory, made from the passages themselves, for a client whose stored one cannot be relied on:
 * the same terms, so the same results, at the price of reading every passage once.
 */
export type PassageCopy = {
  readonly table: FullTextTable;
  /** Reads on; true once every passage there is has been read. */
  readSome(): boolean;
  drop(): void;
};

/** `database` may be read-only: what is temporary is kept in memory. */
export function createPassageCopy(database: Database, source: PassageSource, clientId: string): PassageCopy {
  const name = `copy_${keywordTable(clientId)}`;
  database.exec(`CREATE VIRTUAL TABLE temp.${name} USING ${FULL_TEXT}`);
  const insert = database.prepare(`INSERT INTO temp.${name} (rowid, title, text) VALUES (?, ?, ?)`);
  let last = 0;
  return {
    table: { schema: 'temp', name },
    readSome() {
      const passages = source.after(clientId, last, PASSAGES_A_STEP);
      database.transaction(() => {
        for (const passage of passages) insert.run(...writtenEntry(passage));
      })();
      last = passages.at(-1)?.chunkId ?? last;
      return passages.length < PASSAGES_A_STEP;
    },
    drop() {
      database.exec(`DROP TABLE IF EXISTS temp.${vocabularyTable(name)}; DROP TABLE temp.${name}`);
    },
  };
}
