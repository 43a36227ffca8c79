import { systemClock } from '#main/platform/clock.ts';
import { openVault, type Secrets } from '#main/platform/secrets/index.ts';

/** Secrets as a server without a keychain or passphrase keeps them: under a key file in the folder. */
export async function openSecrets(directory: string): Promise<Secrets> {
  const { secrets } = await openVault({ directory, clock: systemClock, keychain: null, passphrase: null });
  return secrets;
}
