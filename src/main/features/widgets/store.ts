import { and, desc, eq, isNull, lt, sql, type SQL } from 'drizzle-orm';
import type { Lead } from '#shared/contract/widgets.ts';
import { chatbotWithin, conversationWithin, type ClientScope } from '#main/db/client-scope.ts';
import { held, heldBecause, type Held } from '#main/db/held.ts';
import type { Database } from '#main/db/connection.ts';
import {
  chatbots,
  clients,
  conversations,
  contactVisitors,
  leads,
  messageFeedback,
  messages,
  visitors,
  widgets,
} from '#main/db/schema/index.ts';
import type { HeldId, UnscopedId } from '#main/platform/held-id.ts';

type Row = typeof widgets.$inferSelect;
export type WidgetRow = Held<Row>;
type Page = { limit: number; cursor: string | undefined };

/** A widget with what decides whether it is served at all. */
export type ServedWidget = { widget: WidgetRow; bot: Held<typeof chatbots.$inferSelect> };

/** By it pages of anybody name the widget they show. */
type PublicId = UnscopedId<'strangers are let in by it'>;

export type WidgetStore = ReturnType<typeof createWidgetStore>;

export function createWidgetStore(database: Database) {
  const inReach = (scope: ClientScope) => chatbotWithin(widgets, scope);

  // Asked for at every call of a visitor.
  const served = (which?: SQL) =>
    database
      .select({ widget: widgets, bot: chatbots })
      .from(widgets)
      .innerJoin(chatbots, eq(chatbots.id, widgets.chatbotId))
      .innerJoin(clients, eq(clients.id, widgets.clientId))
      .where(
        and(
          which,
          eq(widgets.enabled, true),
          eq(chatbots.active, true),
          eq(clients.active, true),
          isNull(clients.archivedAt),
        ),
      )
      .prepare();
  const servedByPublicId = served(eq(widgets.publicId, sql.placeholder('id')));
  const servedByChatbot = served(eq(widgets.chatbotId, sql.placeholder('id')));
  const allServed = served();
  const allowedDomains = database
    .select({ domains: widgets.allowedDomains })
    .from(widgets)
    .where(eq(widgets.enabled, true))
    .prepare();
  type Served = ReturnType<typeof allServed.all>[number];
  function asServed(row: Served): ServedWidget;
  function asServed(row: Served | undefined): ServedWidget | null;
  function asServed(row: Served | undefined): ServedWidget | null {
    if (row === undefined) return null;
    const { widget, bot } = row;
    const why = 'whoever visits a page that shows it reaches a widget';
    return { widget: heldBecause(why, widget), bot: heldBecause(why, bot) };
  }

  return {
    get(scope: ClientScope, chatbotId: string): WidgetRow | null {
      const row = database
        .select()
        .from(widgets)
        .where(and(eq(widgets.chatbotId, chatbotId), inReach(scope)))
        .get();
      return held(row ?? null);
    },
    insert(row: WidgetRow): void {
      // Two first looks at once make one widget.
      database.insert(widgets).values(row).onConflictDoNothing().run();
    },
    update(scope: ClientScope, chatbotId: string, change: Partial<Row>): boolean {
      return (
        database
          .update(widgets)
          .set(change)
          .where(and(eq(widgets.chatbotId, chatbotId), inReach(scope)))
          .run().changes > 0
      );
    },
    /** One more epoch, and no secret of a visitor counts any longer: in one transaction. */
    revokeVisitors(scope: ClientScope, chatbotId: string): boolean {
      return database.transaction(() => {
        const changed = database
          .update(widgets)
          .set({ tokenEpoch: sql`${widgets.tokenEpoch} + 1` })
          .where(and(eq(widgets.chatbotId, chatbotId), inReach(scope)))
          .run().changes;
        if (changed === 0) return false;
        database.update(visitors).set({ secretHash: null }).where(eq(visitors.chatbotId, chatbotId)).run();
        return true;
      });
    },

    /** The widget when it is on, its chatbot active and its client neither switched off nor archived. */
    servedByPublicId: (publicId: PublicId): ServedWidget | null =>
      asServed(servedByPublicId.get({ id: publicId })),
    servedByChatbot: (chatbotId: HeldId): ServedWidget | null =>
      asServed(servedByChatbot.get({ id: chatbotId })),
    /** All of them that are served now. */
    served: (): ServedWidget[] => allServed.all().map(row => asServed(row)),
    /** Whether a public id exists, whatever its state. */
    exists: (publicId: PublicId): boolean =>
      database.select({ id: widgets.chatbotId }).from(widgets).where(eq(widgets.publicId, publicId)).get() !==
      undefined,
    /** Where enabled widgets may be shown, all together. */
    allowedDomains: (): string[] => allowedDomains.all().flatMap(row => row.domains),
    /** The clients that have a widget with this logo. */
    logoOwners: (hash: string): string[] =>
      database
        .selectDistinct({ clientId: widgets.clientId })
        .from(widgets)
        .where(eq(widgets.logoHash, hash))
        .all()
        .map(row => row.clientId),

    removeLead(scope: ClientScope, chatbotId: string, leadId: string): boolean {
      return (
        database
          .delete(leads)
          .where(and(eq(leads.id, leadId), eq(leads.chatbotId, chatbotId), chatbotWithin(leads, scope)))
          .run().changes > 0
      );
    },

    leads(scope: ClientScope, chatbotId: string, page: Page): { items: Lead[]; nextCursor: string | null } {
      const rows = database
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
        .where(
          and(
            eq(leads.chatbotId, chatbotId),
            chatbotWithin(leads, scope),
            page.cursor === undefined ? undefined : lt(leads.id, page.cursor),
          ),
        )
        .orderBy(desc(leads.id))
        .limit(page.limit + 1)
        .all();
      const items = rows.slice(0, page.limit);
      return { items, nextCursor: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null };
    },

    feedback(scope: ClientScope, chatbotId: string, page: Page) {
      const question = sql<
        string | null
      >`(select q.content from messages q where q.conversation_id = ${messages.conversationId} and q.sender in ('visitor', 'user') and q.sequence < ${messages.sequence} order by q.sequence desc limit 1)`;
      const rows = database
        .select({
          messageId: messageFeedback.messageId,
          conversationId: messages.conversationId,
          rating: messageFeedback.rating,
          comment: messageFeedback.comment,
          question,
          answer: messages.content,
          createdAt: messageFeedback.createdAt,
        })
        .from(messageFeedback)
        .innerJoin(messages, eq(messages.id, messageFeedback.messageId))
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(
          and(
            eq(conversations.chatbotId, chatbotId),
            conversationWithin(conversations, scope),
            page.cursor === undefined ? undefined : lt(messageFeedback.messageId, page.cursor),
          ),
        )
        .orderBy(desc(messageFeedback.messageId))
        .limit(page.limit + 1)
        .all();
      const items = rows.slice(0, page.limit);
      return { items, nextCursor: rows.length > page.limit ? (items.at(-1)?.messageId ?? null) : null };
    },
  };
}
