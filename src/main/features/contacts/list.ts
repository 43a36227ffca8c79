import { and, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Contact, ContactKind, ContactSort } from '#shared/contract/contacts.ts';
import { language } from '#shared/contract/vocabulary.ts';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { afterSortedCursor, sortedCursor, type SortedPage } from '#main/db/cursor.ts';
import { holdsWords } from '#main/db/holds-words.ts';
import { contacts } from '#main/db/schema/index.ts';

export type ContactQuery = SortedPage & {
  q?: string | undefined;
  kind?: ContactKind | undefined;
  sort: ContactSort;
};

const SORTED_CHARACTERS = 80; // a cursor carries them along
const companies = alias(contacts, 'companies');
const text = (value: SQL) => sql<string>`substr(fold(${value}), 1, ${sql.raw(String(SORTED_CHARACTERS))})`;

/** By what each column sorts; ties are in the order of adding. */
const SORTED_BY: Record<ContactSort, SQL<string>> = {
  name: text(sql`coalesce(${contacts.name}, ${contacts.email}, ${contacts.phone}, '')`),
  company: text(sql`coalesce(${companies.name}, '')`),
  email: text(sql`coalesce(${contacts.email}, '')`),
  seen: sql`${contacts.lastSeenAt}`,
  added: sql`${contacts.createdAt}`,
};

const columns = { row: contacts, companyName: companies.name };

/** Contacts as they are shown, each with its company; merged ones are left out. */
export function createContactList(database: Database) {
  const select = (condition: SQL | undefined, scope: ClientScope) =>
    database
      .select(columns)
      .from(contacts)
      .leftJoin(companies, eq(companies.id, contacts.companyId))
      .where(and(withinScope(contacts.clientId, scope), condition));

  return {
    page(scope: ClientScope, query: ContactQuery): { items: Contact[]; nextCursor: string | null } {
      const by = SORTED_BY[query.sort];
      const direction = query.order === 'asc' ? sql`asc` : sql`desc`;
      const { q } = query;
      const found =
        q === undefined || q === ''
          ? undefined
          : holdsWords(
              sql`coalesce(${contacts.name}, '') || ' ' || coalesce(${contacts.email}, '') || ' ' || coalesce(${contacts.phone}, '') || ' ' || coalesce(${companies.name}, '')`,
              q,
            );
      const rows = database
        .select({ ...columns, key: by })
        .from(contacts)
        .leftJoin(companies, eq(companies.id, contacts.companyId))
        .where(
          and(
            withinScope(contacts.clientId, scope),
            isNull(contacts.mergedInto),
            query.kind === undefined ? undefined : eq(contacts.kind, query.kind),
            found,
            afterSortedCursor(by, contacts.id, query),
          ),
        )
        .orderBy(sql`${by} ${direction}`, sql`${contacts.id} ${direction}`)
        .limit(query.limit + 1)
        .all();
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        items: shown.map(asContact),
        nextCursor: rows.length > query.limit && last ? sortedCursor(last.key, last.row.id) : null,
      };
    },

    /** A merged one too. */
    get(scope: ClientScope, contactId: string): Contact | null {
      const row = select(eq(contacts.id, contactId), scope).get();
      return row ? asContact(row) : null;
    },

    /** Every one of a client, in the order they were added. */
    all: (scope: ClientScope, clientId: string): Contact[] =>
      select(and(eq(contacts.clientId, clientId), isNull(contacts.mergedInto)), scope)
        .orderBy(contacts.id)
        .all()
        .map(asContact),

    /** Those of a client that are part of another one. */
    merged: (scope: ClientScope, clientId: string): Contact[] =>
      select(and(eq(contacts.clientId, clientId), isNotNull(contacts.mergedInto)), scope)
        .all()
        .map(asContact),
  };
}

type Shown = { row: typeof contacts.$inferSelect; companyName: string | null };

function asContact({ row, companyName }: Shown): Contact {
  const { companyId, language: spoken } = row;
  return {
    id: row.id,
    clientId: row.clientId,
    kind: row.kind,
    name: row.name,
    email: row.email,
    phone: row.phone,
    company: companyId === null ? null : { id: companyId, name: companyName },
    language: language.safeParse(spoken).data ?? null,
    note: row.note,
    source: row.source,
    lastSeenAt: row.lastSeenAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
