import type { EventWork } from '#main/platform/events/index.ts';
import type { JobWork } from '#main/platform/jobs/work.ts';
import type { ArtifactKind } from './artifacts/index.ts';
import type { HealthCheck } from './health-check.ts';
import type { Tool } from './tools/index.ts';
import type { NotificationKind } from './notifications/index.ts';

/**
 * What a feature is to the house. Whoever opens the house goes over its parts and knows of none what it does: routes
 * are put behind the guards of every call, work is handed to the queue and the schedules, the rest is called in the
 * order of the parts, and closed in the reverse order. What a part offers to others stands beside these.
 */
export type Part<Routes extends object = object> = {
  /** Handlers by their names in the contract. */
  readonly routes?: Routes;
  /** What it does in the background, and when that is due. */
  readonly jobs?: readonly JobWork[];
  /** What it does when something has happened. */
  readonly on?: readonly EventWork[];
  /** What of it writes, sends or pays: it waits for a person's yes. */
  readonly artifacts?: readonly ArtifactKind[];
  /** What may be asked of it by a model. */
  readonly tools?: readonly Tool[];
  /** What people are told of what happened. */
  readonly notifications?: readonly NotificationKind[];
  /** What the doctor looks at. */
  readonly checks?: readonly HealthCheck[];
  /** Goes on with what an earlier process left, as soon as the disk takes it. */
  resume?(): void | Promise<void>;
  /** Once all parts are there; never while a single command runs. */
  start?(): void;
  /** What belongs to nothing any more is removed in the background, as soon as the folder may be changed. */
  readonly sweep?: Sweep;
  close?(): void | Promise<void>;
};

/** What a feature returns: what it is to the house, and what it offers to other parts. */
export function part<Offered extends Part>(offered: Offered): Offered {
  return offered;
}

/** @returns how many were removed. */
export type Sweep = { what: string; remove(): Promise<number> };

/** The routes of several parts as one object. */
export type RoutesOf<Parts extends readonly Part[]> = Together<RoutesIn<Parts[number]>>;

type RoutesIn<Each> = Each extends { routes: infer Routes } ? Routes : never;
type Together<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** Throws when two parts answer for the same part of the contract. */
export function routesOf<const Parts extends readonly Part[]>(parts: Parts): RoutesOf<Parts> {
  const routes: Record<string, unknown> = {};
  for (const [name, handlers] of parts.flatMap(part => Object.entries(part.routes ?? {}))) {
    if (Object.hasOwn(routes, name)) throw new Error(`Two parts have routes named ${name}`);
    routes[name] = handlers;
  }
  return routes as RoutesOf<Parts>;
}
