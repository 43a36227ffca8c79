export { createContacts } from './part.ts';
export * as contactEvents from './events.ts';
