export type { Journal } from '#main/db/audit/journal.ts';
export { createAudit } from './part.ts';
