import { and, desc, eq, ne, sql } from 'drizzle-orm';
import { askedBefore, schema, withinScope, type ClientScope, type Database } from '../../api.ts';
import { QUESTION_MAX_LENGTH, type Candidate } from '../contract.ts';

const { conversations, messageFeedback, messages } = schema;

/** Looked at, latest first: older ones no longer say what people ask now. */
const LATEST_ANSWERS = 500;

/** Answers of a chatbot's conversations as test questions may be made of them: latest first, each question once. */
export function createAskedStore(database: Database) {
  return {
    candidates(scope: ClientScope, chatbotId: string): Candidate[] {
      const rows = database
        .select({
          question: askedBefore,
          askedAt: messages.createdAt,
          abstained: messages.abstained,
          sources: messages.sources,
          metadata: messages.metadata,
          rating: messageFeedback.rating,
        })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .leftJoin(messageFeedback, eq(messageFeedback.messageId, messages.id))
        .where(
          and(
            eq(conversations.chatbotId, chatbotId),
            withinScope(conversations.clientId, scope),
            eq(messages.sender, 'bot'),
            eq(messages.status, 'complete'),
            ne(conversations.channel, 'preview'),
            sql`coalesce(${messageFeedback.rating}, 'up') <> 'down'`,
          ),
        )
        .orderBy(desc(messages.id))
        .limit(LATEST_ANSWERS)
        .all();
      return rows.flatMap(({ question, askedAt, abstained, sources, metadata, rating }): Candidate[] => {
        // A follow-up says nothing by itself: as it was searched, it does.
        const asked = (metadata.searchedQuestion ?? question).trim();
        if (asked === '' || asked.length > QUESTION_MAX_LENGTH || metadata.aside === true) return [];
        if (abstained) return [{ question: asked, askedAt, kind: 'unanswered', source: null }];
        const cited = sources.find(source => source.cited);
        const place = cited?.places.find(one => one.cited);
        if (cited === undefined || place === undefined) return [];
        const { quote, start, end } = place;
        const source = { documentId: cited.documentId, title: cited.title, quote, start, end };
        return [{ question: asked, askedAt, kind: rating === 'up' ? 'helpful' : 'answered', source }];
      });
    },
  };
}
