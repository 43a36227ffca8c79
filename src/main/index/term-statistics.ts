import type { Database, Statement } from 'better-sqlite3';
import type { Language } from '#shared/contract/vocabulary.ts';
import { storedTable, vocabularyTable, type FullTextTable } from './keyword-table.ts';
import { createSpelling } from './spelling.ts';
import type { FrequencyOf, SlipLimits, Spelling, Suggestion } from './spelling.ts';

/** What is known of the terms of some passages: those of a client, or those a chatbot may use. */
export type TermStatistics = {
  /** Passages there are. */
  passageCount(): number;
  /** Passages that hold `term`, in any column. */
  frequency(term: string): number;
  /** The language of nearly all passages; null when there is none. */
  language(): Language | null;
  /**
   * The nearest words of the passages, for "did you mean"; none while the vocabulary of a large client is still
   * being read.
   */
  suggest(word: string, limits: SlipLimits): Suggestion[];
};

/** Those of a client's full-text table. Lives on one read connection. */
export type ClientStatistics = Omit<TermStatistics, 'suggest'> & {
  suggest(word: string, limits: SlipLimits, frequencyOf?: FrequencyOf): Suggestion[];
  /** Changes whenever passages came or went. */
  version(): string;
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

/** A share of passages that makes theirs the language of all. */
const MAIN_LANGUAGE_SHARE = 0.8;

type Build = { entries: [string, number][]; after: string; count: number };

/** The language of nearly all passages, from their counts by language. */
export function mainLanguage(
  counts: readonly { language: Language | null; passages: number }[],
): Language | null {
  const total = counts.reduce((sum, { passages }) => sum + passages, 0);
  return counts.find(({ passages }) => passages >= total * MAIN_LANGUAGE_SHARE)?.language ?? null;
}

export function createTermStatistics(
  database: Database,
  clientId: string,
  { schema, name: table }: FullTextTable = storedTable(clientId),
): ClientStatistics {
  const vocabulary = vocabularyTable(table);
  database.exec(
    `CREATE VIRTUAL TABLE IF NOT EXISTS temp.${vocabulary} USING fts5vocab('${schema}', '${table}', 'row')`,
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
              (SELECT hex(block) FROM ${schema}.${table}_data WHERE id = 10) AS structure`,
    );
  const othersChanges = database.prepare<[], number>('PRAGMA data_version').pluck();
  const ownChanges = database.prepare<[], number>('SELECT total_changes()').pluck();

  const languageOf = database.prepare<[string], { language: Language | null; passages: number }>(
    'SELECT language, count(*) AS passages FROM chunks WHERE client_id = ? GROUP BY language',
  );

  let version = '';
  /** Undefined until it is asked for: every passage is read for it. */
  let language: Language | null | undefined;
  let passages = '';
  let count = 0;
  const frequencies = new Map<string, number>();
  let spelling: { words: Spelling; count: number; readAt: number } | null = null;
  let build: Build | null = null;

  /** Forgets what was counted when this or another connection has written passages since. */
  function refresh(): void {
    const current = `${othersChanges.get() ?? 0}/${ownChanges.get() ?? 0}`;
    if (current === version) return;
    version = current;
    const { last = 0, documents = 0, structure = '' } = passagesVersion.get(clientId) ?? {};
    if (passages === `${last}/${documents}/${structure}`) return;
    passages = `${last}/${documents}/${structure}`;
    count = countOf.get(clientId) ?? 0;
    language = undefined;
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

    language() {
      refresh();
      if (language === undefined) language = mainLanguage(languageOf.all(clientId));
      return language;
    },

    frequency(term) {
      refresh();
      const known = frequencies.get(term);
      if (known !== undefined) return known;
      const frequency = frequencyOf.get(term) ?? 0;
      frequencies.set(term, frequency);
      return frequency;
    },

    suggest(word, limits, frequencyOf) {
      refresh();
      if (build === null && isStale()) build = { entries: [], after: '`', count }; // '`' is just before 'a'
      if (count <= READ_AT_ONCE_PASSAGES) step(Number.MAX_SAFE_INTEGER);
      return spelling?.words.suggest(word, limits, frequencyOf) ?? [];
    },

    version() {
      refresh();
      return passages;
    },

    readSome() {
      if (build === null) return false;
      step(TERMS_A_STEP);
      return true;
    },
  };
}
