import { and, count, eq, gte, lt, ne, not, sql, type SQL } from 'drizzle-orm';
import { askedBefore, isQuestion, ownTest, schema, type Database, type HeldId } from '../../../api.ts';

const { conversations, messageFeedback, messages } = schema;

/** More questions of a month than that are not looked through for those that repeat. */
const QUESTIONS_READ = 50_000;

type Month = { clientId: HeldId; from: string; until: string };

export type ReportStore = ReturnType<typeof createReportStore>;

/** What was said in a month, between two instants. */
export function createReportStore(database: Database) {
  const within = ({ clientId, from, until }: Month, condition: SQL) =>
    and(
      eq(messages.clientId, clientId),
      gte(messages.createdAt, from),
      lt(messages.createdAt, until),
      ne(conversations.channel, 'preview'),
      not(ownTest),
      condition,
    );
  const texts = (month: Month, text: SQL<string>, condition: SQL): string[] =>
    database
      .select({ text })
      .from(messages)
      .innerJoin(conversations, eq(conversations.id, messages.conversationId))
      .where(within(month, condition))
      .limit(QUESTIONS_READ)
      .all()
      .map(row => row.text);

  return {
    questions: (month: Month) => texts(month, sql<string>`${messages.content}`, isQuestion),
    unanswered: (month: Month) =>
      texts(month, sql<string>`coalesce(${askedBefore}, '')`, eq(messages.abstained, true)),
    ratings(month: Month): { up: number; down: number } {
      const rows = database
        .select({ rating: messageFeedback.rating, rated: count() })
        .from(messageFeedback)
        .where(
          and(
            eq(messageFeedback.clientId, month.clientId),
            gte(messageFeedback.createdAt, month.from),
            lt(messageFeedback.createdAt, month.until),
          ),
        )
        .groupBy(messageFeedback.rating)
        .all();
      const of = (rating: 'up' | 'down') => rows.find(row => row.rating === rating)?.rated ?? 0;
      return { up: of('up'), down: of('down') };
    },
  };
}
