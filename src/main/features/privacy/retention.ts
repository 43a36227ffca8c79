import { z } from 'zod';
import { join } from 'node:path';
import type { Client } from '#shared/contract/clients.ts';
import type { RemovedCounts } from '#shared/contract/privacy.ts';
import type { Journal } from '#main/db/audit/journal.ts';
import { allClients } from '#main/db/client-scope.ts';
import type { Held } from '#main/db/held.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobRun, Jobs } from '#main/platform/jobs/ports.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import type { Log } from '#main/platform/log.ts';
import { blankLogLines } from '#main/platform/log-lines.ts';
import { RETENTION_APPLIED } from './events.ts';
import type { Remover, RetentionStore } from './retention-store.ts';
import type { TrustedClock } from './trusted-clock.ts';

const CALLED = { fr: 'Durées de conservation', en: 'Retention' };
const RETENTION_JOB = jobKind(
  'client.retention',
  z.object({ clientId: z.string(), /** In the client's zone. */ day: z.iso.date(), now: z.iso.datetime() }),
  { called: CALLED },
);
/** Looks which clients have something due. */
const LOOK_JOB = jobKind('retention.look', z.object({}), { called: CALLED });
type Due = PayloadOf<typeof RETENTION_JOB>;

const DAY_MS = 86_400_000;
const RETENTION_PRIORITY = 300; // after all that a person waits for

type RetainedClient = Held<
  Pick<
    Client,
    'id' | 'name' | 'timeZone' | 'conversationRetentionDays' | 'fileRetentionDays' | 'logRetentionDays'
  >
>;

type Removed = Pick<RemovedCounts, 'conversations' | 'documents' | 'logLines'> &
  Partial<RemovedCounts> & { others?: number };

type Dependencies = {
  store: RetentionStore;
  clients: { list(): RetainedClient[]; find(id: string): RetainedClient | null };
  trustedClock: TrustedClock;
  clock: Clock;
  jobs: Jobs;
  /** What deletes one that has a file: a document with its passages, vectors and bytes. */
  removers: Record<Remover, (scope: typeof allClients, id: string) => Promise<void>>;
  events: Pick<Events, 'record'>;
  /** What is removed for the whole installation when the time may be relied on: old archives and copies. */
  removeExpired: (now: Date) => Promise<void>;
  dataFolder: string;
  flushLog: () => Promise<void>;
  journal: Pick<Journal, 'asOne'>;
  log: Log;
};

/** Once a day, in each client's own day, what is older than the client keeps is deleted. */
export function createRetention(dependencies: Dependencies) {
  const { store, clients, trustedClock, clock, jobs, removers, events } = dependencies;
  const { removeExpired, dataFolder, flushLog, journal, log } = dependencies;

  /** Queues what is due in each client's day, and removes what is over for the whole installation. */
  async function look(): Promise<void> {
    const now = trustedClock.look();
    if (now === null) {
      log.warn({ now: clock.now().toISOString() }, 'the clock is far ahead: nothing old is deleted for now');
      return;
    }
    for (const client of clients.list()) {
      if (!keepsLimited(client)) continue;
      const day = dayIn(client.timeZone, now);
      const before = jobs.latest(RETENTION_JOB, { clientId: client.id, day });
      if (before !== null && before.state !== 'cancelled') continue;
      jobs.enqueue(RETENTION_JOB, {
        clientId: client.id,
        payload: { clientId: client.id, day, now: now.toISOString() },
        priority: RETENTION_PRIORITY,
        idempotencyKey: `${RETENTION_JOB.type}:${client.id}`,
      });
    }
    await removeExpired(now);
  }

  async function remove(job: JobRun<Due>, client: RetainedClient): Promise<Removed> {
    // The time that was relied on when it was queued: a clock that jumped since changes nothing.
    const now = new Date(job.payload.now);
    const { conversationRetentionDays, fileRetentionDays, logRetentionDays } = client;
    const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
    const removed: Removed = { conversations: 0, documents: 0, logLines: 0 };
    if (conversationRetentionDays !== null) {
      const limit = before(conversationRetentionDays).toISOString();
      const { removed: old, others } = await store.removeOld(client.id, limit, job.signal);
      Object.assign(removed, old);
      if (others.length > 0) removed.others = others.reduce((sum, other) => sum + other.count, 0);
    }
    if (fileRetentionDays !== null) {
      const limit = before(fileRetentionDays).toISOString();
      for (let old = store.oldFiles(client.id, limit); old.length > 0;) {
        for (const { through, id } of old) {
          job.signal.throwIfAborted();
          await removers[through](allClients, id);
          removed[through] += 1;
        }
        old = store.oldFiles(client.id, limit);
      }
    }
    if (logRetentionDays !== null) {
      const limit = before(logRetentionDays).getTime();
      await flushLog();
      removed.logLines = await blankLogLines(
        join(dataFolder, 'logs'),
        line => line.includes(client.id) && timeOf(line) < limit,
        job.signal,
      );
    }
    return removed;
  }

  async function run(job: JobRun<Due>): Promise<void> {
    const client = clients.find(job.payload.clientId);
    if (!client) return;
    const { id, name } = client;
    const removed = await journal.asOne(
      after =>
        isNothing(after)
          ? null
          : { action: 'retention.applied', targetId: id, targetLabel: name, clientId: id, after },
      () => remove(job, client),
    );
    if (isNothing(removed)) return;
    const { conversations, documents } = removed;
    events.record(RETENTION_APPLIED, { clientId: id, subjectId: id, payload: { conversations, documents } });
    log.info({ client: id, ...removed }, 'what was too old is deleted');
  }

  return {
    jobs: [
      jobWork(RETENTION_JOB, { concurrency: 1, run }),
      jobWork(
        LOOK_JOB,
        { concurrency: 1, leavesNoTrace: true, run: look },
        {
          name: 'privacy.retention',
          about: {
            fr: 'Supprime ce qui est plus vieux que ce que chaque client garde.',
            en: 'Deletes what is older than each client keeps.',
          },
          when: { cron: '7 * * * *' }, // a day ends at some hour in each client's zone
          missed: 'once',
          request: () => ({ payload: {} }),
        },
      ),
    ],
  };
}

function isNothing(removed: Removed): boolean {
  return Object.values(removed).every(count => count === 0);
}

function keepsLimited(client: RetainedClient): boolean {
  const { conversationRetentionDays, fileRetentionDays, logRetentionDays } = client;
  return conversationRetentionDays !== null || fileRetentionDays !== null || logRetentionDays !== null;
}

/** The date there, e.g. `2026-11-20`. */
function dayIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
}

/** When a line was written, in milliseconds; one without a time is never old. */
function timeOf(line: string): number {
  const match = /"time":(\d+)/.exec(line);
  return match === null ? Number.POSITIVE_INFINITY : Number(match[1]);
}
