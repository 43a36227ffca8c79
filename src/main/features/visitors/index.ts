export type { OpenPage } from './admission.ts';
export { createVisitors } from './part.ts';
export { callerOf } from './routes.ts';
export type { Visits } from './visits.ts';
