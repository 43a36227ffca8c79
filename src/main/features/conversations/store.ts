import { and, asc, count, desc, eq, gt, lt, ne, not, notInArray, or, sql } from 'drizzle-orm';
import type { Conversation } from '#shared/contract/conversations.ts';
import type { MessageSender } from '#shared/contract/message-parts.ts';
import type { Message } from '#shared/contract/messages.ts';
import { isErrorCode } from '#shared/errors.ts';
import { confidenceLevelOf } from '#shared/lib/confidence.ts';
import type { Database } from '#main/db/connection.ts';
import { numberOfCursor } from '#main/db/cursor.ts';
import { holdsWords } from '#main/db/holds-words.ts';
import { conversationWithin, type ClientScope } from '#main/db/client-scope.ts';
import { held, type Held } from '#main/db/held.ts';
import { chatbots, conversations, messages, users, visitors } from '#main/db/schema/index.ts';
import { attemptsOf } from '#main/db/stored-attempts.ts';
import { partsOf } from '#main/db/stored-parts.ts';
import { fold } from '#main/language/fold.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { createFiguresStore } from './figures-store.ts';
import { ownTest, waitsForPerson } from './message-conditions.ts';
import type { SourceDocuments } from './sources/ports.ts';
import { readAnswer } from './stored-answers.ts';
import { createUnansweredStore } from './unanswered-store.ts';

export type ConversationRow = typeof conversations.$inferSelect;
export type MessageRow = typeof messages.$inferSelect;
/** A message with the names of those who may have said it. */
type Said = {
  message: MessageRow;
  userName: string | null;
  visitorId: string | null;
  visitorName: string | null;
};
type Page = { limit: number; cursor: string | undefined };
type Use = { id: HeldId; updatedAt: string; asksForPerson?: boolean };

/** Of a conversation, what each of its events says. */
export type AboutConversation = {
  clientId: HeldId;
  subjectId: HeldId;
  contactId: HeldId | null;
  payload: {
    chatbotId: HeldId;
    channel: ConversationRow['channel'];
    ownTest: boolean;
    asker: string | null;
  };
};

export type ConversationStore = ReturnType<typeof createConversationStore>;

/** One more than any conversation has: it is now the one last used. */
const nextActivity = sql<number>`(select coalesce(max(latest.activity), 0) + 1 from conversations latest)`;

