import { and, asc, count, desc, eq, inArray, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import type { PersonSort, PersonState } from '#shared/contract/people.ts';
import type { ClientRole } from '#shared/contract/route.ts';
import type { Database } from '#main/db/connection.ts';
import { afterSortedCursor, sortedCursor, type SortedPage } from '#main/db/cursor.ts';
import { holdsWords } from '#main/db/holds-words.ts';
import { clients, memberships, oneTimeLinks, users } from '#main/db/schema/index.ts';
import type { UnscopedId } from '#main/platform/held-id.ts';

export type UserRow = typeof users.$inferSelect;
type LinkRow = typeof oneTimeLinks.$inferSelect;

export type PersonRow = {
  user: UserRow;
  memberships: { clientId: string; clientName: string; role: ClientRole }[];
  /** Whether their account began with an invitation. */
  wasInvited: boolean;
  /** The latest link that is not used. */
  link: LinkRow | null;
};

export type PersonFilter = SortedPage & {
  q?: string | undefined;
  clientId?: UnscopedId<'only those who administer every client ask'> | undefined;
  state?: PersonState | undefined;
  sort: PersonSort;
  limit: number;
};

const SORTED_CHARACTERS = 80; // of a name: a cursor carries them along

export type PeopleStore = ReturnType<typeof createPeopleStore>;

/** People of the whole installation: for those who administer it, so no scope narrows them. */
export function createPeopleStore(database: Database) {
  const invitationsOf = database
    .select({ userId: oneTimeLinks.userId })
    .from(oneTimeLinks)
    .where(eq(oneTimeLinks.kind, 'invitation'));
  const neverJoined = and(isNull(users.passwordHash), inArray(users.id, invitationsOf));

  const inState: Record<PersonState, SQL | undefined> = {
    active: and(eq(users.active, true), sql`not (${neverJoined})`),
    invited: and(eq(users.active, true), neverJoined),
    disabled: eq(users.active, false),
  };

  const matching = ({ q, clientId, state }: Pick<PersonFilter, 'q' | 'clientId' | 'state'>) =>
    and(
      q === undefined || q === ''
        ? undefined
        : holdsWords(sql`${users.fullName} || ' ' || ${users.email} || ' ' || ${users.initials}`, q),
      clientId === undefined
        ? undefined
        : or(
            inArray(users.role, ['owner', 'admin']),
            inArray(
              users.id,
              database
                .select({ id: memberships.userId })
                .from(memberships)
                .where(eq(memberships.clientId, clientId)),
            ),
          ),
      state === undefined ? undefined : inState[state],
    );

  /** By what each column sorts: names as people sort them, without accents; the id tells equals apart. */
  const sortedBy: Record<PersonSort, SQL<string | number>> = {
    name: sql`substr(fold(${users.fullName}), 1, ${sql.raw(String(SORTED_CHARACTERS))})`,
    role: sql`case ${users.role} when 'owner' then 0 when 'admin' then 1 when 'editor' then 2 when 'agent' then 3 else 4 end`,
    state: sql`case when not ${users.active} then 2 when ${neverJoined} then 1 else 0 end`,
    seen: sql`coalesce(${users.lastSignInAt}, '')`,
    added: sql`${users.id}`,
  };

  function described(rows: readonly UserRow[]): PersonRow[] {
    const ids = rows.map(row => row.id);
    const held = database
      .select({
        userId: memberships.userId,
        clientId: memberships.clientId,
        clientName: clients.name,
        role: memberships.role,
      })
      .from(memberships)
      .innerJoin(clients, eq(clients.id, memberships.clientId))
      .where(inArray(memberships.userId, ids))
      .orderBy(asc(memberships.clientId))
      .all();
    const links = database
      .select()
      .from(oneTimeLinks)
      .where(inArray(oneTimeLinks.userId, ids))
      .orderBy(desc(oneTimeLinks.id))
      .all();
    return rows.map(user => ({
      user,
      memberships: held
        .filter(({ userId }) => userId === user.id)
        .map(({ clientId, clientName, role }) => ({ clientId, clientName, role })),
      wasInvited: links.some(link => link.userId === user.id && link.kind === 'invitation'),
      link: links.find(link => link.userId === user.id && link.usedAt === null) ?? null,
    }));
  }

  return {
    list(filter: PersonFilter): { items: PersonRow[]; nextCursor: string | null; total: number } {
      const wanted = matching(filter);
      const by = sortedBy[filter.sort];
      const direction = filter.order === 'asc' ? sql`asc` : sql`desc`;
      const rows = database
        .select({ user: users, by })
        .from(users)
        .where(and(wanted, afterSortedCursor(by, users.id, filter)))
        .orderBy(sql`${by} ${direction}`, sql`${users.id} ${direction}`)
        .limit(filter.limit + 1)
        .all();
      const shown = rows.slice(0, filter.limit);
      const last = shown.at(-1);
      return {
        items: described(shown.map(({ user }) => user)),
        nextCursor: rows.length > filter.limit && last ? sortedCursor(last.by, last.user.id) : null,
        total: database.select({ total: count() }).from(users).where(wanted).get()?.total ?? 0,
      };
    },
    get(userId: string): PersonRow | null {
      const row = database.select().from(users).where(eq(users.id, userId)).get();
      return row ? (described([row])[0] ?? null) : null;
    },
    /** Whether an owner other than this one can still act: not disabled, and past their invitation. */
    anotherOwner(exceptUserId: string): boolean {
      return (
        database
          .select({ id: users.id })
          .from(users)
          .where(and(eq(users.role, 'owner'), ne(users.id, exceptUserId), inState.active))
          .get() !== undefined
      );
    },
  };
}
