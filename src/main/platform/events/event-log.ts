import { FoyerError } from '#shared/errors.ts';
import { acting } from '#main/platform/acting.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { EventKind, Facts } from './kind.ts';
import type { EventStore } from './store.ts';

/** What features are given to say what happened. */
export type Events = {
  /** All that `write` stores and records is there, or nothing; one flush to the disk. Within another one, a part of it. */
  atOnce<Result>(write: () => Result): Result;
  /**
   * Writes an event into the transaction that is under way: call it beside the write it tells of, so that both are
   * there or neither. Throws for a kind that is not among those of the application, and for a payload that is not its kind's.
   */
  record<Kind extends EventKind>(kind: Kind, facts: Facts<Kind>): void;
};

export type EventLog = Events & {
  /** Every kind there is, by its type. */
  readonly kinds: ReadonlyMap<string, EventKind>;
  /** Calls back in the turn after something was recorded, when it is on the disk or was undone, with the types of it. */
  onRecorded(listener: (types: ReadonlySet<string>) => void): void;
};

type Dependencies = {
  store: Pick<EventStore, 'insert' | 'atOnce'>;
  kinds: readonly EventKind[];
  changes: Pick<Changes, 'publish'>;
  clock: Clock;
};

/** Where events are written. Open pages hear of them once they are on the disk. */
export function createEventLog({ store, kinds, changes, clock }: Dependencies): EventLog {
  const byType = new Map(kinds.map(kind => [kind.type, kind]));
  const listeners: ((types: ReadonlySet<string>) => void)[] = [];
  let told: { kind: EventKind; clientId: string | null; subjectId: string }[] = [];
  let telling: NodeJS.Immediate | null = null;

  /** A transaction ends in its turn. One that was undone makes pages read what they know: that harms nothing. */
  function tell(): void {
    telling = null;
    const news = told;
    told = [];
    for (const { kind, clientId, subjectId } of news)
      if (kind.news !== null) changes.publish({ topic: kind.news, clientId, id: subjectId });
    const types = new Set(news.map(({ kind }) => kind.type));
    for (const listener of listeners) listener(types);
  }

  return {
    kinds: byType,
    atOnce: store.atOnce,
    record(kind, { clientId, subjectId, contactId = null, payload }) {
      requireKnown(byType, kind, 'recorded');
      const { kind: actorKind, id: actorId } = acting();
      store.insert({
        type: kind.type,
        clientId,
        subjectKind: kind.subject,
        subjectId,
        actorKind,
        actorId,
        contactId,
        payload: kind.payload.parse(payload),
        createdAt: clock.now().toISOString(),
      });
      told.push({ kind, clientId, subjectId });
      telling ??= setImmediate(tell);
    },
    onRecorded: listener => void listeners.push(listener),
  };
}

/** Throws with what to write when a kind is used that is not among those of the application. */
export function requireKnown(
  kinds: ReadonlyMap<string, EventKind>,
  kind: EventKind,
  used: 'recorded' | 'subscribed to' | 'counted',
): void {
  if (kinds.get(kind.type) === kind) return;
  throw new FoyerError(
    'internal.unexpected',
    `The event ${kind.type} is ${used} but is not among the facts: export it from its feature and list it in src/main/app/facts.ts, or among the events of its module’s main side`,
  );
}
