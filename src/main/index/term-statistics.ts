import type { Database, Statement } from 'better-sqlite3';
import { keywordTable } from './keyword-table.ts';
import { createSpelling } from './spelling.ts';
import type { Spelling } from './spelling.ts';

/** What one client's full-text table knows about its terms. Lives on one read connection. */
export type TermStatistics = {
  /** Passages of the client. */
  passageCount(): number;
  /** Passages that hold `term`, in any column. */
  frequency(term: string): number;
  /**
   * The vocabulary for "did you mean", or null while that of a large client is still being read. Ask again
   * later; `readSome` makes progress.
   */
  spelling(): Spelling | null;
  /** Reads the next part of a vocabulary being built; false when there is nothing to do. */
  readSome(): boolean;
};

/** Up to here a vocabulary is read at once (under 60 ms); beyond, in the background between searches. */
const READ_AT_ONCE_PASSAGES = 20_000;
/** Terms a step: under 3 ms, which is what a search may wait for it. */
const TERMS_A_STEP = 1_000;
/** A vocabulary is read anew when this share of the passages came or went, or after a while when any did. */
const STALE_SHARE = 0.02;
const STALE_AFTER_MS = 10_000;
/** Longer words are identifiers and remains of tables, not words somebody misspells. */
const LONGEST_SUGGESTED = 32;

type Build = { entries: [string, number][]; after: string; count: number };

export function createTermStatistics(database: Database, clientId: string): TermStatistics {
  const table = keywordTable(clientId);
  const vocabulary = `vocabulary_${table}`;
  database.exec(
    `CREATE VIRTUAL TABLE IF NOT EXISTS temp.${vocabulary} USING fts5vocab('main', '${table}', 'row')`,
  );
  const frequencyOf: Statement<[string], number> = database
    .prepare<[string], number>(`SELECT doc FROM temp.${vocabulary} WHERE term = ?`)
    .pluck();
  const countOf: Statement<[string], number> = database
    .prepare<[string], number>('SELECT count(*) FROM chunks WHERE client_id = ?')
    .pluck();
  // Words alone: digits and stem marks sort before 'a'.
  const termsAfter: Statement<[string, number], [string, number]> = database
    .prepare<[string, number], [string, number]>(
      `SELECT term, doc FROM temp.${vocabulary} WHERE term > ? AND doc > 0 ORDER BY term LIMIT ?`,
    )
    .raw();

  // Passages come with new ids and go with their document; a question asked meanwhile changes neither. A document
  // that is renamed keeps its passages: then the structure record of FTS5 (row 10 of its data) tells that it was written.
  const passagesVersion: Statement<[string], { last: number; documents: number; structure: string }> =
    database.prepare(
      `SELECT (SELECT coalesce(max(id), 0) FROM chunks) AS last,
              (SELECT count(*) FROM documents WHERE client_id = ?) AS documents,
              (SELECT hex(block) FROM ${table}_data WHERE id = 10) AS structure`,
    );
  const ownChanges = database.prepare<[], number>('SELECT total_changes()').pluck();

  let version = '';
  let passages = '';
  let count = 0;
  const frequencies = new Map<string, number>();
  let spelling: { words: Spelling; count: number; readAt: number } | null = null;
  let build: Build | null = null;

  /** Forgets what was counted when this or another connection has written passages since. */
  function refresh(): void {
    const current = `${String(database.pragma('data_version', { simple: true }))}/${ownChanges.get() ?? 0}`;
    if (current === version) return;
    version = current;
    const { last = 0, documents = 0, structure = '' } = passagesVersion.get(clientId) ?? {};
    if (passages === `${last}/${documents}/${structure}`) return;
    passages = `${last}/${documents}/${structure}`;
    count = countOf.get(clientId) ?? 0;
    frequencies.clear();
  }

  function step(limit: number): void {
    if (build === null) return;
    const rows = termsAfter.all(build.after, limit);
    for (const [term, doc] of rows) if (term.length <= LONGEST_SUGGESTED) build.entries.push([term, doc]);
    const last = rows.at(-1);
    if (rows.length === limit && last !== undefined) {
      build.after = last[0];
      return;
    }
    spelling = { words: createSpelling(build.entries), count: build.count, readAt: performance.now() };
    build = null;
  }

  function isStale(): boolean {
    if (spelling === null) return true;
    const change = Math.abs(count - spelling.count);
    if (change > spelling.count * STALE_SHARE) return true;
    return change > 0 && performance.now() - spelling.readAt > STALE_AFTER_MS;
  }

  return {
    passageCount() {
      refresh();
      return count;
    },

    frequency(term) {
      refresh();
      const known = frequencies.get(term);
      if (known !== undefined) return known;
      const frequency = frequencyOf.get(term) ?? 0;
      frequencies.set(term, frequency);
      return frequency;
    },

    spelling() {
      refresh();
      if (build === null && isStale()) build = { entries: [], after: '`', count }; // '`' is just before 'a'
      if (count <= READ_AT_ONCE_PASSAGES) step(Number.MAX_SAFE_INTEGER);
      return spelling?.words ?? null;
    },

    readSome() {
      if (build === null) return false;
      step(TERMS_A_STEP);
      return true;
    },
  };
}
