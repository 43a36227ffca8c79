import { and, desc, eq, inArray, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import { timelineTypes, type TimelineEntry } from '#shared/contract/contacts.ts';
import { feedbackRating } from '#shared/contract/visitor-panel.ts';
import { leadReason } from '#shared/contract/widget-settings.ts';
import type { Database } from '#main/db/connection.ts';
import { contactVisitors, conversations, events } from '#main/db/schema/index.ts';

type Page = { limit: number; cursor?: string | undefined };

/** What an event may say that a timeline shows; the rest of it is not looked at. */
const said = z.object({
  conversationId: z.string().nullable().catch(null),
  reason: leadReason.nullable().catch(null),
  rating: feedbackRating.nullable().catch(null),
});

/** The events that name a contact: those of its visitors, and its own. Read where they are, never copied. */
export function readTimeline(
  database: Database,
  { clientId, id }: { clientId: string; id: string },
  { limit, cursor }: Page,
): { items: TimelineEntry[]; nextCursor: string | null } {
  const visitorIds = database
    .select({ id: contactVisitors.visitorId })
    .from(contactVisitors)
    .where(eq(contactVisitors.contactId, id));
  const rows = database
    .select()
    .from(events)
    .where(
      and(
        or(
          inArray(events.contactId, visitorIds),
          and(eq(events.subjectKind, 'contact'), eq(events.subjectId, id)),
        ),
        eq(events.clientId, clientId),
        inArray(events.type, [...timelineTypes]),
        cursor === undefined ? undefined : lt(events.sequence, Number(cursor)),
      ),
    )
    .orderBy(desc(events.sequence))
    .limit(limit + 1)
    .all();
  const shown = rows.slice(0, limit).map(row => {
    const { conversationId, reason, rating } = said.parse(row.payload);
    return {
      sequence: row.sequence,
      type: z.enum(timelineTypes).parse(row.type),
      at: row.createdAt,
      conversationId: row.subjectKind === 'conversation' ? row.subjectId : conversationId,
      reason,
      rating,
    };
  });
  const titles = titlesOf(
    database,
    shown.flatMap(({ conversationId }) => conversationId ?? []),
  );
  return {
    items: shown.map(({ conversationId, ...entry }) => {
      const title = titles.get(conversationId ?? '');
      return {
        ...entry,
        conversation: conversationId === null || title === undefined ? null : { id: conversationId, title },
      };
    }),
    nextCursor: rows.length > limit ? String(shown.at(-1)?.sequence ?? '') : null,
  };
}

/** Of the conversations that are still there. */
function titlesOf(database: Database, ids: readonly string[]): ReadonlyMap<string, string> {
  const rows = database
    .select({ id: conversations.id, title: conversations.title })
    .from(conversations)
    .where(inArray(conversations.id, [...new Set(ids)]))
    .all();
  return new Map(rows.map(({ id, title }) => [id, title]));
}