/** @param documents what tells pages and copies, for answers kept in an earlier shape */
export function createConversationStore(database: Database, documents: SourceDocuments) {
  const asMessage = ({ message, ...people }: Said): Held<Message> =>
    held(messageOf(readAnswer(message, documents), people));
  /** Messages with who said them. */
  const said = () =>
    database
      .select({
        message: messages,
        userName: users.fullName,
        visitorId: conversations.visitorId,
        visitorName: visitors.name,
      })
      .from(messages)
      .innerJoin(conversations, eq(conversations.id, messages.conversationId))
      .leftJoin(users, eq(users.id, messages.senderId))
      .leftJoin(visitors, eq(visitors.id, conversations.visitorId));
  const described = {
    conversation: conversations,
    chatbotName: chatbots.name,
    messageCount: sql<number>`(select count(*) from ${messages} where ${messages.conversationId} = ${conversations.id})`,
  };
  type Described = { conversation: ConversationRow; chatbotName: string; messageCount: number };
  const asConversation = ({ conversation, chatbotName, messageCount }: Described): Conversation => {
    const { activity: _activity, ...shown } = conversation;
    return { ...shown, chatbotName, messageCount, waitingSince: waitingSince(conversation) };
  };

  /** Last used first; the cursor is the activity of the last row. */
  const afterCursor = (cursor: string | undefined) =>
    cursor === undefined ? undefined : lt(conversations.activity, numberOfCursor(cursor));
  const nextCursor = (rows: readonly Described[], limit: number): string | null => {
    const last = rows[limit - 1];
    return rows.length > limit && last ? String(last.conversation.activity) : null;
  };

  /** Only the conversations of one person; `userId` undefined means no such limit. */
  const ownedBy = (userId: string | null | undefined) =>
    userId === undefined
      ? undefined
      : userId === null
        ? sql`${conversations.userId} is null`
        : eq(conversations.userId, userId);

  // Hundreds a second while many answers are written: neither built anew nor read back.
  const saveContent = database
    .update(messages)
    .set({ content: sql`${sql.placeholder('content')}` })
    .where(eq(messages.id, sql.placeholder('id')))
    .prepare();

  // Asked at every question: prepared once.
  const about = database
    .select({
      clientId: conversations.clientId,
      chatbotId: conversations.chatbotId,
      channel: conversations.channel,
      visitorId: conversations.visitorId,
      userId: conversations.userId,
      apiKeyId: conversations.apiKeyId,
      ownTest: ownTest.mapWith(Boolean),
    })
    .from(conversations)
    // Beside another table columns are named with theirs, which the condition needs.
    .innerJoin(chatbots, eq(chatbots.id, conversations.chatbotId))
    .where(eq(conversations.id, sql.placeholder('id')))
    .prepare();

  const saveContentAndSources = database
    .update(messages)
    .set({ content: sql`${sql.placeholder('content')}`, sources: sql`${sql.placeholder('sources')}` })
    .where(eq(messages.id, sql.placeholder('id')))
    .prepare();
  const messageById = said()
    .where(eq(messages.id, sql.placeholder('id')))
    .prepare();
  const messagesOf = said()
    .where(eq(messages.conversationId, sql.placeholder('conversationId')))
    .orderBy(asc(messages.sequence))
    .prepare();

  /** Somebody said something in it, or left word: it stands first in every list. */
  function use({ id, asksForPerson = false, ...change }: Use & { title?: string }): void {
    // A wish that was seen to is no longer: this is another one.
    const wish = asksForPerson ? { personAskedAt: change.updatedAt, personHandledAt: null } : {};
    database
      .update(conversations)
      .set({ ...change, ...wish, activity: nextActivity })
      .where(eq(conversations.id, id))
      .run();
  }

  return {
    list(
      scope: ClientScope,
      filter: Page & {
        chatbotId: string | undefined;
        userId: string | null | undefined;
        waiting: boolean | undefined;
      },
    ): { items: Conversation[]; nextCursor: string | null } {
      const rows = database
        .select(described)
        .from(conversations)
        .innerJoin(chatbots, eq(chatbots.id, conversations.chatbotId))
        .where(
          and(
            conversationWithin(conversations, scope),
            filter.chatbotId ? eq(conversations.chatbotId, filter.chatbotId) : undefined,
            ownedBy(filter.userId),
            filter.waiting === undefined ? undefined : filter.waiting ? waitsForPerson : not(waitsForPerson),
            ne(conversations.channel, 'preview'),
            afterCursor(filter.cursor),
          ),
        )
        .orderBy(desc(conversations.activity))
        .limit(filter.limit + 1)
        .all();
      const items = rows.slice(0, filter.limit).map(asConversation);
      return { items, nextCursor: nextCursor(rows, filter.limit) };
    },

    search(
      scope: ClientScope,
      filter: Page & { q: string; chatbotId: string | undefined; userId: string | null | undefined },
    ): { items: (Conversation & { excerpt: string })[]; nextCursor: string | null } {
      const excerpt = sql<
        string | null
      >`(select ${messages.content} from ${messages} where ${messages.conversationId} = ${conversations.id} and ${holdsWords(messages.content, filter.q)} order by ${messages.sequence} limit 1)`;
      const rows = database
        .select({ ...described, excerpt })
        .from(conversations)
        .innerJoin(chatbots, eq(chatbots.id, conversations.chatbotId))
        .where(
          and(
            conversationWithin(conversations, scope),
            filter.chatbotId ? eq(conversations.chatbotId, filter.chatbotId) : undefined,
            ownedBy(filter.userId),
            ne(conversations.channel, 'preview'),
            afterCursor(filter.cursor),
            or(holdsWords(conversations.title, filter.q), sql`${excerpt} is not null`),
          ),
        )
        .orderBy(desc(conversations.activity))
        .limit(filter.limit + 1)
        .all();
      const items = rows.slice(0, filter.limit).map(row => ({
        ...asConversation(row),
        excerpt: excerptAround(row.excerpt ?? row.conversation.title, filter.q),
      }));
      return { items, nextCursor: nextCursor(rows, filter.limit) };
    },

    get(scope: ClientScope, id: string): Held<Conversation> | null {
      const row = database
        .select(described)
        .from(conversations)
        .innerJoin(chatbots, eq(chatbots.id, conversations.chatbotId))
        .where(and(eq(conversations.id, id), conversationWithin(conversations, scope)))
        .get();
      return row ? held(asConversation(row)) : null;
    },

    /** The latest conversation of a program that has so many messages and ends with this answer, perhaps with notes after it. */
    continuing(wanted: {
      chatbotId: HeldId;
      userId: string | null;
      apiKeyId: string | null;
      answer: string;
      messageCount: number;
    }): string | null {
      const owner =
        wanted.apiKeyId === null ? ownedBy(wanted.userId) : eq(conversations.apiKeyId, wanted.apiKeyId);
      const lastAnswer = sql<string>`(select ${messages.content} from ${messages} where ${messages.conversationId} = ${conversations.id} order by ${messages.sequence} desc limit 1)`;
      const row = database
        .select({ id: conversations.id })
        .from(conversations)
        .where(
          and(
            eq(conversations.chatbotId, wanted.chatbotId),
            eq(conversations.channel, 'openai'),
            owner,
            eq(described.messageCount, wanted.messageCount),
            sql`substr(${wanted.answer}, 1, length(${lastAnswer})) = ${lastAnswer}`,
          ),
        )
        .orderBy(desc(conversations.activity))
        .limit(1)
        .get();
      return row?.id ?? null;
    },

    insert(row: Held<Omit<typeof conversations.$inferInsert, 'activity'>>): void {
      database
        .insert(conversations)
        .values({ ...row, activity: nextActivity })
        .run();
    },
    update(id: HeldId, change: Partial<ConversationRow>): void {
      database.update(conversations).set(change).where(eq(conversations.id, id)).run();
    },
    remove(id: HeldId): void {
      database.delete(conversations).where(eq(conversations.id, id)).run();
    },

    messages(conversationId: HeldId): Held<Message>[] {
      return messagesOf.all({ conversationId }).map(asMessage);
    },
    message(scope: ClientScope, id: string): Held<Message> | null {
      const row = said()
        .where(and(eq(messages.id, id), conversationWithin(conversations, scope)))
        .get();
      return row ? asMessage(row) : null;
    },

    /** Whether the message is there, in a conversation that the scope does not hold. */
    isOutOfReach(scope: ClientScope, id: string): boolean {
      const row = database
        .select({ id: messages.id })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(and(eq(messages.id, id), sql`not coalesce(${conversationWithin(conversations, scope)}, 0)`))
        .get();
      return row !== undefined;
    },

    /** All that `write` stores is there, or nothing; one flush to the disk. */
    atOnce<Result>(write: () => Result): Result {
      return database.transaction(write);
    },
    /** The question and the answer to come, committed together before any model is called; each after all that is there. */
    insertExchange(
      { id, ...change }: Use & { title: string },
      rows: Held<Omit<typeof messages.$inferInsert, 'sequence'>>[],
    ): void {
      const next = sql<number>`(select coalesce(max(before.sequence), 0) + 1 from messages before where before.conversation_id = ${id})`;
      database.transaction(() => {
        for (const row of rows)
          database
            .insert(messages)
            .values({ ...row, sequence: next })
            .run();
        use({ id, ...change });
      });
    },
    use,
    updateMessage(id: HeldId, change: Partial<MessageRow>): Message | null {
      database.update(messages).set(change).where(eq(messages.id, id)).run();
      const row = messageById.get({ id });
      return row ? asMessage(row) : null;
    },
    /** What came of an answer so far, and the sources when they are given. */
    saveProgress(
      id: HeldId,
      { content, sources }: { content: string; sources?: MessageRow['sources'] },
    ): void {
      if (sources === undefined) saveContent.run({ id, content });
      else saveContentAndSources.run({ id, content, sources: JSON.stringify(sources) });
    },
    /** What was said after a message of the conversation. */
    removeMessagesAfter(conversationId: HeldId, messageId: HeldId): void {
      const place = database
        .select({ sequence: messages.sequence })
        .from(messages)
        .where(eq(messages.id, messageId));
      database
        .delete(messages)
        .where(and(eq(messages.conversationId, conversationId), gt(messages.sequence, place)))
        .run();
    },

    /** Answers that a killed process left half-way keep what came and say so; those of this process go on. */
    markInterrupted(underWay: readonly string[]): number {
      return database
        .update(messages)
        .set({ status: 'interrupted' })
        .where(and(eq(messages.status, 'streaming'), notInArray(messages.id, [...underWay])))
        .run().changes;
    },

    ...createUnansweredStore(database),
    ...createFiguresStore(database),

    /** What events say of a conversation; null when it is gone. */
    about(id: HeldId): AboutConversation | null {
      const row = held(about.get({ id }) ?? null);
      if (!row) return null;
      const { clientId, visitorId, userId, apiKeyId, ...payload } = row;
      const asker = userId ?? apiKeyId;
      return { clientId, contactId: visitorId, subjectId: id, payload: { ...payload, asker } };
    },
    /** How many conversations wait for a person, by client; a client where none does is left out. */
    waiting: (scope: ClientScope): { clientId: string; count: number }[] =>
      database
        .select({ clientId: conversations.clientId, count: count() })
        .from(conversations)
        .where(and(conversationWithin(conversations, scope), waitsForPerson))
        .groupBy(conversations.clientId)
        .all(),
  };
}

