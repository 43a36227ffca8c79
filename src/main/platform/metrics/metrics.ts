import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import {
  requireKnown,
  type Delivery,
  type EventKind,
  type EventLog,
  type EventOf,
} from '#main/platform/events/index.ts';
import { localDay } from '#main/platform/local-day.ts';
import type { Dimensions, Figure, Metric } from './metric.ts';
import type { MetricStore } from './store.ts';
import { createTally, type Tally } from './tally.ts';

const HOUR_CHARACTERS = '2026-11-25T14'.length;
/** No day of any place lasts longer, also when its clocks are set back. */
const LONGEST_DAY_MS = 26 * 3_600_000;
const HOUR_MS = 3_600_000;

type Dependencies = {
  store: MetricStore;
  metrics: readonly Metric[];
  log: Pick<EventLog, 'kinds'>;
  delivery: Pick<Delivery, 'derive'>;
  /** Told when the days of a client begin at another hour. */
  moved: EventKind;
};

export type Metrics = {
  /** What was counted in these days, as the clocks of each client tell them, up to now. */
  days<By extends Dimensions>(
    metric: Metric<EventKind, By>,
    scope: ClientScope,
    days: readonly string[],
  ): Figure<By>[];
  /** What was counted from an hour (UTC) until before another. */
  hours<By extends Dimensions>(
    metric: Metric<EventKind, By>,
    scope: ClientScope,
    from: string,
    until: string,
  ): Figure<By>[];
  /** Counts a client's events again, which gives the same: those that are still kept. */
  recompute(clientId: string): void;
};

type Counting = Pick<EventOf<EventKind>, 'sequence' | 'type' | 'subjectId' | 'at' | 'payload'>;
type Bounds = { hour: string; day: string };

const EVERYTHING: Bounds = { hour: '', day: '' };
const hourOf = (at: string): string => at.slice(0, HOUR_CHARACTERS);

/** Figures that features declared, rolled up by hour and by day as events come: each counts once, whatever is killed. */
export function createMetrics(dependencies: Dependencies): Metrics {
  const { store, metrics, log, delivery, moved } = dependencies;
  for (const [at, { name }] of metrics.entries())
    if (metrics.findIndex(other => other.name === name) < at)
      throw new FoyerError('internal.unexpected', `Two metrics are called ${name}`);
  const kinds = [...new Set(metrics.flatMap(({ from }) => from))];
  for (const kind of kinds) requireKnown(log.kinds, kind, 'counted');
  const types = kinds.map(({ type }) => type);

  /** Whether an earlier event of the same subject was counted there already. */
  function isRepeated(metric: Metric, event: Counting, isThere: (at: string) => boolean, dimensions: string) {
    const since = new Date(Date.parse(event.at) - LONGEST_DAY_MS).toISOString();
    const earlier = store.before(
      event,
      metric.from.map(({ type }) => type),
      since,
    );
    return earlier.some(
      ({ createdAt, payload }) =>
        isThere(createdAt) && counts(metric, payload) && dimensionsOf(metric, payload) === dimensions,
    );
  }

  function count(clientId: string, timeZone: string, event: Counting, from: Bounds, tally: Tally): void {
    const hour = hourOf(event.at);
    const dayOf = (at: string) => localDay(new Date(at), timeZone);
    const day = dayOf(event.at);
    for (const metric of metrics) {
      const { name, oncePerSubject = false } = metric;
      if (!metric.from.some(({ type }) => type === event.type) || !counts(metric, event.payload)) continue;
      const dimensions = dimensionsOf(metric, event.payload);
      const figure = { clientId, metric: name, dimensions, value: metric.value?.(event.payload) ?? 1 };
      const isNew = (span: string, isThere: (at: string) => boolean) =>
        !oncePerSubject ||
        !(
          tally.isRepeated(`${clientId} ${name} ${span} ${event.subjectId} ${dimensions}`) ||
          isRepeated(metric, event, isThere, dimensions)
        );
      if (hour >= from.hour && isNew(hour, at => hourOf(at) === hour)) tally.add('hour', hour, figure);
      if (day >= from.day && isNew(day, at => dayOf(at) === day)) tally.add('day', day, figure);
    }
  }

  /**
   * From when on all events of a client are kept. What was counted before stays as it was: they went with age, and the
   * first hour and day that are left may be short of some.
   */
  function completeFrom(clientId: string, timeZone: string): Bounds | null {
    const { event, hour } = store.beginnings(clientId);
    if (event === null) return null;
    if (hour === null || hour >= hourOf(event)) return EVERYTHING;
    const after = (stepMs: number) => new Date(Date.parse(event) + stepMs);
    const nextHour = hourOf(after(HOUR_MS).toISOString());
    const today = localDay(new Date(event), timeZone);
    for (let step = HOUR_MS; ; step += HOUR_MS) {
      const day = localDay(after(step), timeZone);
      if (day > today) return { hour: nextHour, day };
    }
  }

  function recompute(clientId: string, until: number): void {
    const timeZone = store.timeZoneOf(clientId);
    const from = completeFrom(clientId, timeZone);
    if (from === null) return;
    store.forgetFrom(clientId, from.hour, from.day);
    const tally = createTally(store);
    for (const { createdAt: at, ...event } of store.eventsOf(clientId, types, until))
      count(clientId, timeZone, { ...event, at }, from, tally);
    tally.write();
  }

  const { catchUp, cursor } = delivery.derive({
    name: 'metrics',
    called: { fr: 'Chiffres', en: 'Figures' },
    to: [...kinds, moved],
    from: 'beginning',
    derive(some) {
      const tally = createTally(store);
      const timeZones = new Map<string, string>();
      for (const event of some) {
        const { clientId, sequence, type } = event;
        if (clientId === null) continue;
        if (type === moved.type) {
          tally.write(); // what came before is counted again
          timeZones.delete(clientId);
          recompute(clientId, sequence);
          continue;
        }
        const timeZone = timeZones.get(clientId) ?? store.timeZoneOf(clientId);
        timeZones.set(clientId, timeZone);
        count(clientId, timeZone, event, EVERYTHING, tally);
      }
      tally.write();
    },
  });

  function asFigure<By extends Dimensions>(
    row: { clientId: string; dimensions: string; value: number },
    at: string,
  ): Figure<By> {
    // Written by `dimensionsOf` for a metric of this name.
    return { clientId: row.clientId, at, by: JSON.parse(row.dimensions) as By, value: row.value };
  }

  return {
    days({ name }, scope, days) {
      catchUp();
      return store.days(name, scope, days).map(row => asFigure(row, row.day));
    },
    hours({ name }, scope, from, until) {
      catchUp();
      return store.hours(name, scope, from, until).map(row => asFigure(row, row.hour));
    },
    recompute(clientId) {
      catchUp();
      store.atOnce(() => recompute(clientId, cursor()));
    },
  };
}

function counts(metric: Metric, payload: unknown): boolean {
  return metric.when?.(payload) ?? true;
}

/** With its keys in the order the metric gives them: the same dimensions are the same text. */
function dimensionsOf(metric: Metric, payload: unknown): string {
  return JSON.stringify(metric.by(payload));
}
