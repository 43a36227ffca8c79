import { startJournal } from '#main/db/audit/journal.ts';
import { verifyJournal } from '#main/db/audit/verify.ts';
import { lostSecrets } from '#main/db/lost-secrets.ts';
import { resealAll } from '#main/db/reseal.ts';
import { createAuditService, createAuditStore } from '#main/features/audit/index.ts';
import { createSecretsService } from '#main/features/secrets/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Conditions } from '#main/platform/conditions.ts';
import { systemLanguage } from '#main/platform/system-language.ts';
import type { DiskStandIn, OpenedFolder } from './data.ts';
import type { AppOptions } from './ports.ts';
import { openRecords, openSecrets, sealedKey } from './records.ts';

type Surroundings = {
  dataFolder: string;
  disk?: DiskStandIn | undefined;
  keys: AppOptions['keys'];
  /** Called when the database is a copy and the folder can be used again. */
  onRecovered: () => void;
  conditions: Conditions;
  clock: Clock;
};

/** What everything else stands on: the secrets, the database, and the journal of what is done to it. */
export async function openFoundation(
  folder: OpenedFolder,
  { dataFolder, disk, keys, onRecovered, conditions, clock }: Surroundings,
) {
  const { log, storage } = folder;
  // Before anything else is opened: a wrong passphrase leaves the folder as it is.
  const vault = await openSecrets({ directory: dataFolder, clock, log, ...keys });
  const { secrets } = vault;
  const records = openRecords(folder, { dataFolder, disk, onRecovered, conditions, clock });
  const { database, settings, lasting } = records;
  try {
    if (settings.isNew()) settings.update({ defaultLanguage: systemLanguage() });
    const auditKey = sealedKey({ settings, secrets }, 'audit-key');
    const journal = startJournal(database, { key: auditKey, clock });
    storage.whenWritable(() => records.tell(journal));
    const secretKeeping = createSecretsService({
      vault,
      resealAll: reseal => resealAll(database, reseal),
      journal,
      lost: opens => lostSecrets(database, opens),
    });
    if (storage.isWritable()) await secretKeeping.finishRotation();
    conditions.watch('secrets_lost', secretKeeping.lostCount);
    const audit = createAuditService({
      store: createAuditStore(database),
      journal,
      clock,
      walk: signal => verifyJournal(database, auditKey, signal),
    });
    return {
      database,
      settings,
      lasting,
      secrets,
      secretKeeping,
      journal,
      audit,
      /** A key of the installation, by its name; made when it is first asked for. */
      sealedKey: (name: string) => sealedKey({ settings, secrets }, name),
      close: records.close,
    };
  } catch (error) {
    await records.close();
    throw error;
  }
}
