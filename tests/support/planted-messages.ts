import Sqlite from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';
import { asStored } from '#main/db/stored-parts.ts';
import { newId } from '#main/platform/new-id.ts';
import type { MessagePart, SenderKind } from '#shared/contract/message-parts.ts';

export type PlantedMessage = { kind: SenderKind; senderId?: string; parts: readonly MessagePart[] };

/** Puts messages at the end of a conversation, as features that are to come will; beside a running application. */
export function plantMessages(
  dataFolder: string,
  conversationId: string,
  planted: readonly PlantedMessage[],
): string[] {
  const database = new Sqlite(databaseFile(dataFolder));
  const insert = database.prepare(
    `insert into messages (id, client_id, conversation_id, sender, sender_id, content, parts, status, sources,
       abstained, tags, metadata, sequence, created_at)
     select @id, client_id, id, @kind, @senderId, @content, @parts, 'complete', '[]', 0, '[]', '{}',
       (select coalesce(max(sequence), 0) + 1 from messages where conversation_id = @conversationId), @createdAt
     from conversations where id = @conversationId`,
  );
  const ids = planted.map(({ kind, senderId = null, parts }) => {
    const id = newId();
    const stored = asStored(parts);
    insert.run({
      ...stored,
      id,
      kind,
      senderId,
      conversationId,
      parts: JSON.stringify(stored.parts),
      createdAt: new Date().toISOString(),
    });
    return id;
  });
  database.close();
  return ids;
}

/** Four voices, and every kind of part but the visitor's own. */
export const LOOKED_UP: readonly MessagePart[] = [
  { type: 'reasoning', text: 'Il faut regarder le planning.' },
  { type: 'text', text: 'Je regarde. ' },
  { type: 'tool_call', id: 'call-1', name: 'planning', arguments: { jour: 'lundi' } },
  { type: 'tool_result', callId: 'call-1', name: 'planning', result: 'Lundi : 9 h à 17 h', isError: false },
  { type: 'text', text: 'Le bureau ouvre à 9 h lundi.' },
];
