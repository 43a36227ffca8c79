import { randomBytes } from 'node:crypto';
import type { SettingsStore } from '#main/features/system/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Log } from '#main/platform/log.ts';
import { openVault, type Secrets, type Vault } from '#main/platform/secrets/index.ts';
import type { AppOptions } from './ports.ts';

const KEY_BYTES = 32;

/** The vault of a data folder. Throws what `openVault` throws. */
export async function openSecrets(
  dataFolder: string,
  { keys, clock, log }: { keys: AppOptions['keys']; clock: Clock; log: Log },
): Promise<Vault> {
  const vault = await openVault({ directory: dataFolder, clock, keychain: null, passphrase: null, ...keys });
  const { protection, keychainFault } = vault.status();
  if (keychainFault !== null)
    log.warn({ protection, keychainFault }, 'the keychain of this system is not used for the secrets');
  return vault;
}

/** A key of the installation: made at the first start, kept sealed among the settings. */
export function sealedKeyOf(settings: SettingsStore, secrets: Secrets, name: string): Buffer {
  const make = () => secrets.seal(randomBytes(KEY_BYTES).toString('base64'));
  return Buffer.from(secrets.open(settings.sealedValue(name, make)), 'base64');
}
