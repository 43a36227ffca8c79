export { createPeople } from './part.ts';
export type { LinkMail } from './service.ts';
