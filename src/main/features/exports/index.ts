export { createExports, type Exports } from './part.ts';
