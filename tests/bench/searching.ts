import Sqlite from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';
import { atMost, milliseconds, timings, type Measure, type Timings } from './measures.ts';

const RESULTS = 10;
const QUESTIONS_ASKED = 200;
/** A narrowed search is no slower than one of everything, but for what a busy machine adds. */
const NARROWED_OF_WHOLE = 1.25;
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
 * The same questions with and without a narrowing, in turn, so that a busy machine slows both: how many times as long the
 * narrowed ones take, at the median.
 */
async function narrowedOverHttp(
  { address, headers }: Door,
  chatbotId: string,
  questions: readonly string[],
  narrowing: Record<string, string>,
): Promise<{ ratio: number; whole: Timings; narrowed: Timings }> {
  const samples = { whole: [] as number[], narrowed: [] as number[] };
  for (const [index, q] of questions.slice(0, QUESTIONS_ASKED + WARM_UPS).entries()) {
    for (const way of ['whole', 'narrowed'] as const) {
      const asked = { chatbotId, q, k: String(RESULTS), ...(way === 'narrowed' ? narrowing : {}) };
      const startedAt = performance.now();
      const response = await fetch(`${address}/api/search?${new URLSearchParams(asked).toString()}`, {
        headers,
      });
      await response.text();
      if (index >= WARM_UPS) samples[way].push(performance.now() - startedAt);
      if (!response.ok) throw new Error(`Not searched: ${q}`);
    }
  }
  const [whole, narrowed] = [timings(samples.whole), timings(samples.narrowed)];
  return { ratio: narrowed.p50 / whole.p50, whole, narrowed };
}

const NARROWINGS: readonly Record<string, string>[] = [
  { type: 'text' },
  { language: 'en' },
  { type: 'slides' },
];

/** Searches narrowed to what lets most passages through, to a part of them, and to none. */
export async function measureNarrowed(
  size: string,
  door: Door,
  chatbotId: string,
  questions: readonly string[],
): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const narrowing of NARROWINGS) {
    const { ratio, whole, narrowed } = await narrowedOverHttp(door, chatbotId, questions, narrowing);
    measures.push(
      atMost(
        `Search narrowed to ${Object.values(narrowing).join()}, p50, ${size}`,
        ratio,
        NARROWED_OF_WHOLE,
        value => `${value.toFixed(2)} × not narrowed`,
        `${milliseconds(narrowed.p50)}; not narrowed ${milliseconds(whole.p50)}`,
      ),
    );
  }
  return measures;
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
