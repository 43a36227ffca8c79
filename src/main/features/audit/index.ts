export type { Journal } from '#main/db/audit/journal.ts';
export { createAuditRoutes } from './routes.ts';
export { createAuditService } from './service.ts';
export { createAuditStore } from './store.ts';
