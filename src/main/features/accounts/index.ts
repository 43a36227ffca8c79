export { createAccountRoutes } from './routes.ts';
export { createAccountService } from './service.ts';
export { createAccountStore } from './store.ts';
export { createSessions } from './sessions.ts';
export { createSignInThrottle } from './throttle.ts';
