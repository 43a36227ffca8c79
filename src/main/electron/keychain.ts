import { safeStorage } from 'electron';
import type { SystemKeychain } from './core.ts';

/**
 * The keychain of the operating system, through Electron: Keychain on macOS, DPAPI on Windows, libsecret or KWallet
 * on Linux. Ask it once Electron is ready.
 */
export function systemKeychain(): SystemKeychain {
  return {
    async fault() {
      // Without a keyring, Chromium on Linux "encrypts" with a password that everyone knows.
      if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
        return 'pretend';
      return (await safeStorage.isAsyncEncryptionAvailable()) ? null : 'unavailable';
    },
    wrap: async plain => (await safeStorage.encryptStringAsync(plain)).toString('base64'),
    unwrap: async wrapped => (await safeStorage.decryptStringAsync(Buffer.from(wrapped, 'base64'))).result,
  };
}
