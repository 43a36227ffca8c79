import { and, asc, desc, eq, exists, gt, inArray, isNull, lt, notExists, sql } from 'drizzle-orm';
import { conversationWithin, withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { held, type Held } from '#main/db/held.ts';
import { erasePersonRows, inOrderOfRemoval, type TableRules } from '#main/db/rules/index.ts';
import {
  attachmentPassages,
  attachments,
  conversations,
  contactVisitors,
  leads,
  messageFeedback,
  messages,
  visitors,
} from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

export type VisitorRow = Held<typeof visitors.$inferSelect>;
export type AttachmentRow = Held<typeof attachments.$inferSelect>;
type PassageRow = typeof attachmentPassages.$inferSelect;

export type VisitorStore = ReturnType<typeof createVisitorStore>;

const CONVERSATIONS_SHOWN = 50;

/** What is kept of visitors. Every question names the visitor it is about: there is no way to ask about all of them. */
export function createVisitorStore(database: Database, tables: readonly TableRules[]) {
  const ordered = inOrderOfRemoval(tables);
  const visitorOfWidget = database
    .select()
    .from(visitors)
    .where(and(eq(visitors.id, sql.placeholder('id')), eq(visitors.chatbotId, sql.placeholder('chatbotId'))))
    .prepare();
  /** The first answer after a question that carries the visitor's own id for it. */
  const answerTo = database
    .select({ id: sql<string>`answer.id` })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(
      sql`messages answer`,
      sql`answer.conversation_id = ${messages.conversationId} and answer.sender = 'bot' and answer.sequence > ${messages.sequence}`,
    )
    .where(
      and(
        eq(conversations.visitorId, sql.placeholder('visitorId')),
        eq(messages.clientMessageId, sql.placeholder('clientMessageId')),
      ),
    )
    .orderBy(sql`answer.sequence`)
    .limit(1)
    .prepare();

  const questionsBetween = database
    .select({ count: sql<number>`count(*)`, first: sql<string | null>`min(${messages.createdAt})` })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(
        eq(conversations.visitorId, sql.placeholder('visitorId')),
        eq(messages.sender, 'visitor'),
        gt(messages.createdAt, sql.placeholder('since')),
        // Asked under a date that was far ahead: it would count for as long.
        lt(messages.createdAt, sql.placeholder('until')),
      ),
    )
    .prepare();
  const passagesOf = database
    .select({
      attachmentId: attachmentPassages.attachmentId,
      title: attachments.fileName,
      page: attachmentPassages.page,
      heading: attachmentPassages.heading,
      start: attachmentPassages.start,
      end: attachmentPassages.end,
      text: attachmentPassages.text,
    })
    .from(attachmentPassages)
    .innerJoin(attachments, eq(attachments.id, attachmentPassages.attachmentId))
    .where(eq(attachments.conversationId, sql.placeholder('conversationId')))
    .orderBy(desc(attachments.id), asc(attachmentPassages.ordinal))
    .prepare();

  return {
    visitor: (chatbotId: HeldId, id: string): VisitorRow | null =>
      held(visitorOfWidget.get({ id, chatbotId }) ?? null),
    visitorOf(conversationId: HeldId): VisitorRow | null {
      const row = database
        .select({ visitor: visitors })
        .from(visitors)
        .innerJoin(conversations, eq(conversations.visitorId, visitors.id))
        .where(eq(conversations.id, conversationId))
        .get();
      return held(row?.visitor ?? null);
    },
    insertVisitor(row: VisitorRow): void {
      database.insert(visitors).values(row).run();
    },
    updateVisitor(id: HeldId, change: Partial<VisitorRow>): void {
      database.update(visitors).set(change).where(eq(visitors.id, id)).run();
    },
    /** What is left of a visitor is nothing. */
    removeVisitor(id: HeldId): void {
      database.transaction(() => erasePersonRows(database, ordered, { kind: 'visitor', id }));
    },
    /** Those who opened a widget and never used it. */
    removeIdleVisitors(before: string): number {
      const used = database
        .select({ id: conversations.id })
        .from(conversations)
        .where(eq(conversations.visitorId, visitors.id));
      const left = database.select({ id: leads.id }).from(leads).where(eq(leads.visitorId, visitors.id));
      return database
        .delete(visitors)
        .where(and(lt(visitors.lastSeenAt, before), notExists(used), notExists(left)))
        .run().changes;
    },

    /** Those with something said in them: word left for the office alone is the office's. */
    conversations(visitorId: HeldId) {
      return database
        .select({ id: conversations.id, title: conversations.title, updatedAt: conversations.updatedAt })
        .from(conversations)
        .where(
          and(
            eq(conversations.visitorId, visitorId),
            exists(
              database
                .select({ id: messages.id })
                .from(messages)
                .where(eq(messages.conversationId, conversations.id)),
            ),
          ),
        )
        .orderBy(desc(conversations.activity))
        .limit(CONVERSATIONS_SHOWN)
        .all()
        .map(held);
    },
    answerTo: (visitorId: HeldId, clientMessageId: string): string | null =>
      answerTo.get({ visitorId, clientMessageId })?.id ?? null,
    /** Questions of a visitor between two instants. */
    questionsBetween: (
      visitorId: HeldId,
      since: string,
      until: string,
    ): { count: number; first: string | null } =>
      questionsBetween.get({ visitorId, since, until }) ?? { count: 0, first: null },

    /** What the ordinary messages of a conversation do not say of themselves. */
    particulars(conversationId: HeldId) {
      const clientIds = database
        .select({ id: messages.id, clientMessageId: messages.clientMessageId })
        .from(messages)
        .where(eq(messages.conversationId, conversationId))
        .all();
      const feedback = database
        .select({
          messageId: messageFeedback.messageId,
          rating: messageFeedback.rating,
          comment: messageFeedback.comment,
        })
        .from(messageFeedback)
        .innerJoin(messages, eq(messages.id, messageFeedback.messageId))
        .where(eq(messages.conversationId, conversationId))
        .all();
      const files = database
        .select()
        .from(attachments)
        .where(eq(attachments.conversationId, conversationId))
        .orderBy(asc(attachments.id))
        .all()
        .map(held);
      return { clientIds, feedback, files };
    },
    saveFeedback(row: Held<typeof messageFeedback.$inferInsert>): void {
      const { rating, comment, createdAt } = row;
      database
        .insert(messageFeedback)
        .values(row)
        .onConflictDoUpdate({
          target: messageFeedback.messageId,
          set: { rating, comment: comment ?? null, createdAt },
        })
        .run();
    },
    contactOf: (visitorId: HeldId): string | null =>
      database
        .select({ contactId: contactVisitors.contactId })
        .from(contactVisitors)
        .where(eq(contactVisitors.visitorId, visitorId))
        .get()?.contactId ?? null,
    leadsOf: (conversationId: HeldId) =>
      database
        .select({
          id: leads.id,
          reason: leads.reason,
          fields: leads.fields,
          conversationId: leads.conversationId,
          contactId: contactVisitors.contactId,
          createdAt: leads.createdAt,
        })
        .from(leads)
        .leftJoin(contactVisitors, eq(contactVisitors.visitorId, leads.visitorId))
        .where(eq(leads.conversationId, conversationId))
        .orderBy(asc(leads.id))
        .all(),
    insertLead(row: Held<typeof leads.$inferInsert>): void {
      database.insert(leads).values(row).run();
    },

    insertAttachment(row: AttachmentRow, passages: readonly Omit<PassageRow, 'attachmentId'>[]): void {
      database.transaction(() => {
        database.insert(attachments).values(row).run();
        for (const passage of passages) {
          database
            .insert(attachmentPassages)
            .values({ ...passage, attachmentId: row.id })
            .run();
        }
      });
    },
    attachment(visitorId: HeldId, id: string): AttachmentRow | null {
      const row = database
        .select()
        .from(attachments)
        .where(and(eq(attachments.id, id), eq(attachments.visitorId, visitorId)))
        .get();
      return held(row ?? null);
    },
    /** One that was sent in a conversation within reach. */
    sentAttachment(scope: ClientScope, id: string): AttachmentRow | null {
      const row = database
        .select({ attachment: attachments })
        .from(attachments)
        .innerJoin(conversations, eq(conversations.id, attachments.conversationId))
        .where(and(eq(attachments.id, id), conversationWithin(conversations, scope)))
        .get();
      return held(row?.attachment ?? null);
    },
    attachmentCount: (visitorId: HeldId): number =>
      database
        .select({ count: sql<number>`count(*)` })
        .from(attachments)
        .where(eq(attachments.visitorId, visitorId))
        .get()?.count ?? 0,
    /** Files of the visitor that no message carries yet. */
    unsent(visitorId: HeldId, ids: readonly string[]): AttachmentRow[] {
      if (ids.length === 0) return [];
      return database
        .select()
        .from(attachments)
        .where(
          and(
            eq(attachments.visitorId, visitorId),
            inArray(attachments.id, [...ids]),
            isNull(attachments.messageId),
          ),
        )
        .all()
        .map(held);
    },
    send(ids: readonly HeldId[], place: { conversationId: HeldId; messageId: HeldId }): void {
      if (ids.length === 0) return;
      database
        .update(attachments)
        .set(place)
        .where(inArray(attachments.id, [...ids]))
        .run();
    },
    passagesOf: (conversationId: HeldId) => passagesOf.all({ conversationId }),
    removeUnsent: (before: string): number =>
      database
        .delete(attachments)
        .where(and(isNull(attachments.messageId), lt(attachments.createdAt, before)))
        .run().changes,
    isFileUsed: (scope: ClientScope, contentHash: string): boolean =>
      database
        .select({ id: attachments.id })
        .from(attachments)
        .where(and(withinScope(attachments.clientId, scope), eq(attachments.contentHash, contentHash)))
        .limit(1)
        .get() !== undefined,
  };
}
