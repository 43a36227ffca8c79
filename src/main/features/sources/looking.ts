import { z } from 'zod';
import type { LookCounts } from '#shared/contract/sources.ts';
import { isFoyerError, type ErrorCode } from '#shared/errors.ts';
import { allClients, wholeClients } from '#main/db/client-scope.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, JobRun } from '#main/platform/jobs/ports.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import type { createApplying, LookContext } from './applying.ts';
import { SOURCE_FAILED, SOURCE_SHRUNK } from './events.ts';
import type { ItemStore } from './item-store.ts';
import type { Kinds } from './kind-list.ts';
import type { Look } from './kinds.ts';
import type { LiveLooks } from './live-looks.ts';
import { nextLookOf } from './schedule-times.ts';
import type { createSettling } from './settling.ts';
import type { LookRow, SourceRow, SourceStore } from './store.ts';

export const LOOK_JOB = jobKind('source.look', z.object({ sourceId: z.string() }), {
  called: { fr: 'Passage sur « {{name}} »', en: 'Look at “{{name}}”' },
  pointlessAfter: ['outbound.blocked'],
});
type Payload = PayloadOf<typeof LOOK_JOB>;

const LOOKS_AT_ONCE = 3; // sites wait for their hosts most of the time
const AGAIN_WATCHED_MS = 10 * 60_000; // a drive that comes back is seen by then
const AGAIN_MS = 60 * 60_000;
const STILL_WRITTEN_MS = 60_000;

type Dependencies = {
  store: SourceStore;
  items: ItemStore;
  kinds: Kinds;
  live: LiveLooks;
  apply: ReturnType<typeof createApplying>;
  settle: ReturnType<typeof createSettling>;
  clients: Pick<ClientService, 'get'>;
  events: Events;
  secrets: Pick<Secrets, 'open'>;
  clock: Clock;
  /** Once it went well. */
  onLookedAt: (source: SourceRow) => void;
};

