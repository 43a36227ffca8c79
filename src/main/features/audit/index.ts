export type { Deed, Journal } from '#main/db/audit/journal.ts';
export { createAuditRoutes } from './routes.ts';
export { createAuditService, type AuditService } from './service.ts';
export { createAuditStore } from './store.ts';
