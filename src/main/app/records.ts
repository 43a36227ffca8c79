import { randomBytes } from 'node:crypto';
import { isFoyerError } from '#shared/errors.ts';
import type { Journal } from '#main/db/audit/journal.ts';
import { startBeat } from '#main/db/beat.ts';
import type { Database } from '#main/db/connection.ts';
import { sessions } from '#main/db/schema/index.ts';
import { createSettingsStore, type SettingsStore } from '#main/features/system/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Conditions } from '#main/platform/conditions.ts';
import type { Log } from '#main/platform/log.ts';
import { openVault, type Keychain, type Secrets, type Vault } from '#main/platform/secrets/index.ts';
import { openData, type DiskStandIn, type OpenedFolder } from './data.ts';
import { lastingClockOf } from './lasting-clock.ts';

const CONDITIONS_SETTING = 'conditions';

type Surroundings = {
  dataFolder: string;
  disk?: DiskStandIn | undefined;
  /** Called when the database is a copy and the folder can be used again. */
  onRecovered: () => void;
  conditions: Conditions;
  clock: Clock;
};

export type Records = {
  database: Database;
  settings: SettingsStore;
  lasting: ReturnType<typeof lastingClockOf>;
  /** Writes down that a copy was put in its place since the last start, if one was. */
  tell(journal: Journal): void;
  close(): Promise<void>;
};

/** The database, and what is to be said of how it was found. Throws what `openDatabase` throws. */
export function openRecords(
  folder: OpenedFolder,
  { dataFolder, disk, onRecovered, conditions, clock }: Surroundings,
): Records {
  const { log, storage } = folder;
  const { database, close } = openData(dataFolder, folder, { disk, onRecovered });
  try {
    const beat = startBeat(database.$client, {
      dataFolder,
      mayNote: () => storage.isWritable() && storage.mayChange(),
      clock,
      log,
    });
    const settings = createSettingsStore(database, clock);
    conditions.keepIn({
      load: () => settings.stored(CONDITIONS_SETTING),
      save: kept => storage.onceWritable(() => settings.store(CONDITIONS_SETTING, kept)),
    });
    if (beat.lostAfter !== null) {
      log.error({ until: beat.lostAfter }, 'changes that were in the database are gone');
      conditions.set('changes_lost', { at: beat.lostAfter });
    }
    if (beat.restoredFrom !== null) {
      log.warn({ madeAt: beat.restoredFrom }, 'a copy of the database was put in its place');
      conditions.set('database_restored', { at: beat.restoredFrom });
      // Sessions that ended since would live again.
      storage.onceWritable(() => void database.delete(sessions).run());
    }
    const lasting = lastingClockOf(settings, { clock, log });
    return {
      database,
      settings,
      lasting,
      tell(journal) {
        if (beat.restoredFrom !== null)
          journal.record({ action: 'system.restored', after: { madeAt: beat.restoredFrom } });
      },
      async close() {
        await lasting.close();
        beat.close();
        close();
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

type Opening = {
  directory: string;
  clock: Clock;
  log: Log;
  keychain?: Keychain | null;
  passphrase?: string | null;
};

/** The secrets, and a word in the log of what is unusual about their key. Throws what `openVault` throws. */
export async function openSecrets({
  log,
  keychain = null,
  passphrase = null,
  ...where
}: Opening): Promise<Vault> {
  const vault = await openVault({ ...where, keychain, passphrase });
  const { protection, keychainFault, damagedFile } = vault.status();
  if (damagedFile !== null)
    log.error({ damagedFile }, 'the key of the secrets is damaged: a new one is made');
  if (keychainFault !== null)
    log.warn({ protection, keychainFault }, 'the keychain of this system is not used for the secrets');
  return vault;
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