/** One look at a source, in the background: begun, gone on with after a kill or a pause, ended. */
export function createLooking(dependencies: Dependencies) {
  const { store, items, kinds, live, apply, settle, clients, events, secrets, clock, onLookedAt } =
    dependencies;
  const now = () => clock.now().toISOString();
  const later = (ms: number) => new Date(clock.now().getTime() + ms);

  /** The next time by its schedule, or sooner. What somebody asked for while it was looked at stays. */
  function nextAt(source: SourceRow, look: LookRow, soonerMs: number | null): string | null {
    const asked = store.get(allClients, source.id)?.nextLookAt ?? null;
    if (asked !== null && asked > look.startedAt && asked <= now()) return asked;
    const { timeZone } = clients.get(wholeClients([source.clientId]), source.clientId);
    const times = [
      nextLookOf(source.schedule, timeZone, clock.now()),
      soonerMs === null ? null : later(soonerMs),
    ].filter(time => time !== null);
    return times.length === 0 ? null : new Date(Math.min(...times.map(Number))).toISOString();
  }

  function close(look: LookRow, outcome: LookRow['outcome'], rest: Partial<LookRow>): void {
    items.clearQueue(look.id);
    store.updateLook(look.id, { outcome, finishedAt: now(), ...rest });
    store.forgetLooks(look.sourceId);
  }

  async function end(context: LookContext, durationMs: number): Promise<void> {
    const { source, look } = context;
    const gone = await settle(context, kinds.of(source.kind)?.showsLatest);
    const counts: LookCounts = { ...items.counts(source.id, look.id), vanished: gone.vanished };
    const waits = items.page(source.id, { state: 'waiting' }, { limit: 1 }).length > 0;
    // Somebody may have said yes to a part of it meanwhile.
    const { approvedAt } = store.get(allClients, source.id) ?? source;
    const isFirst = approvedAt === null && items.asking(source.id, undefined).length > 0;
    store.atOnce(() => {
      close(look, 'done', { counts, durationMs });
      store.update(source.id, {
        state: gone.shrunk || source.state === 'shrunk' ? 'shrunk' : 'ok',
        failure: null,
        failedAt: null,
        lastLookAt: now(),
        // The first difference is a person's: it does not change while they read it.
        nextLookAt: isFirst ? null : nextAt(source, look, waits ? STILL_WRITTEN_MS : null),
        updatedAt: now(),
      });
      if (gone.shrunk)
        events.record(SOURCE_SHRUNK, {
          clientId: source.clientId,
          subjectId: source.id,
          payload: { gone: gone.vanished, of: gone.of },
        });
    });
    onLookedAt(source);
  }

  /** Nothing has vanished: it could not be looked at. People are told once, until it goes well again. */
  function fail(source: SourceRow, look: LookRow, failure: ErrorCode, durationMs: number): void {
    const { watch } = kinds.of(source.kind) ?? {};
    const soonerMs =
      watch === undefined ? (source.schedule.every === 'never' ? null : AGAIN_MS) : AGAIN_WATCHED_MS;
    store.atOnce(() => {
      close(look, 'failed', { failure, durationMs, counts: items.counts(source.id, look.id) });
      store.update(source.id, {
        state: 'failed',
        failure,
        failedAt: now(),
        nextLookAt: nextAt(source, look, soonerMs),
        updatedAt: now(),
      });
      if (source.failure !== failure)
        events.record(SOURCE_FAILED, {
          clientId: source.clientId,
          subjectId: source.id,
          payload: { failure },
        });
    });
  }

  /** What a kind is given of a look. */
  function lookOf(context: LookContext, { signal, progress }: JobRun<Payload>): Look<unknown> {
    const { source, look } = context;
    const underWay = new Set<string>();
    const before = items.counts(source.id, look.id);
    let queued = items.queued(look.id);
    const shown = live.begin(source, look.dry, before, queued);
    return {
      settings: source.settings,
      login: source.sealedLogin === null ? null : secrets.open(source.sealedLogin),
      signal,
      known(key) {
        const item = items.byKey(source.id, key);
        const refused = item?.state === 'vanished' ? null : item?.refused;
        const validators = refused ?? item?.validators ?? null;
        return validators === null ? null : { key, validators };
      },
      queue(entries) {
        const added = store.atOnce(() => items.queue(source.id, look.id, entries, now()));
        queued += added;
        shown.queued(queued);
        return added;
      },
      next() {
        const waiting = items.next(look.id, underWay);
        if (waiting !== null) underWay.add(waiting.key);
        return waiting;
      },
      met(key) {
        const item = items.byKey(source.id, key);
        return item?.metBy === look.id || item?.queuedBy === look.id;
      },
      told: key => items.byKey(source.id, key)?.metBy === look.id,
      unmet: limit => items.knownUnmet(source.id, look.id, limit),
      awaits: () => source.approvedAt === null || items.awaited(source.id),
      hadSome: () => items.answering(source.id) > 0,
      count: shown.found,
      async report(sighting) {
        signal.throwIfAborted();
        const wasQueued = items.byKey(source.id, sighting.key)?.queuedBy === look.id;
        const state = await apply(context, sighting, signal);
        underWay.delete(sighting.key);
        if (wasQueued) shown.queued((queued -= 1));
        shown.saw(state === 'waiting' ? 'failed' : state);
        progress(shown.share(), String(shown.seen()));
      },
      note: shown.note,
    };
  }

  async function run(job: JobRun<Payload>): Promise<void> {
    const source = store.get(allClients, job.payload.sourceId);
    const look = source && store.openLook(source.id);
    const kind = source && kinds.of(source.kind);
    if (!source || !look || !kind || source.paused || source.state === 'removing') return;
    const context = { source, look, chatbotIds: store.chatbotIds(source.id) };
    const since = performance.now();
    const duration = () => look.durationMs + Math.round(performance.now() - since);
    try {
      await kind.look(lookOf(context, job));
      job.signal.throwIfAborted();
      await end(context, duration());
    } catch (error) {
      if (job.signal.aborted || !isUnreachable(error)) {
        store.updateLook(look.id, { durationMs: duration() });
        throw error;
      }
      fail(source, look, error.code, duration());
    } finally {
      live.end(source);
    }
  }

  const handler: JobHandler<Payload> = {
    concurrency: LOOKS_AT_ONCE,
    run,
    /** A look that is paused stays open; one that a person ended, or that cannot go on, does not. */
    onEnd({ payload }, how, code) {
      const source = store.get(allClients, payload.sourceId);
      const look = source && store.openLook(source.id);
      if (!source || !look) return;
      if (how === 'failed') fail(source, look, code, look.durationMs);
      else if (!source.paused) close(look, 'cancelled', { counts: items.counts(source.id, look.id) });
    },
  };
  return handler;
}

/** The source itself: a drive that is gone, a site that does not answer, a login that no key opens. */
function isUnreachable(error: unknown): error is Error & { code: ErrorCode } {
  return isFoyerError(error) && (error.code.startsWith('source.') || error.code === 'secrets.unreadable');
}
