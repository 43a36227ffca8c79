export { createFileSecrets } from './file-secrets.ts';
export type { Secrets } from './secrets.ts';
