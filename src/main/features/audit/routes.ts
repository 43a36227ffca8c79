import { os } from '#main/features/access/implementer.ts';
import type { AuditService } from './service.ts';

export function createAuditRoutes(audit: AuditService) {
  return {
    list: os.audit.list.handler(({ input }) => audit.list(input)),
    verify: os.audit.verify.handler(() => audit.verify()),
    actions: os.audit.actions.handler(() => audit.choices()),
  };
}
