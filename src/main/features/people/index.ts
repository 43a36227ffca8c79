export { createForgottenPassword, FORGOTTEN_JOB } from './forgotten-password.ts';
export { createJoining } from './joining.ts';
export { createLinkStore } from './link-store.ts';
export { createOneTimeLinks } from './one-time-links.ts';
export { createPeopleRoutes } from './routes.ts';
export { createPeopleService, type LinkMail } from './service.ts';
export { createPeopleStore } from './store.ts';
