export { createTags } from './part.ts';
