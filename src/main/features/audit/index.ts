export type { Journal } from '#main/db/audit/journal.ts';
export { createAudit, type Audit } from './part.ts';
