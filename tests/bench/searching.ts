import Sqlite from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';
import { timings, type Timings } from './measures.ts';

const RESULTS = 10;
const QUESTIONS_ASKED = 200;
const WARM_UPS = 150; // other questions than those measured: code compiled, pages of the index read

export type Door = { address: string; headers: { authorization: string } };

/** Questions to `GET /api/search` one after the other, as a program asks them: milliseconds over HTTP. */
export async function searchOverHttp(
  { address, headers }: Door,
  chatbotId: string,
  questions: readonly string[],
): Promise<Timings> {
  const samples: number[] = [];
  for (const [index, q] of questions.slice(0, QUESTIONS_ASKED + WARM_UPS).entries()) {
    const query = new URLSearchParams({ chatbotId, q, k: String(RESULTS) });
    const startedAt = performance.now();
    const response = await fetch(`${address}/api/search?${query.toString()}`, { headers });
    const { results } = (await response.json()) as { results: unknown[] };
    if (index >= WARM_UPS) samples.push(performance.now() - startedAt);
    if (!response.ok || results.length === 0) throw new Error(`Nothing found for: ${q}`);
  }
  return timings(samples);
}

/**
 * The same passages and questions given to SQLite's FTS5 alone, in this process: one column, every word of the question
 * joined by OR, ranked by bm25. What any program would get without work of its own, and how fast this machine is.
 */
export type BareSearch = Timings & { megabytesPerSecond: number };

export function searchBare(dataFolder: string, questions: readonly string[]): BareSearch {
  const source = new Sqlite(databaseFile(dataFolder), { readonly: true });
  const bare = new Sqlite(':memory:');
  try {
    bare.exec(`CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')`);
    const insert = bare.prepare<[number, string]>('INSERT INTO passages (rowid, text) VALUES (?, ?)');
    const rows = source.prepare<[], { id: number; text: string }>('SELECT id, text FROM chunks').iterate();
    const insertedAt = performance.now();
    let bytes = 0;
    bare.transaction(() => {
      for (const { id, text } of rows) {
        insert.run(id, text);
        bytes += Buffer.byteLength(text);
      }
    })();
    const megabytesPerSecond = bytes / 1000 / (performance.now() - insertedAt);
    const search = bare.prepare<[string, number]>(
      'SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?',
    );
    const samples: number[] = [];
    for (const [index, question] of questions.slice(0, QUESTIONS_ASKED + WARM_UPS).entries()) {
      const words = question.match(/[\p{L}\p{N}]+/gu) ?? [];
      const startedAt = performance.now();
      search.all(words.map(word => `"${word}"`).join(' OR '), RESULTS);
      if (index >= WARM_UPS) samples.push(performance.now() - startedAt);
    }
    return { ...timings(samples), megabytesPerSecond };
  } finally {
    bare.close();
    source.close();
  }
}
