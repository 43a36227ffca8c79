export { createAttemptLedger } from './attempt-ledger.ts';
export { checkInitials } from './initials.ts';
export type { NewAccounts } from './new-accounts.ts';
export { createAccounts, type Accounts } from './part.ts';
export { checkPassword, hashPassword } from './passwords.ts';
export { assign, isInstallationRole } from './role-assignment.ts';
export { createAccountStore, type AccountStore, type UserRow } from './store.ts';
export type { OpenBrowser } from './sign-in.ts';
export type { SignInThrottle } from './throttle.ts';
