import type { Named } from '#shared/contract/vocabulary.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Delivery } from './delivery.ts';
import type { EventKind, EventOf } from './kind.ts';

/** How the types of jobs begin that hand over what failed. */
export const DELIVERS = 'deliver.';

type Common<Kind extends EventKind> = {
  /** Kept with how far it came: a name that changes is another subscriber. */
  name: string;
  /** What people call the task that hands over what failed. */
  called: Named;
  to: readonly Kind[];
  /** Where a subscriber that was not there before begins. */
  from: 'beginning' | 'now';
};

/** Work that follows from events: done at least once for each, in their order for each subject. */
export type Subscription<Kind extends EventKind> = Common<Kind> & {
  /** Errors after which trying again is pointless. */
  pointlessAfter?: readonly ErrorCode[];
  handle(event: EventOf<Kind>, signal: AbortSignal): Promise<void> | void;
};

/** What is derived from events within the database: done exactly once, in one transaction with how far it came. */
export type Derivation<Kind extends EventKind> = Common<Kind> & {
  /** Some of them, in their order. Where it throws, all of it is undone, and each is given by itself. */
  derive(events: readonly EventOf<Kind>[]): void;
};

/** A subscription of any kinds, as a part lists it. */
export type EventWork = {
  readonly name: string;
  readonly called: Named;
  begin(delivery: Pick<Delivery, 'subscribe' | 'derive'>): void;
};

/** Work that follows from events, to be listed in a part's `on`. */
export function eventWork<Kind extends EventKind>(subscription: Subscription<Kind>): EventWork {
  return {
    name: subscription.name,
    called: subscription.called,
    begin: delivery => delivery.subscribe(subscription),
  };
}

/** What is kept up to date from events within the database, to be listed in a part's `on`: no flush of its own. */
export function derivedWork<Kind extends EventKind>(derivation: Derivation<Kind>): EventWork {
  return {
    name: derivation.name,
    called: derivation.called,
    begin: delivery => void delivery.derive(derivation),
  };
}
