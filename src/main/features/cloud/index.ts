export { createCloud } from './part.ts';
