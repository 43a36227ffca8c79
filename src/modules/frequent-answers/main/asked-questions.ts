import { and, desc, eq, ne, not, sql } from 'drizzle-orm';
import { isQuestion, ownTest, schema, withinScope, type ClientScope, type Database } from '../../api.ts';

const { conversations, messages } = schema;

/** Older ones no longer say what people ask now; reading more would take longer than a page may. */
const LATEST_QUESTIONS = 5_000;

export type AskedOnce = {
  text: string;
  at: string;
  answer: string | null;
  /** True when the documents did not answer. */
  abstained: boolean;
  rating: 'up' | 'down' | null;
};

/** What visitors, programs and colleagues asked a chatbot, latest first; the office's own tests left out. */
export function askedQuestions(database: Database, scope: ClientScope, chatbotId: string): AskedOnce[] {
  const answerId = sql<string>`(select a.id from messages a where a.conversation_id = ${messages.conversationId}
    and a.sender = 'bot' and a.sequence > ${messages.sequence} order by a.sequence limit 1)`;
  const questions = database
    .select({
      text: messages.content,
      at: messages.createdAt,
      id: messages.id,
      answerId: answerId.as('answer_id'),
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(
        eq(conversations.chatbotId, chatbotId),
        withinScope(conversations.clientId, scope),
        isQuestion,
        ne(conversations.channel, 'preview'),
        not(ownTest),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(LATEST_QUESTIONS)
    .as('questions');
  return database
    .select({
      text: questions.text,
      at: questions.at,
      answer: sql<string | null>`answer.content`,
      abstained: sql`coalesce(answer.abstained, 0)`.mapWith(Boolean),
      rating: sql<'up' | 'down' | null>`rated.rating`,
    })
    .from(questions)
    .leftJoin(sql`messages answer`, sql`answer.id = ${questions.answerId}`)
    .leftJoin(sql`message_feedback rated`, sql`rated.message_id = ${questions.answerId}`)
    .orderBy(desc(questions.id))
    .all();
}
