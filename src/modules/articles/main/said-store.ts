import { and, asc, eq } from 'drizzle-orm';
import {
  conversationWithin,
  held,
  isQuestion,
  schema,
  type ClientScope,
  type Database,
  type Held,
  type HeldId,
} from '../../api.ts';

const { conversations, messages, users, visitors } = schema;

/** A message that something may be proposed about. */
export type SaidMessage = Held<{
  id: string;
  conversationId: string;
  clientId: string;
  chatbotId: string;
  visitorId: string | null;
  askerId: string | null;
}> & {
  sender: 'bot' | 'operator';
  content: string;
};

export type AskedUntil = { asked: string[]; searched: string | null };

/** Whoever asked in a conversation: what they wrote, and what they are called. */
export type Asker = { wrote: string[]; names: string[]; addresses: string[] };

export type SaidStore = ReturnType<typeof createSaidStore>;

/** What was said in conversations that answers are proposed from. */
export function createSaidStore(database: Database) {
  return {
    /** An answer within reach, of a chatbot or of a person; null for anything else. */
    message(scope: ClientScope, id: string): SaidMessage | null {
      const row = database
        .select({
          id: messages.id,
          conversationId: conversations.id,
          clientId: conversations.clientId,
          chatbotId: conversations.chatbotId,
          visitorId: conversations.visitorId,
          askerId: conversations.userId,
          sender: messages.sender,
          content: messages.content,
          status: messages.status,
        })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(and(eq(messages.id, id), conversationWithin(conversations, scope)))
        .get();
      if (row === undefined || row.status === 'streaming') return null;
      const { status: _status, sender, ...said } = row;
      return sender === 'bot' || sender === 'operator' ? held({ ...said, sender }) : null;
    },

    /** What was asked up to a message, the question it answers last; and how that was searched, if it was. */
    askedUntil({ id, conversationId }: Pick<SaidMessage, 'id' | 'conversationId'>): AskedUntil {
      const rows = database
        .select({
          id: messages.id,
          sender: messages.sender,
          content: messages.content,
          metadata: messages.metadata,
        })
        .from(messages)
        .where(eq(messages.conversationId, conversationId))
        .orderBy(asc(messages.sequence))
        .all();
      const until = rows.slice(0, rows.findIndex(row => row.id === id) + 1);
      const asks = ({ sender }: (typeof rows)[number]) => sender === 'visitor' || sender === 'user';
      const answer = until.slice(until.findLastIndex(asks) + 1).find(({ sender }) => sender === 'bot');
      return {
        asked: until.filter(asks).map(({ content }) => content),
        searched: answer?.metadata.searchedQuestion ?? null,
      };
    },

    answer: (id: HeldId): string | null =>
      database
        .select({ content: messages.content })
        .from(messages)
        .where(and(eq(messages.id, id), eq(messages.sender, 'bot')))
        .get()?.content ?? null,

    asker(conversationId: HeldId): Asker {
      const wrote = database
        .select({ content: messages.content })
        .from(messages)
        .where(and(eq(messages.conversationId, conversationId), isQuestion))
        .all()
        .map(({ content }) => content);
      const person = database
        .select({
          visitorName: visitors.name,
          visitorEmail: visitors.email,
          userName: users.fullName,
          userEmail: users.email,
        })
        .from(conversations)
        .leftJoin(visitors, eq(visitors.id, conversations.visitorId))
        .leftJoin(users, eq(users.id, conversations.userId))
        .where(eq(conversations.id, conversationId))
        .get();
      return {
        wrote,
        names: [person?.visitorName, person?.userName].flatMap(name => name ?? []),
        addresses: [person?.visitorEmail, person?.userEmail].flatMap(email => email ?? []),
      };
    },
  };
}