const EXCERPT_CHARACTERS = 160;

/** About where the first of the words stands; folding moves ligatures by a character, which does not matter here. */
function excerptAround(text: string, q: string): string {
  const at = Math.max(0, fold(text).indexOf(fold(q).split(/\s+/)[0] ?? ''));
  const from = Math.max(0, at - EXCERPT_CHARACTERS / 2);
  const piece = text.slice(from, from + EXCERPT_CHARACTERS).replaceAll(/\s+/g, ' ');
  return (from > 0 ? '… ' : '') + piece + (from + EXCERPT_CHARACTERS < text.length ? ' …' : '');
}

function waitingSince({ personAskedAt, personHandledAt }: ConversationRow): string | null {
  return personHandledAt === null ? personAskedAt : null;
}

function messageOf(row: MessageRow, people: Omit<Said, 'message'>): Message {
  const {
    inputTokens,
    outputTokens,
    cachedTokens,
    clientId: _client,
    clientMessageId: _given,
    ...stored
  } = row;
  const { failure, dismissedAt: _dismissed, sequence: _sequence, sender, senderId, parts, ...rest } = stored;
  return {
    ...rest,
    sender: senderOf({ kind: sender, id: senderId }, people),
    parts: partsOf(rest.content, parts),
    attempts: attemptsOf(rest.attempts),
    failure: isErrorCode(failure) ? failure : null,
    confidenceLevel: confidenceLevelOf(rest.confidence),
    tokens:
      inputTokens === null || outputTokens === null
        ? null
        : { input: inputTokens, output: outputTokens, cached: cachedTokens },
  };
}

/** Who said it. The conversation is with one visitor; people of the office stand with each message. */
function senderOf(
  { kind, id }: Pick<MessageSender, 'kind' | 'id'>,
  { userName, visitorId, visitorName }: Omit<Said, 'message'>,
): MessageSender {
  if (kind === 'visitor') return { kind, id: visitorId, name: visitorName };
  return { kind, id, name: userName };
}
