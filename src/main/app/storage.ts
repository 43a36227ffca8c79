import { randomBytes } from 'node:crypto';
import { isFoyerError } from '#shared/errors.ts';
import { startBeat } from '#main/db/beat.ts';
import { openDatabase, type Database } from '#main/db/connection.ts';
import { sessions } from '#main/db/schema/index.ts';
import { createSettingsStore, type SettingsStore } from '#main/features/system/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Conditions } from '#main/platform/conditions.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';

const CONDITIONS_SETTING = 'conditions';

type Surroundings = { dataFolder: string; conditions: Conditions; clock: Clock; log: Log };

export type Storage = {
  database: Database;
  settings: SettingsStore;
  /** When the copy was made that was put in its place since the last start; null when none was. */
  restoredFrom: string | null;
  close(): void;
};

/** The database, and what is to be said of how it was found. Throws what `openDatabase` throws. */
export function openStorage({ dataFolder, conditions, clock, log }: Surroundings): Storage {
  const database = openDatabase(dataFolder, log);
  try {
    const beat = startBeat(database.$client, { dataFolder, clock, log });
    const settings = createSettingsStore(database, clock);
    conditions.keepIn({
      load: () => settings.stored(CONDITIONS_SETTING),
      save: kept => settings.store(CONDITIONS_SETTING, kept),
    });
    if (beat.lostAfter !== null) {
      log.error({ until: beat.lostAfter }, 'changes that were in the database are gone');
      conditions.set('changes_lost', { at: beat.lostAfter });
    }
    if (beat.restoredFrom !== null) {
      log.warn({ madeAt: beat.restoredFrom }, 'a copy of the database was put in its place');
      conditions.set('database_restored', { at: beat.restoredFrom });
      // Sessions that ended since would live again.
      database.delete(sessions).run();
    }
    return {
      database,
      settings,
      restoredFrom: beat.restoredFrom,
      close() {
        beat.close();
        database.$client.close();
      },
    };
  } catch (error) {
    database.$client.close();
    throw error;
  }
}

/** Jobs whose errors are told to `report`, whatever becomes of them. */
export function reportingJobs(jobs: Jobs, report: (error: unknown) => void): Jobs {
  return {
    ...jobs,
    register: (type, handler) =>
      jobs.register(type, {
        ...handler,
        run: job =>
          handler.run(job).catch((error: unknown) => {
            report(error);
            throw error;
          }),
      }),
  };
}

/** A secret of the installation that is made once, by its name among the settings; made anew when it is lost. */
export function sealedKey(
  { settings, secrets }: { settings: SettingsStore; secrets: Secrets },
  name: string,
): Buffer {
  const make = () => secrets.seal(randomBytes(32).toString('base64'));
  const stored = settings.sealedValue(name, make);
  try {
    return Buffer.from(secrets.open(stored), 'base64');
  } catch (error) {
    if (!isFoyerError(error) || error.code !== 'secrets.unreadable') throw error;
    const made = make();
    settings.store(name, made);
    return Buffer.from(secrets.open(made), 'base64');
  }
}
