export { ERASE_CLIENT_JOB } from './erase-client.ts';
export { createPrivacy } from './part.ts';
export * as privacyEvents from './events.ts';
