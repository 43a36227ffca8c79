import { and, asc, eq, gt, gte, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { conversationWithin, type ClientScope } from '#main/db/client-scope.ts';
import { conversations, messages } from '#main/db/schema/index.ts';
import { isQuestion, ownTest, stillUnanswered } from './message-conditions.ts';

/** What was said aside from the documents (a greeting, what they are about, a wish for a person) measures nothing of them. */
const aboutDocuments = sql`coalesce(json_extract(${messages.metadata}, '$.aside'), 0) = 0`;

/** Figures of the home page. The office's own tests are counted apart. */
export function createFiguresStore(database: Database) {
  const count = (condition: SQL) => sql<number>`coalesce(sum(${condition}), 0)`;

  return {
    /** @param days the beginnings of the days that are counted, oldest first, and the end of the last one */
    figures(scope: ClientScope, days: readonly string[]) {
      const [week = '', today = ''] = [days[0], days.at(-2)];
      const since = (instant: string) => gte(messages.createdAt, instant);
      const within = and(conversationWithin(conversations, scope), ne(conversations.channel, 'preview'));
      const ofOthers = sql`not ${ownTest}`;

      const todays = database
        .select({
          questions: count(ofOthers),
          ownQuestions: count(ownTest),
          conversations: sql<number>`count(distinct iif(${ofOthers}, ${conversations.id}, null))`,
        })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(and(within, isQuestion, since(today)))
        .get();
      const answers = database
        .select({
          total: sql<number>`count(*)`,
          withSource: count(sql`${messages.abstained} = 0 and json_array_length(${messages.sources}) > 0`),
          unanswered: count(sql`${messages.abstained} and ${stillUnanswered}`),
        })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(
          and(
            within,
            ofOthers,
            aboutDocuments,
            eq(messages.sender, 'bot'),
            eq(messages.status, 'complete'),
            since(week),
          ),
        )
        .get();
      const firstTokens = database
        .select({ ms: messages.firstTokenMs })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(and(within, ofOthers, aboutDocuments, since(week), gt(messages.firstTokenMs, 0)))
        .orderBy(asc(messages.firstTokenMs))
        .all();
      const day = days
        .slice(1, -1)
        .reduce((number, start) => sql`${number} + (${messages.createdAt} >= ${start})`, sql`0`);
      const byDay = database
        .select({ day: sql<number>`${day}`, questions: count(ofOthers), ownQuestions: count(ownTest) })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(and(within, isQuestion, since(week), lt(messages.createdAt, days.at(-1) ?? '')))
        .groupBy(sql`1`)
        .all();
      const asked = database
        .select({ id: conversations.id })
        .from(conversations)
        .where(and(conversationWithin(conversations, scope), ne(conversations.channel, 'preview')))
        .limit(1)
        .get();
      return {
        today: todays ?? { questions: 0, ownQuestions: 0, conversations: 0 },
        answers: answers ?? { total: 0, withSource: 0, unanswered: 0 },
        medianFirstTokenMs: firstTokens[Math.floor(firstTokens.length / 2)]?.ms ?? null,
        byDay,
        /** Whether anything was ever asked, tests included. */
        everAsked: asked !== undefined,
      };
    },
  };
}
