import type { Database } from 'better-sqlite3';
import { KNOWN_DOCUMENTS } from '#main/db/known-documents.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { PassageSet } from './searched-passages.ts';
import { mainLanguage } from './term-statistics.ts';
import type { ClientStatistics, TermStatistics } from './term-statistics.ts';

type Counting = {
  clientId: string;
  chatbotId: string;
  ofClient: ClientStatistics;
  /** How many passages of a set hold a term. */
  holding: (term: string, among: PassageSet) => number;
};

/**
 * The statistics of the passages that one chatbot may use, counted among those alone: what another chatbot of the
 * same client knows must not show in corrections, nor weigh in relevance. `of` gives the client's own when the
 * chatbot may use all of its passages.
 */
export function createChatbotStatistics(
  database: Database,
  { clientId, chatbotId, ofClient, holding }: Counting,
): { of(known: PassageSet): TermStatistics } {
  const languagesOf = database.prepare<[string, string], { language: Language | null; passages: number }>(
    `SELECT language, count(*) AS passages FROM chunks c WHERE c.client_id = ? AND c.document_id IN (
       ${KNOWN_DOCUMENTS}) GROUP BY language`,
  );

  let known: PassageSet | null = null;
  /** Undefined until it is asked for. */
  let language: Language | null | undefined;
  const frequencies = new Map<string, number>();

  function frequency(term: string): number {
    if (known === null || ofClient.frequency(term) === 0) return 0;
    const before = frequencies.get(term);
    if (before !== undefined) return before;
    const counted = holding(term, known);
    frequencies.set(term, counted);
    return counted;
  }

  const own: TermStatistics = {
    passageCount: () => known?.count ?? 0,
    frequency,
    language() {
      if (language === undefined) language = mainLanguage(languagesOf.all(clientId, chatbotId));
      return language;
    },
    suggest: (word, limits) => ofClient.suggest(word, limits, frequency),
  };

  return {
    of(now) {
      if (now.mark !== known?.mark) {
        language = undefined;
        frequencies.clear();
      }
      known = now;
      return now.count === ofClient.passageCount() ? ofClient : own;
    },
  };
}
