export { createSecrets } from './part.ts';
