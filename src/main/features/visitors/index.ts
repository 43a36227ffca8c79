export type { OpenPage } from './admission.ts';
export { createVisitors } from './part.ts';
