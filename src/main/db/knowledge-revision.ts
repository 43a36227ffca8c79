import type Sqlite from 'better-sqlite3';

/** Documents without passages come and go unseen: whoever searches meets their passages when these are written. */
const hasPassages = (documentId: string) => `EXISTS (SELECT 1 FROM chunks WHERE document_id = ${documentId})`;
const clientOf = (table: string, id: string) => `(SELECT client_id FROM ${table} WHERE id = ${id})`;

type Watched = { when: string; condition?: string; client: string };

/** What changes which of the documents that can be searched belong to a chatbot, a tag, a source or a folder. */
function watched(): Watched[] {
  const each = (table: string, row: (side: 'NEW' | 'OLD') => Omit<Watched, 'when'>): Watched[] => [
    { when: `AFTER INSERT ON main.${table}`, ...row('NEW') },
    { when: `AFTER DELETE ON main.${table}`, ...row('OLD') },
  ];
  const ofDocument = (side: 'NEW' | 'OLD') => ({
    condition: hasPassages(`${side}.document_id`),
    client: clientOf('documents', `${side}.document_id`),
  });
  return [
    ...each('document_chatbots', ofDocument),
    ...each('document_tags', ofDocument),
    ...each('source_items', ofDocument),
    ...each('source_tags', side => ({ client: clientOf('sources', `${side}.source_id`) })),
    ...each('chatbot_tags', side => ({ client: clientOf('chatbots', `${side}.chatbot_id`) })),
    {
      when: 'AFTER UPDATE OF document_id, source_id, "key" ON main.source_items',
      condition: `(OLD.document_id IS NOT NEW.document_id OR OLD.source_id IS NOT NEW.source_id OR OLD."key" IS NOT NEW."key")
        AND (${hasPassages('OLD.document_id')} OR ${hasPassages('NEW.document_id')})`,
      client: clientOf('sources', 'NEW.source_id'),
    },
    {
      when: 'AFTER INSERT ON main.documents',
      condition: 'NEW.replaces IS NOT NULL',
      client: 'NEW.client_id',
    },
    {
      when: 'AFTER UPDATE OF replaces ON main.documents',
      condition: 'OLD.replaces IS NOT NEW.replaces',
      client: 'NEW.client_id',
    },
  ];
}

/**
 * Counts in `clients.knowledge_revision` from now on, on the connection that writes, in the transaction of each change: who
 * keeps a set of documents from one search to the next asks for one number instead of finding them again. Passages that
 * come and go do not count; their ids tell.
 */
export function countKnowledge(sqlite: Sqlite.Database): void {
  for (const [index, { when, condition, client }] of watched().entries())
    sqlite.exec(`CREATE TEMP TRIGGER knowledge_${index} ${when} ${condition === undefined ? '' : `WHEN ${condition}`}
      BEGIN UPDATE clients SET knowledge_revision = knowledge_revision + 1 WHERE id = ${client}; END`);
}
