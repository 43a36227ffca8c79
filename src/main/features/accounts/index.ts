export { checkInitials } from './initials.ts';
export { createNewAccounts, type NewAccounts } from './new-accounts.ts';
export { checkPassword, hashPassword } from './passwords.ts';
export { assign, isInstallationRole } from './role-assignment.ts';
export { createAccountRoutes } from './routes.ts';
export { createAccountService } from './service.ts';
export { createAccountStore, type AccountStore, type UserRow } from './store.ts';
export { createSessions, type Sessions } from './sessions.ts';
export { createSignInThrottle, type SignInThrottle } from './throttle.ts';
