import type { Database } from 'better-sqlite3';
import { KNOWN_DOCUMENTS } from '#main/db/known-documents.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { storedTable, type FullTextTable } from './keyword-table.ts';
import { mainLanguage } from './term-statistics.ts';
import type { ClientStatistics, TermStatistics } from './term-statistics.ts';

/**
 * The statistics of the passages that one chatbot may use, counted among those alone: what another chatbot of the
 * same client knows must not show in corrections, nor weigh in relevance. `current` gives the client's own when the
 * chatbot may use all of its passages.
 */
export function createChatbotStatistics(
  database: Database,
  clientId: string,
  chatbotId: string,
  ofClient: ClientStatistics,
  { schema, name: table }: FullTextTable = storedTable(clientId),
): { current(): TermStatistics } {
  const passagesOf = database
    .prepare<[string, string], number>(
      `SELECT count(*) FROM chunks c WHERE c.client_id = ? AND c.document_id IN (
         ${KNOWN_DOCUMENTS})`,
    )
    .pluck();
  const languagesOf = database.prepare<[string, string], { language: Language | null; passages: number }>(
    `SELECT language, count(*) AS passages FROM chunks c WHERE c.client_id = ? AND c.document_id IN (
       ${KNOWN_DOCUMENTS}) GROUP BY language`,
  );
  const knownOf = database
    .prepare<[string], string | null>(`SELECT group_concat(document_id) FROM (${KNOWN_DOCUMENTS})`)
    .pluck();
  const frequencyOf = database
    .prepare<[string, string], number>(
      `SELECT count(*) FROM ${schema}.${table} f CROSS JOIN chunks c ON c.id = f.rowid
       WHERE f.${table} MATCH ? AND c.document_id IN (
         ${KNOWN_DOCUMENTS})`,
    )
    .pluck();

  let version = '';
  let count = 0;
  let language: Language | null = null;
  const frequencies = new Map<string, number>();

  function frequency(term: string): number {
    if (ofClient.frequency(term) === 0) return 0;
    const known = frequencies.get(term);
    if (known !== undefined) return known;
    const counted = frequencyOf.get(`"${term.replaceAll('"', '""')}"`, chatbotId) ?? 0;
    frequencies.set(term, counted);
    return counted;
  }

  const own: TermStatistics = {
    passageCount: () => count,
    frequency,
    language: () => language,
    suggest: (word, limits) => ofClient.suggest(word, limits, frequency),
  };

  return {
    current() {
      const now = `${ofClient.version()} ${knownOf.get(chatbotId) ?? ''}`;
      if (now !== version) {
        version = now;
        count = passagesOf.get(clientId, chatbotId) ?? 0;
        language = mainLanguage(languagesOf.all(clientId, chatbotId));
        frequencies.clear();
      }
      return count === ofClient.passageCount() ? ofClient : own;
    },
  };
}
