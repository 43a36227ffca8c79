import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, desc, eq, gt, gte, like, lte, or, sql, type SQL } from 'drizzle-orm';
import type { AuditEntry, AuditFilters } from '#shared/contract/audit.ts';
import type { Leaving } from '#shared/contract/files.ts';
import type { Database } from '#main/db/connection.ts';
import { holdsWords } from '#main/db/holds-words.ts';
import { apiKeys, auditDetails, auditEvents, clients, users } from '#main/db/schema/index.ts';
import type { UnscopedId } from '#main/platform/held-id.ts';
import { actorKinds, type ActorKind } from '#main/platform/acting.ts';

/** Entries looked at before others get their turn: about 1 ms, 5 when words are looked for. */
const WINDOW = 1_000;

/** What each may be narrowed to. */
type Filters = Omit<AuditFilters, 'clientId'> & {
  clientId?: UnscopedId<'only those who administer every client read the log'> | undefined;
};

/** Which way the log is read, and after which entry; null from its end or its beginning. */
export type Place = { order: 'asc' | 'desc'; from: number | null };

type Row = {
  event: typeof auditEvents.$inferSelect;
  details: typeof auditDetails.$inferSelect | null;
  clientName: string | null;
};

export type AuditStore = ReturnType<typeof createAuditStore>;

export function createAuditStore(database: Database) {
  function matching(filters: Filters): SQL | undefined {
    const { from, to, actor, action, clientId, target, q } = filters;
    return and(
      from === undefined ? undefined : gte(auditEvents.at, from),
      to === undefined ? undefined : lte(auditEvents.at, to),
      actor === undefined ? undefined : or(eq(auditEvents.actorId, actor), eq(auditEvents.actorKind, actor)),
      // An underscore stands for any letter in a pattern; in a name it is one.
      action === undefined
        ? undefined
        : sql`${like(auditEvents.action, `${action.replaceAll('_', '\\_')}%`)} escape '\\'`,
      clientId === undefined ? undefined : eq(auditEvents.clientId, clientId),
      target === undefined ? undefined : eq(auditEvents.targetId, target),
      q === undefined
        ? undefined
        : holdsWords(
            sql`coalesce(${auditDetails.actorLabel}, '') || ' ' || coalesce(${auditDetails.targetLabel}, '')
              || ' ' || coalesce(${auditDetails.before}, '') || ' ' || coalesce(${auditDetails.after}, '')
              || ' ' || coalesce(${auditDetails.address}, '')`,
            q,
          ),
    );
  }

  function window(filters: Filters, order: Place['order'], after: number, upTo: number): Row[] {
    return database
      .select({ event: auditEvents, details: auditDetails, clientName: clients.name })
      .from(auditEvents)
      .leftJoin(auditDetails, eq(auditDetails.sequence, auditEvents.sequence))
      .leftJoin(clients, eq(clients.id, auditEvents.clientId))
      .where(and(gt(auditEvents.sequence, after), lte(auditEvents.sequence, upTo), matching(filters)))
      .orderBy(order === 'asc' ? asc(auditEvents.sequence) : desc(auditEvents.sequence))
      .all();
  }

  /**
   * Entries that match, read in turns: looking for a word in a long log stops nobody's answer. Throws the
   * reason of `signal` once whoever asked has left.
   */
  async function* entries(
    filters: Filters,
    place: Place,
    signal: Leaving | undefined,
  ): AsyncGenerator<AuditEntry> {
    for (const [after, upTo] of windows(place)) {
      signal?.throwIfAborted();
      for (const row of window(filters, place.order, after, upTo)) yield asEntry(row);
      await nextTurn();
    }
  }

  /** Pieces of the log that follow one another, each from after one entry up to another. */
  function* windows({ order, from }: Place): Generator<[after: number, upTo: number]> {
    const last = lastSequence();
    if (order === 'asc') {
      for (let after = from ?? 0; after < last; after += WINDOW) yield [after, after + WINDOW];
      return;
    }
    for (let upTo = from === null ? last : Math.min(last, from - 1); upTo > 0; upTo -= WINDOW)
      yield [upTo - WINDOW, upTo];
  }

  function lastSequence(): number {
    const row = database.select({ last: sql<number | null>`max(${auditEvents.sequence})` }).from(auditEvents);
    return row.get()?.last ?? 0;
  }

  return {
    entries,

    async page(filters: Filters, limit: number, place: Place, signal: AbortSignal | undefined) {
      const items: AuditEntry[] = [];
      for await (const entry of entries(filters, place, signal)) {
        if (items.length === limit)
          return { items, nextCursor: String(items.at(-1)?.sequence) as string | null };
        items.push(entry);
      }
      return { items, nextCursor: null };
    },

    /** Deeds that occur, found by jumping from one to the next in the index. */
    actions(): string[] {
      return database
        .all<{ action: string }>(
          sql`with recursive deeds(action) as (
            select min(action) from audit_events
            union all
            select (select min(action) from audit_events where action > deeds.action) from deeds where action is not null
          ) select action from deeds where action is not null`,
        )
        .map(row => row.action);
    },

    /** Accounts and keys that did something, by the name they have now or had last. */
    actors(): { id: string; kind: ActorKind; label: string | null }[] {
      return database
        .all<{ id: string; kind: string; label: string | null }>(
          sql`with recursive actors(id) as (
            select min(actor_id) from audit_events
            union all
            select (select min(actor_id) from audit_events where actor_id > actors.id) from actors where id is not null
          ) select actors.id, latest.actor_kind as kind,
              coalesce(${users.fullName}, ${apiKeys.name}, ${auditDetails.actorLabel}) as label
            from actors
            join audit_events latest on latest.sequence = (
              select max(sequence) from audit_events where actor_id = actors.id)
            left join ${auditDetails} on ${auditDetails.sequence} = latest.sequence
            left join ${users} on ${users.id} = actors.id
            left join ${apiKeys} on ${apiKeys.id} = actors.id
            where actors.id is not null`,
        )
        .map(({ id, kind, label }) => ({ id, kind: asActorKind(kind), label }));
    },
  };
}

function asEntry({ event, details, clientName }: Row): AuditEntry {
  const { detailsDigest: _digest, actorKind, ...rest } = event;
  return {
    ...rest,
    actorKind: asActorKind(actorKind),
    clientName,
    actorLabel: details?.actorLabel ?? null,
    targetLabel: details?.targetLabel ?? null,
    address: details?.address ?? null,
    userAgent: details?.userAgent ?? null,
    before: parsed(details?.before),
    after: parsed(details?.after),
    erased: details === null,
  };
}

/** What was tampered with may hold anything: it is shown as it can be, the verification tells the rest. */
function parsed(json: string | null | undefined): Record<string, unknown> | null {
  if (json === null || json === undefined) return null;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : { value };
  } catch (error) {
    if (error instanceof SyntaxError) return { value: json };
    throw error;
  }
}

function asActorKind(stored: string): ActorKind {
  return actorKinds.find(kind => kind === stored) ?? 'anonymous';
}
