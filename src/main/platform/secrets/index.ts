export { looksSealed } from './key-ring.ts';
export type { Keychain } from './keychain.ts';
export { takePassphrase } from './passphrase.ts';
export type { Secrets } from './secrets.ts';
export { openVault, type ProtectWith, type Vault } from './vault.ts';
