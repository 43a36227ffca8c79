import { startJournal } from '#main/db/audit/journal.ts';
import { createGroupCommit } from '#main/db/group-commit.ts';
import { allTableRules } from '#main/db/rules/index.ts';
import type { House } from '#main/features/house.ts';
import { createChanges } from '#main/platform/changes.ts';
import { systemClock } from '#main/platform/clock.ts';
import { createConditions } from '#main/platform/conditions.ts';
import { createOutbound } from '#main/platform/outbound/index.ts';
import type { Vault } from '#main/platform/secrets/index.ts';
import { systemLanguage } from '#main/platform/system-language.ts';
import { moduleTables } from '#modules/main.ts';
import packageFile from '../../../package.json' with { type: 'json' };
import { createClosing } from './closing.ts';
import { openFolder } from './data.ts';
import type { AppOptions } from './ports.ts';
import { openRecords, openSecrets, sealedKey } from './records.ts';
import { openWork } from './work.ts';

export type OpenedHouse = {
  house: House;
  vault: Vault;
  /** Told of every error that a job ended with, whatever becomes of it. */
  onError(listener: (error: unknown) => void): void;
  /** The database is a copy that was read from, and the folder can be used again. */
  onFolderUsable(listener: () => void): void;
  close(): Promise<void>;
};

/**
 * Opens what every part stands on: the folder, the secrets, the database with its journal, the queue and the schedules,
 * both of which wait until they are started. Throws `storage.newer_schema` and what `openVault` throws; what was opened
 * before is closed again.
 */
export async function openHouse({ dataFolder, mode, keys, disk }: AppOptions): Promise<OpenedHouse> {
  const closing = createClosing();
  try {
    const folder = openFolder(dataFolder, disk);
    const { log, flushLog, storage } = folder;
    closing.add(folder.closeLog);
    closing.add(() => storage.close());
    const clock = systemClock;
    const changes = createChanges();
    const conditions = createConditions({ changes, clock });
    const usableListeners = new Set<() => void>();
    const errorListeners = new Set<(error: unknown) => void>();

    // Before anything else is opened: a wrong passphrase leaves the folder as it is.
    const vault = await openSecrets({ directory: dataFolder, clock, log, ...keys });
    const { secrets } = vault;
    const records = openRecords(folder, {
      dataFolder,
      disk,
      onRecovered: () => usableListeners.forEach(listener => listener()),
      conditions,
      clock,
    });
    closing.add(records.close);
    const { database, settings, lasting } = records;
    if (settings.isNew()) settings.update({ defaultLanguage: systemLanguage() });
    const keyNamed = (name: string) => sealedKey({ settings, secrets }, name);
    const tables = allTableRules(moduleTables);
    const journal = startJournal(database, { tables, key: keyNamed('audit-key'), clock });
    storage.whenWritable(() => records.tell(journal));
    storage.onChange(() => changes.publish({ topic: 'storage', clientId: null, id: null }));

    const outbound = createOutbound({
      isOffline: () => settings.get().offline,
      isChosen: place => settings.get().stillReachable.includes(place),
      clock,
      log: event => log.info(event, 'outbound'),
    });
    closing.add(() => outbound.close());
    const { events, delivery, metrics, jobs, schedules } = openWork({
      database,
      changes,
      clock,
      storage,
      log,
      report: error => errorListeners.forEach(listener => listener(error)),
    });
    closing.add(schedules.close);

    const house: House = {
      dataFolder,
      version: packageFile.version,
      mode,
      database,
      tables,
      together: createGroupCommit(database.$client),
      settings,
      journal,
      secrets,
      sealedKey: keyNamed,
      outbound,
      events,
      delivery,
      metrics,
      jobs,
      schedules,
      changes,
      conditions,
      storage,
      clock,
      lasting,
      log,
      flushLog,
    };
    return {
      house,
      vault,
      onError: listener => void errorListeners.add(listener),
      onFolderUsable: listener => void usableListeners.add(listener),
      close: closing.close,
    };
  } catch (error) {
    await closing.close();
    throw error;
  }
}
