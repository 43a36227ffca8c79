export { createAccountRoutes } from './routes.ts';
export { createAccountService } from './service.ts';
export { createAccountStore } from './store.ts';
export { createSignIn } from './sign-in.ts';
export type { SecurityEvent } from './security-events.ts';
