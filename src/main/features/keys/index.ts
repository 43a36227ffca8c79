export { createKeys } from './part.ts';
export { isKey } from './secret.ts';
