import { statSync } from 'node:fs';
import { z } from 'zod';
import { checkIntegrity, type Integrity } from '#main/db/check-integrity.ts';
import { databaseFile } from '#main/db/connection.ts';
import { readMark, writeMark } from '#main/db/database-marks.ts';
import { removeQuarantine } from '#main/db/restore.ts';
import { takeSnapshot } from '#main/db/snapshots.ts';
import { CHECKED_AT_ONCE_BYTES } from '#main/db/start-check.ts';
import { isFoyerError } from '#shared/errors.ts';
import { healthCheck } from '#main/features/health-check.ts';
import { part } from '#main/features/part.ts';
import { privacyEvents } from '#main/features/privacy/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Conditions } from '#main/platform/conditions.ts';
import type { Log } from '#main/platform/log.ts';
import { eventWork } from '#main/platform/events/index.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { storageFaultOf } from '#main/platform/storage-faults.ts';
import { fill } from '#main/platform/terminal-words.ts';

const CHECK_JOB = jobKind('database.check', z.object({}), {
  called: { fr: 'Vérification de la base de données', en: 'Check of the database' },
});
/** `only`: the copy takes the place of all others, which hold what has been deleted since. */
const COPY_JOB = jobKind('database.copy', z.object({ only: z.boolean() }), {
  called: { fr: 'Copie de la base de données', en: 'Copy of the database' },
});
const CARE_PRIORITY = 300; // after all that a person waits for

type Dependencies = {
  dataFolder: string;
  /** Where the database is: a copy of it lies elsewhere. */
  databaseFolder: string;
  jobs: Pick<Jobs, 'enqueue'>;
  /** Reads the indexes of words whole. */
  checkWords: () => Promise<void>;
  conditions: Conditions;
  /** Larger databases were not checked while they were opened. */
  checkedAtOnceBytes?: number;
  clock: Clock;
  log: Log;
};

export type StorageCare = ReturnType<typeof createStorageCare>;

/**
 * Once a day while nothing else runs: the whole database is checked, and a copy is made of it. What is found
 * damaged is told and noted, so that the next start offers the copies.
 */
export function createStorageCare(dependencies: Dependencies) {
  const { checkedAtOnceBytes = CHECKED_AT_ONCE_BYTES } = dependencies;
  const { dataFolder, databaseFolder, jobs, checkWords, conditions, clock, log } = dependencies;
  let working: Promise<void> = Promise.resolve();

  function tellDamage(fault: string): void {
    log.error({ fault }, 'the database is damaged');
    conditions.set('database_damaged');
    const mark = readMark(dataFolder);
    if (mark) writeMark(dataFolder, { ...mark, damage: fault });
  }

  /** Reads the whole file. */
  async function examine(signal?: AbortSignal): Promise<Integrity> {
    const found = await checkIntegrity(databaseFolder, { whole: true, signal }).catch((error: unknown) => {
      signal?.throwIfAborted();
      return { file: String(error), orphans: 0 };
    });
    if (found.file !== 'ok') tellDamage(found.file);
    else if (found.orphans > 0) log.warn({ orphans: found.orphans }, 'rows point at rows that are not there');
    return found;
  }

  async function check(signal?: AbortSignal): Promise<void> {
    if ((await examine(signal)).file !== 'ok') return;
    await checkWords();
  }

  async function copy(only: boolean): Promise<void> {
    try {
      await takeSnapshot(dataFolder, clock.now(), { only });
    } catch (error) {
      if (!isFoyerError(error) || error.code !== 'storage.damaged') throw error;
      tellDamage(error.message);
    }
  }

  /** One after the other, whoever asks. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = working.then(work);
    working = done.catch(() => undefined); // told to who asked
    return done;
  }

  // Of a damaged database no copy is made, and there is nothing more to find.
  const unlessDamaged = (work: () => Promise<void>) =>
    inTurn(() => (conditions.has('database_damaged') ? Promise.resolve() : work()));

  /** Something went by a rule (retention): the copies are replaced at the next quiet moment. */
  function outdate(): void {
    jobs.enqueue(COPY_JOB, {
      clientId: null,
      payload: { only: true },
      priority: CARE_PRIORITY,
      idempotencyKey: `${COPY_JOB.type}:only`,
    });
  }

  return part({
    jobs: [
      jobWork(
        CHECK_JOB,
        { concurrency: 1, whenQuiet: true, run: ({ signal }) => unlessDamaged(() => check(signal)) },
        {
          name: 'database.check',
          about: {
            fr: 'Relit toute la base de données et l’index des mots.',
            en: 'Reads the whole database and the index of words.',
          },
          when: { dailyAt: '12:40' },
          missed: 'once',
          request: () => ({ payload: {} }),
        },
      ),
      jobWork(
        COPY_JOB,
        {
          concurrency: 1,
          whenQuiet: true,
          mustEnd: true, // half a copy is none
          run: ({ payload }) => unlessDamaged(() => copy(payload.only)),
        },
        {
          name: 'database.copy',
          about: {
            fr: 'Garde trois copies, pour le jour où la base de données serait abîmée.',
            en: 'Keeps three copies, for the day the database is damaged.',
          },
          when: { dailyAt: '12:30' }, // while the office is at lunch, and its computers are on
          missed: 'once',
          request: () => ({ payload: { only: false } }),
        },
      ),
    ],
    checks: [
      healthCheck('database', async (words, { signal }) => {
        const { file, orphans } = await examine(signal);
        const said = file === 'ok' ? words.whole : fill(words.damaged, { fault: file });
        return {
          state: file === 'ok' && orphans === 0 ? 'ok' : 'failed',
          detail: orphans === 0 ? said : `${said}, ${fill(words.orphans, { count: orphans })}`,
        };
      }),
    ],
    on: [
      eventWork({
        name: 'database.copies',
        called: {
          fr: 'Copies de la base de données à refaire',
          en: 'Copies of the database to be made again',
        },
        to: [privacyEvents.RETENTION_APPLIED],
        from: 'now',
        handle: outdate,
      }),
    ],
    /** A large database was not looked at before the start went on. */
    start(): void {
      if (statSync(databaseFile(databaseFolder)).size <= checkedAtOnceBytes) return;
      jobs.enqueue(CHECK_JOB, {
        clientId: null,
        payload: {},
        priority: CARE_PRIORITY,
        idempotencyKey: CHECK_JOB.type,
      });
    },
    /** Something was erased: a fresh copy takes the place of all others, and what was set aside goes. */
    async forget(): Promise<void> {
      removeQuarantine(dataFolder, null);
      await inTurn(() => copy(true));
    },
    outdate,
    /** An error that a call or a job ended with. */
    report(error: unknown): void {
      if (storageFaultOf(error) === 'database' && !conditions.has('database_damaged'))
        inTurn(check).catch((fault: unknown) => log.error({ err: fault }, 'the database was not checked'));
    },
    async close(): Promise<void> {
      await working;
    },
  });
}
