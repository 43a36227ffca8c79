import type { Database, Statement } from 'better-sqlite3';
import type { DocumentPart, KeywordHit, KeywordResult, KeywordSearchOptions, SearchScope } from './ports.ts';
import type { ClientStatistics, TermStatistics } from './term-statistics.ts';
import { createChatbotStatistics } from './chatbot-statistics.ts';
import { createPassageScoring } from './passage-scoring.ts';
import { analyseQuery } from '#main/language/analyse.ts';
import { planQuery } from './keyword-query.ts';
import { checkKeywordIndex } from './keyword-check.ts';
import { keywordTable, storedTable, TITLE_WEIGHT, type FullTextTable } from './keyword-table.ts';
import { createPassageCopy, type PassageCopy } from './passage-copy.ts';
import { createPassageSource } from './passage-source.ts';
import { createSearchedPassages, type PassageSet } from './searched-passages.ts';
import { createTermStatistics } from './term-statistics.ts';

/** Searches on one read connection; keeps statements and term statistics from one search to the next. */
export type KeywordReader = {
  search(scope: SearchScope, query: string, options: KeywordSearchOptions): KeywordResult;
  /**
   * Reads on the passages of a client, for searches `fromPassages`; true once all are read. Call it before each such
   * search until it is.
   */
  readPassages(clientId: string): boolean;
  /** Continues reading large vocabularies; false when nothing is left to read. */
  readSome(): boolean;
};

type ClientReader = {
  searched: FullTextTable;
  statistics: ClientStatistics;
  /** By chatbot. */
  chatbots: Map<string, { of(known: PassageSet): TermStatistics }>;
  passages: ReturnType<typeof createSearchedPassages>;
  everywhere: Statement<[string, string, number], number>;
  /** Within the set that is looked at now. */
  within: Statement<[string, number], number>;
  holding: Statement<[string], number>;
  /** Passages of documents that are being read: they are not to be found yet. */
  unready: Statement<[string], number>;
};

/** Passages FTS5 proposes for scoring, at least: with ten wanted, 50 instead of 24 changed no figure by more than .003. */
const CANDIDATES = 24;
/**
 * FTS5 ranks by the statistics of the whole client. Where a chatbot has passages of its own, enough are proposed that
 * this rank does not decide which ten come first: with 60, one set lost .005 of the recall at ten. A narrowing that leaves no more has
 * all of them scored.
 */
const CANDIDATES_OF_PART = 120;
/** Words of a query beyond which a question is a pasted text; the rest would cost time and tell nothing new. */
const MAX_QUERY_CHARACTERS = 2_000;

/** What a reader has SQLite ask of each row that the words of a search select. */
type Looking = { name: string; within(set: PassageSet, unready?: readonly number[]): void };

let readers = 0;

/** Each reader has a function of its own: several may read on one connection. */
function createLooking(database: Database): Looking {
  readers += 1;
  const name = `is_searched_${readers}`;
  let set: PassageSet | null = null;
  let unready: ReadonlySet<number> = new Set();
  database.function(name, (chunkId: unknown) =>
    set?.has(chunkId as number) === true && !(unready.size > 0 && unready.has(chunkId as number)) ? 1 : 0,
  );
  return {
    name,
    within(next, left = []) {
      set = next;
      unready = new Set(left);
    },
  };
}

function prepareClient(
  database: Database,
  clientId: string,
  searched: FullTextTable,
  isSearched: string,
): ClientReader {
  const { schema, name: table } = searched;
  const statistics = createTermStatistics(database, clientId, searched);
  return {
    searched,
    statistics,
    chatbots: new Map(),
    passages: createSearchedPassages(database, clientId, statistics),
    // FTS5 sorts by its own rank: the joins run only until k rows have passed.
    everywhere: database
      .prepare<[string, string, number], number>(
        `SELECT f.rowid FROM ${schema}.${table} f
         CROSS JOIN chunks c ON c.id = f.rowid CROSS JOIN documents d ON d.id = c.document_id
         WHERE f.${table} MATCH ? AND f.rank MATCH 'bm25(${TITLE_WEIGHT}, 1)' AND c.client_id = ? AND d.state = 'ready'
         ORDER BY f.rank LIMIT ?`,
      )
      .pluck(),
    // Only what belongs to the set is ranked: that costs more than to ask for its bit.
    within: database
      .prepare<[string, number], number>(
        `SELECT f.rowid FROM ${schema}.${table} f WHERE f.${table} MATCH ? AND ${isSearched}(f.rowid)
         ORDER BY bm25(${table}, ${TITLE_WEIGHT}, 1) LIMIT ?`,
      )
      .pluck(),
    holding: database
      .prepare<[string], number>(
        `SELECT count(*) FROM ${schema}.${table} f WHERE f.${table} MATCH ? AND ${isSearched}(f.rowid)`,
      )
      .pluck(),
    unready: database
      .prepare<[string], number>(
        `SELECT c.id FROM documents d CROSS JOIN chunks c ON c.document_id = d.id
         WHERE d.client_id = ? AND d.state IN ('extracting', 'indexing')`,
      )
      .pluck(),
  };
}

/**
 * Keyword search over the client's full-text table. `database` may be read-only.
 * Takes it that the tables of documents and of chatbots exist; a client without a table has no hits.
 */
