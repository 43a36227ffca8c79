import { and, count, desc, eq, gt, inArray, isNotNull, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import { held, type Held } from '#main/db/held.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { Database } from '#main/db/connection.ts';
import { contacts, contactsApart, contactVisitors, leads, visitors } from '#main/db/schema/index.ts';
import { PHONE_TAIL, phoneKey, samePhone } from './reach.ts';

export type ContactRow = Held<typeof contacts.$inferSelect>;
/** One that is part of no other. */
export type NewContact = Omit<ContactRow, 'mergedInto' | 'mergedAt' | 'mergeUndo'>;
type Change = Partial<
  Omit<typeof contacts.$inferSelect, 'id' | 'clientId' | 'kind' | 'source' | 'createdAt'>
>;
export type LeftLead = { lead: Held<typeof leads.$inferSelect>; language: string | null };

export type ContactStore = ReturnType<typeof createContactStore>;

export function createContactStore(database: Database) {
  const within = (scope: ClientScope) => withinScope(contacts.clientId, scope);
  const digits = sql`replace(replace(replace(replace(replace(${contacts.phone}, ' ', ''), '.', ''), '-', ''), '(', ''), ')', '')`;
  const left = (scope: ClientScope, condition: SQL, limit = 1) =>
    database
      .select({ lead: leads, language: visitors.language })
      .from(leads)
      .leftJoin(visitors, eq(visitors.id, leads.visitorId))
      .where(and(condition, withinScope(leads.clientId, scope)))
      .orderBy(leads.id)
      .limit(limit)
      .all();

  return {
    get: (scope: ClientScope, id: string): ContactRow | undefined =>
      heldRow(
        database
          .select()
          .from(contacts)
          .where(and(eq(contacts.id, id), within(scope)))
          .get(),
      ),

    count: (scope: ClientScope, clientId: string): number =>
      database
        .select({ count: count() })
        .from(contacts)
        .where(and(eq(contacts.clientId, clientId), within(scope)))
        .get()?.count ?? 0,

    insert: (row: NewContact): void => void database.insert(contacts).values(row).run(),
    update: (scope: ClientScope, id: string, change: Change): void =>
      void database
        .update(contacts)
        .set(change)
        .where(and(eq(contacts.id, id), within(scope)))
        .run(),
    remove: (scope: ClientScope, id: string): void =>
      void database
        .delete(contacts)
        .where(and(eq(contacts.id, id), within(scope)))
        .run(),

    /** The first that has an address, merged ones after the others. */
    byEmail: (scope: ClientScope, clientId: string, email: string): ContactRow | undefined =>
      heldRow(
        database
          .select()
          .from(contacts)
          .where(and(eq(contacts.clientId, clientId), eq(contacts.email, email), within(scope)))
          .orderBy(isNotNull(contacts.mergedInto), desc(contacts.kind), contacts.id)
          .get(),
      ),

    byPhone(scope: ClientScope, clientId: string, phone: string): ContactRow | undefined {
      const tail = phoneKey(phone).slice(-PHONE_TAIL);
      return heldRow(
        database
          .select()
          .from(contacts)
          .where(
            and(
              eq(contacts.clientId, clientId),
              isNotNull(contacts.phone),
              sql`${digits} like ${`%${tail}`}`,
              within(scope),
            ),
          )
          .orderBy(isNotNull(contacts.mergedInto), desc(contacts.kind), contacts.id)
          .all()
          .find(row => row.phone !== null && samePhone(row.phone, phone)),
      );
    },

    companyByName: (scope: ClientScope, clientId: string, name: string): ContactRow | undefined =>
      heldRow(
        database
          .select()
          .from(contacts)
          .where(
            and(
              eq(contacts.clientId, clientId),
              eq(contacts.kind, 'company'),
              sql`fold(${contacts.name}) = fold(${name})`,
              within(scope),
            ),
          )
          .orderBy(isNotNull(contacts.mergedInto), contacts.id)
          .get(),
      ),

    /** All of them, merged ones too, in the order they were added. */
    companies: (scope: ClientScope, clientId: string): ContactRow[] =>
      database
        .select()
        .from(contacts)
        .where(and(eq(contacts.clientId, clientId), eq(contacts.kind, 'company'), within(scope)))
        .orderBy(isNull(contacts.mergedInto), contacts.id)
        .all()
        .map(row => held(row)),

    /** Those of a company, by name. */
    people: (scope: ClientScope, companyId: string, limit: number): ContactRow[] =>
      database
        .select()
        .from(contacts)
        .where(and(eq(contacts.companyId, companyId), isNull(contacts.mergedInto), within(scope)))
        .orderBy(sql`fold(coalesce(${contacts.name}, ${contacts.email}, ''))`, contacts.id)
        .limit(limit)
        .all()
        .map(row => held(row)),

    /** Ids of all who belong to a company, those merged into others too. */
    personIds: (scope: ClientScope, companyId: string): string[] =>
      database
        .select({ id: contacts.id })
        .from(contacts)
        .where(and(eq(contacts.companyId, companyId), within(scope)))
        .all()
        .map(({ id }) => id),

    /** Of some people, those who belong to a company come to another one. */
    movePeople(scope: ClientScope, ids: readonly string[], from: string, to: string): void {
      database
        .update(contacts)
        .set({ companyId: to })
        .where(
          and(
            inArray(contacts.id, [...ids]),
            eq(contacts.companyId, from),
            ne(contacts.id, to),
            within(scope),
          ),
        )
        .run();
    },

    /** What was merged into a contact, latest first. */
    mergedInto: (scope: ClientScope, id: string): ContactRow[] =>
      database
        .select()
        .from(contacts)
        .where(and(eq(contacts.mergedInto, id), within(scope)))
        .orderBy(desc(contacts.mergedAt), desc(contacts.id))
        .all()
        .map(row => held(row)),

    /** Pairs of a client of which a person said that they are two. */
    apart: (scope: ClientScope, clientId: string): { oneId: string; otherId: string }[] =>
      database
        .select({ oneId: contactsApart.oneId, otherId: contactsApart.otherId })
        .from(contactsApart)
        .innerJoin(contacts, eq(contacts.id, contactsApart.oneId))
        .where(and(eq(contacts.clientId, clientId), within(scope)))
        .all(),

    keepApart(pair: [HeldId, HeldId], saidAt: string): void {
      const [oneId, otherId] = inOrder(pair);
      database.insert(contactsApart).values({ oneId, otherId, saidAt }).onConflictDoNothing().run();
    },

    compareAgain(pair: [HeldId, HeldId]): void {
      const [oneId, otherId] = inOrder(pair);
      database
        .delete(contactsApart)
        .where(and(eq(contactsApart.oneId, oneId), eq(contactsApart.otherId, otherId)))
        .run();
    },

    contactOf: (visitorId: HeldId): string | null =>
      database
        .select({ contactId: contactVisitors.contactId })
        .from(contactVisitors)
        .where(eq(contactVisitors.visitorId, visitorId))
        .get()?.contactId ?? null,
    visitorsOf: (contactId: HeldId): string[] =>
      database
        .select({ visitorId: contactVisitors.visitorId })
        .from(contactVisitors)
        .where(eq(contactVisitors.contactId, contactId))
        .all()
        .map(({ visitorId }) => visitorId),
    /** A visitor who is a contact already stays that one. */
    link: (visitorId: HeldId, contactId: HeldId, linkedAt: string): void =>
      void database
        .insert(contactVisitors)
        .values({ visitorId, contactId, linkedAt })
        .onConflictDoNothing()
        .run(),
    /** Of some visitors, those who are one contact become another one. */
    moveVisitors(scope: ClientScope, ids: readonly string[], from: HeldId, to: HeldId): void {
      const theirs = database.select({ id: contacts.id }).from(contacts).where(within(scope));
      database
        .update(contactVisitors)
        .set({ contactId: to })
        .where(
          and(
            inArray(contactVisitors.visitorId, [...ids]),
            eq(contactVisitors.contactId, from),
            inArray(contactVisitors.contactId, theirs),
          ),
        )
        .run();
    },
    /** The contact that a visitor is was there again. */
    seen(scope: ClientScope, visitorId: string, at: string): void {
      const contactId = database
        .select({ id: contactVisitors.contactId })
        .from(contactVisitors)
        .where(eq(contactVisitors.visitorId, visitorId));
      database
        .update(contacts)
        .set({ lastSeenAt: at })
        .where(and(inArray(contacts.id, contactId), sql`${contacts.lastSeenAt} < ${at}`, within(scope)))
        .run();
    },

    /** What a visitor left, and the language they read; null when it is gone. */
    lead: (scope: ClientScope, id: string): LeftLead | null =>
      left(scope, eq(leads.id, id)).map(heldLead)[0] ?? null,
    leadsAfter: (scope: ClientScope, id: string, limit: number): LeftLead[] =>
      left(scope, gt(leads.id, id), limit).map(heldLead),
    /** All that `write` stores is there, or nothing. */
    atOnce: <Result>(write: () => Result): Result => database.$client.transaction(write)(),
  };
}

const heldRow = (row: typeof contacts.$inferSelect | undefined): ContactRow | undefined =>
  row === undefined ? undefined : held(row);

const heldLead = ({
  lead,
  language,
}: {
  lead: typeof leads.$inferSelect;
  language: string | null;
}): LeftLead => ({
  lead: held(lead),
  language,
});

const inOrder = ([one, other]: [HeldId, HeldId]): [HeldId, HeldId] =>
  one < other ? [one, other] : [other, one];
