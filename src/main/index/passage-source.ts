import type { Database } from 'better-sqlite3';
import type { Language } from '#shared/contract/vocabulary.ts';
import { searchedName } from '#main/language/document-name.ts';
import { termsOf } from '#main/language/passage-terms.ts';
import type { PassageSource } from './ports.ts';

type Row = {
  id: number;
  heading: string | null;
  tableHeader: string | null;
  text: string;
  language: Language | null;
  questions: string | null;
  title: string;
  fileName: string;
  searchedName: string | null;
};

export function createPassageSource(database: Database): PassageSource {
  const rows = database.prepare<[string, number, number], Row>(
    `SELECT c.id, c.heading, c.table_header AS tableHeader, c.text, c.language, c.questions, d.title,
            d.file_name AS fileName, d.searched_name AS searchedName
     FROM chunks c JOIN documents d ON d.id = c.document_id
     WHERE c.client_id = ? AND c.id > ? ORDER BY c.id LIMIT ?`,
  );
  return {
    after: (clientId, chunkId, limit) =>
      rows.all(clientId, chunkId, limit).map(row => ({
        chunkId: row.id,
        terms: termsOf(row.searchedName ?? searchedName(row.title, row.fileName), row),
      })),
  };
}
