import Sqlite from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';

const QUESTIONS_OF_A_CONVERSATION = 5;
const DAYS = 360;

type Owner = { clientId: string; chatbotId: string };

/**
 * Puts a year of conversations into a folder that nothing has open, as they would be stored: so many messages, half of
 * them questions, and the events that tell of them. The figures are not made: they follow from the events.
 *
 * @returns how many events there are
 */
export function plantYear(dataFolder: string, { clientId, chatbotId }: Owner, messages: number): number {
  const database = new Sqlite(databaseFile(dataFolder));
  const questions = Math.floor(messages / 2);
  const first = new Date(Date.now() - DAYS * 86_400_000).toISOString();
  const step = (DAYS * 86_400) / questions;
  const at = `strftime('%Y-%m-%dT%H:%M:%fZ', '${first}', '+' || CAST(n * ${step} AS INTEGER) || ' seconds')`;
  const conversation = `printf('00000000-0000-7000-8000-%012d', n / ${QUESTIONS_OF_A_CONVERSATION})`;
  const numbers = (count: number) =>
    `WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < ${count - 1})`;
  const about = `'chatbotId', '${chatbotId}', 'channel', 'widget', 'ownTest', json('false'), 'asker', NULL`;
  const event = (type: string, subject: string, id: string, payload: string) => `
    ${numbers(questions)}
    INSERT INTO events (type, client_id, subject_kind, subject_id, actor_kind, payload, created_at)
    SELECT '${type}', '${clientId}', '${subject}', ${id}, 'visitor', json_object(${about}, ${payload}), ${at} FROM counted`;
  const message = (sender: string, place: number, content: string) => `
    ${numbers(questions)}
    INSERT INTO messages (id, client_id, conversation_id, sender, content, parts, status, sources, abstained, tags, metadata, sequence, created_at)
    SELECT printf('00000000-0000-700${place}-8000-%012d', n), '${clientId}', ${conversation}, '${sender}', ${content}, '[]', 'complete', '[]', 0, '[]', '{}',
      (n % ${QUESTIONS_OF_A_CONVERSATION}) * 2 + ${place}, ${at} FROM counted`;
  try {
    database.pragma('foreign_keys = OFF');
    database.transaction(() => {
      database.exec(`${numbers(Math.ceil(questions / QUESTIONS_OF_A_CONVERSATION))}
        INSERT INTO conversations (id, client_id, chatbot_id, title, channel, created_at, updated_at, activity)
        SELECT printf('00000000-0000-7000-8000-%012d', n), '${clientId}', '${chatbotId}', 'Question ' || n, 'widget', '${first}', '${first}',
          (SELECT coalesce(max(activity), 0) FROM conversations) + n + 1 FROM counted`);
      database.exec(message('visitor', 1, `'Quels sont les délais de livraison, commande ' || n || ' ?'`));
      database.exec(message('bot', 2, `'Les meubles en stock partent sous 5 jours ouvrés. [1]'`));
      database.exec(
        event(
          'conversation.asked',
          'conversation',
          conversation,
          `'messageId', printf('00000000-0000-7001-8000-%012d', n)`,
        ),
      );
      database.exec(
        event(
          'conversation.answered',
          'conversation',
          conversation,
          `'messageId', printf('00000000-0000-7002-8000-%012d', n), 'aside', json('false'), 'firstTokenMs', 400 + n % 3000,
           'responseTimeMs', 4000, 'cited', json('true'), 'confidence', 0.7`,
        ),
      );
      database.exec(
        event(
          'model.used',
          'message',
          `printf('00000000-0000-7002-8000-%012d', n)`,
          `'modelId', NULL, 'provider', 'inside', 'model', 'planted', 'purpose', 'answer', 'inputTokens', 1200,
           'outputTokens', 150, 'cachedTokens', 250, 'cost', 0, 'estimated', json('false')`,
        ),
      );
    })();
    const { last } = database.prepare('SELECT max(sequence) AS last FROM events').get() as { last: number };
    return last;
  } finally {
    database.close();
  }
}