export function createKeywordReader(database: Database): KeywordReader {
  const clients = new Map<string, ClientReader>();
  /** Of clients whose stored table cannot be relied on. */
  const copies = new Map<string, { copy: PassageCopy; reader: ClientReader }>();
  const passages = createPassageSource(database);
  const looking = createLooking(database);
  const scorePassages = createPassageScoring(database);
  const tableExists = database
    .prepare<[string], number>("SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = ?")
    .pluck();

  function copyOf(clientId: string): { copy: PassageCopy; reader: ClientReader } {
    const known = copies.get(clientId);
    if (known !== undefined) return known;
    const copy = createPassageCopy(database, passages, clientId);
    const made = { copy, reader: prepareClient(database, clientId, copy.table, looking.name) };
    copies.set(clientId, made);
    return made;
  }

  function clientOf(clientId: string): ClientReader | null {
    copies.get(clientId)?.copy.drop();
    copies.delete(clientId);
    if (tableExists.get(keywordTable(clientId)) === undefined) {
      clients.delete(clientId);
      return null;
    }
    const known = clients.get(clientId);
    if (known !== undefined) return known;
    const prepared = prepareClient(database, clientId, storedTable(clientId), looking.name);
    clients.set(clientId, prepared);
    return prepared;
  }

  function find(
    client: ClientReader,
    clientId: string,
    expression: string,
    k: number,
    among: PassageSet | null,
  ): number[] {
    if (among === null) return client.everywhere.all(expression, clientId, k);
    looking.within(among, client.unready.all(clientId));
    return client.within.all(expression, k);
  }

  function statisticsOf(
    client: ClientReader,
    clientId: string,
    chatbotId: string,
    known: PassageSet,
  ): TermStatistics {
    let ofChatbot = client.chatbots.get(chatbotId);
    if (ofChatbot === undefined) {
      ofChatbot = createChatbotStatistics(database, {
        clientId,
        chatbotId,
        ofClient: client.statistics,
        holding(term, among) {
          looking.within(among);
          return client.holding.get(`"${term.replaceAll('"', '""')}"`) ?? 0;
        },
      });
      client.chatbots.set(chatbotId, ofChatbot);
    }
    return ofChatbot.of(known);
  }

  /** What is looked at; null for all that the client has. */
  function partOf(
    client: ClientReader,
    known: PassageSet | null,
    within: DocumentPart | null,
  ): PassageSet | null {
    const part = within === null ? known : client.passages.ofPart(within);
    return part === null || part.count === client.statistics.passageCount() ? null : part;
  }

  function search(
    scope: SearchScope,
    query: string,
    { k, asTyped = false, fromPassages = false, within = null }: KeywordSearchOptions,
  ): KeywordResult {
    const analysed = analyseQuery(query.slice(0, MAX_QUERY_CHARACTERS));
    const { language } = analysed;
    const client = fromPassages ? copyOf(scope.clientId).reader : clientOf(scope.clientId);
    if (client === null) requireWhole(scope.clientId);
    if (client === null || k < 1)
      return { hits: [], searched: { terms: [], passages: 0 }, language, corrections: [] };
    const { clientId, chatbotId } = scope;
    const known = chatbotId === null ? null : client.passages.ofChatbot(chatbotId);
    const statistics =
      chatbotId === null || known === null
        ? client.statistics
        : statisticsOf(client, clientId, chatbotId, known);
    const plan = planQuery(analysed, statistics, { asTyped });
    const searched = {
      terms: plan.groups.map(({ phrases: _phrases, rows: _rows, ...term }) => term),
      passages: statistics.passageCount(),
    };
    if (plan.expression === null && searched.passages > 0 && !fromPassages) requireWhole(scope.clientId);
    if (plan.expression === null) return { hits: [], searched, language, corrections: plan.corrections };
    const among = partOf(client, known, within);
    // So few that all of them are scored: the ranking would have to be gone through to its end for them.
    if (within !== null && among !== null && among.count <= CANDIDATES_OF_PART) {
      const few = among.ids(CANDIDATES_OF_PART);
      const hits = scorePassages(plan.groups, few, language).filter(({ score }) => score > 0);
      return { hits: hits.slice(0, k), searched, language, corrections: plan.corrections };
    }
    const depth = Math.max(k, statistics === client.statistics ? CANDIDATES : CANDIDATES_OF_PART);
    let chunkIds =
      plan.prunedExpression === null ? [] : find(client, clientId, plan.prunedExpression, depth, among);
    // Too few passages with a rare word (a small chatbot, say): the common words select too, and nothing is lost.
    if (chunkIds.length < depth) chunkIds = find(client, clientId, plan.expression, depth, among);
    const hits: KeywordHit[] = scorePassages(plan.groups, chunkIds, language).slice(0, k);
    return { hits, searched, language, corrections: plan.corrections };
  }

  /** That no word of a question is known is how a table without its postings looks. */
  function requireWhole(clientId: string): void {
    const verdict = checkKeywordIndex(database, clientId, { thorough: false });
    if (verdict !== 'whole') throw new DamagedIndex(verdict);
  }

  return {
    // One snapshot for the whole search: a commit in between must not mix two states.
    search: (scope, query, options) => database.transaction(() => search(scope, query, options))(),
    readPassages: clientId => copyOf(clientId).copy.readSome(),
    readSome() {
      for (const client of clients.values()) if (client.statistics.readSome()) return true;
      return false;
    },
  };
}

/** As SQLite would say it, had it noticed. */
class DamagedIndex extends Error {
  readonly code = 'SQLITE_CORRUPT_VTAB';

  constructor(verdict: string) {
    super(`The full-text table is ${verdict}`);
  }
}

/** One search without anything kept: for tests and tools. The product keeps a `createKeywordReader`. */
export function searchKeywords(
  database: Database,
  scope: SearchScope,
  query: string,
  k: number,
): KeywordResult {
  return createKeywordReader(database).search(scope, query, { k });
}
