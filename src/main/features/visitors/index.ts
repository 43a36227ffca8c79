export type { OpenPage } from './admission.ts';
export { createVisitors } from './part.ts';
export * as visitorEvents from './events.ts';
