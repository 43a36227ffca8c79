import { statSync } from 'node:fs';
import { checkIntegrity, type Integrity } from '#main/db/check-integrity.ts';
import { databaseFile } from '#main/db/connection.ts';
import { readMark, writeMark } from '#main/db/database-marks.ts';
import { removeQuarantine } from '#main/db/restore.ts';
import { takeSnapshot } from '#main/db/snapshots.ts';
import { CHECKED_AT_ONCE_BYTES } from '#main/db/start-check.ts';
import { isFoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Conditions } from '#main/platform/conditions.ts';
import type { Log } from '#main/platform/log.ts';
import { storageFaultOf } from '#main/platform/storage-faults.ts';
import type { SettingsStore } from './settings.ts';

const LOOK_EVERY_MS = 5 * 60_000;
/** A large database is not looked at before the start goes on, but this long after. */
const AFTER_START_MS = 20_000;
const DAY_MS = 86_400_000;
const SETTING = 'storage-care';

type Done = { checkedAt: number | null; copiedAt: number | null };

type Dependencies = {
  dataFolder: string;
  /** Where the database is: a copy of it lies elsewhere. */
  databaseFolder: string;
  settings: Pick<SettingsStore, 'stored' | 'store'>;
  /** Whether something runs that a reading of the whole file would hold up. */
  isBusy: () => boolean;
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
 * Once a day while nothing else is to be done: the whole database is checked, and a copy is made of it. What is found
 * damaged is told and noted, so that the next start offers the copies.
 */
export function createStorageCare(dependencies: Dependencies) {
  const { checkedAtOnceBytes = CHECKED_AT_ONCE_BYTES } = dependencies;
  const { dataFolder, databaseFolder, settings, isBusy, checkWords, conditions, clock, log } = dependencies;
  let timer: NodeJS.Timeout | null = null;
  let afterStart: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();
  /** What was deleted since by a rule still stands in the copies. */
  let isOutdated = false;

  const done = (): Done => {
    const { checkedAt = null, copiedAt = null } = (settings.stored(SETTING) ?? {}) as Partial<Done>;
    return { checkedAt, copiedAt };
  };
  const isDue = (at: number | null) => {
    const now = clock.now().getTime();
    return at === null || now - at > DAY_MS || at > now; // a clock that was put back does not put it off
  };

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

  async function check(): Promise<void> {
    if ((await examine()).file !== 'ok') return;
    await checkWords();
    settings.store(SETTING, { ...done(), checkedAt: clock.now().getTime() });
  }

  async function copy(only: boolean): Promise<void> {
    try {
      await takeSnapshot(dataFolder, clock.now(), { only });
      isOutdated = false;
      settings.store(SETTING, { ...done(), copiedAt: clock.now().getTime() });
    } catch (error) {
      if (isFoyerError(error) && error.code === 'storage.damaged') return tellDamage(error.message);
      log.warn({ err: error }, 'no copy of the database was made');
    }
  }

  async function look(): Promise<void> {
    if (isBusy() || conditions.has('database_damaged')) return;
    const { checkedAt, copiedAt } = done();
    if (isDue(checkedAt)) await check();
    if (!conditions.has('database_damaged') && (isOutdated || isDue(copiedAt))) await copy(isOutdated);
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    working = working.then(work).catch((error: unknown) => log.error({ err: error }, 'care of the database'));
    return working;
  }

  return {
    start(): void {
      timer = setInterval(() => void inTurn(look), LOOK_EVERY_MS);
      timer.unref();
      if (statSync(databaseFile(databaseFolder)).size <= checkedAtOnceBytes) return;
      afterStart = setTimeout(() => void inTurn(check), AFTER_START_MS);
      afterStart.unref();
    },
    /** What every five minutes are for; at once. */
    look: () => inTurn(look),
    examine,
    /** Something was erased: a fresh copy takes the place of all others, and what was set aside goes. */
    async forget(): Promise<void> {
      removeQuarantine(dataFolder, null);
      await inTurn(() => copy(true));
    },
    /** Something went by a rule (retention): the copies are replaced at the next quiet moment. */
    outdate(): void {
      isOutdated = true;
    },
    /** An error that a call or a job ended with. */
    report(error: unknown): void {
      if (storageFaultOf(error) === 'database' && !conditions.has('database_damaged')) void inTurn(check);
    },
    async close(): Promise<void> {
      if (timer) clearInterval(timer);
      if (afterStart) clearTimeout(afterStart);
      await working;
    },
  };
}
