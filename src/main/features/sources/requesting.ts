import type { Clock } from '#main/platform/clock.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import { newId } from '#main/platform/new-id.ts';
import { LOOK_JOB } from './looking.ts';
import type { LookRow, SourceRow, SourceStore } from './store.ts';

type Dependencies = { store: SourceStore; jobs: Jobs; changes: Changes; clock: Clock };

const NOTHING = { new: 0, changed: 0, unchanged: 0, skipped: 0, failed: 0, vanished: 0 };

/** Asks for looks: one at a time for a source, each a job of its own. */
export function createRequesting({ store, jobs, changes, clock }: Dependencies) {
  const now = () => clock.now().toISOString();
  const idle = ({ id }: SourceRow) => store.openLook(id) === null;
  const keyOf = ({ id }: LookRow) => `${LOOK_JOB.type}:${id}`;

  function enqueue(source: SourceRow, look: LookRow): void {
    jobs.enqueue(LOOK_JOB, {
      label: source.name,
      clientId: source.clientId,
      payload: { sourceId: source.id },
      idempotencyKey: keyOf(look),
    });
    changes.publish({ topic: 'sources', clientId: source.clientId, id: source.id });
  }

  /**
   * Begins a look, or has the one that is open followed by another. `dry`: it takes nothing. Before a person said yes to
   * what a source has, all are.
   */
  function request(source: SourceRow, { dry }: { dry: boolean }): void {
    if (source.state === 'removing') return;
    const open = store.openLook(source.id);
    if (open !== null || source.paused) {
      store.update(source.id, { nextLookAt: now() });
      return;
    }
    const look = store.beginLook({
      id: newId(),
      sourceId: source.id,
      dry: dry || source.approvedAt === null,
      counts: NOTHING,
      startedAt: now(),
      durationMs: 0,
    });
    store.update(source.id, { nextLookAt: null });
    enqueue(source, look);
  }

  function goOn(source: SourceRow): void {
    const look = store.openLook(source.id);
    if (look !== null) enqueue(source, look);
  }

  /** Looks that are open and that no job goes on with: a process was killed between the two, or a pause was short. */
  function left(): SourceRow[] {
    const working = jobs.openAbout(LOOK_JOB, 'sourceId');
    return store.underWay().filter(({ id }) => !working.has(id));
  }

  return {
    request,
    keyOf,

    goOn,

    /** What runs of it stops; whether the look is over is for whoever asks. */
    stop(source: SourceRow): void {
      const look = store.openLook(source.id);
      if (look !== null) jobs.cancelByKey(keyOf(look));
    },

    isDue: (): boolean => store.due(now()).some(idle) || left().length > 0,

    /** What is due by now. */
    requestDue(): void {
      for (const source of left()) goOn(source);
      for (const source of store.due(now()).filter(idle)) request(source, { dry: false });
    },
  };
}

export type Requesting = ReturnType<typeof createRequesting>;
