import type { EventKind, EventOf } from '#main/platform/events/index.ts';

/** By what figures are kept apart. `chatbotId` and `asker` also decide who sees them. */
export type Dimensions = Readonly<Record<string, string | number | boolean | null>>;

/** What is counted of events, as the feature declares it whose figure it is. */
export type Metric<Kind extends EventKind = EventKind, By extends Dimensions = Dimensions> = {
  readonly name: string;
  readonly from: readonly Kind[];
  /** Which of them count; left out, all. */
  when?(said: EventOf<Kind>['payload']): boolean;
  by(said: EventOf<Kind>['payload']): By;
  /** How much each adds; left out, one. */
  value?(said: EventOf<Kind>['payload']): number;
  /** Each subject counts once in an hour, and once in a day. */
  readonly oncePerSubject?: boolean;
};

export function defineMetric<Kind extends EventKind, By extends Dimensions>(
  metric: Metric<Kind, By>,
): Metric<Kind, By> {
  return metric;
}

/** What was counted in one hour or day. */
export type Figure<By extends Dimensions> = {
  clientId: string;
  /** `2026-11-25T14` (UTC), or `2026-11-25` as the client's clocks tell it. */
  at: string;
  by: By;
  value: number;
};
