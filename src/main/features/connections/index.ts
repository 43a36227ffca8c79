export { createConnections } from './part.ts';
