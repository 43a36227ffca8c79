import { os } from '#main/features/access/implementer.ts';
import type { AuditService } from './service.ts';

export function createAuditRoutes(audit: AuditService) {
  return {
    list: os.audit.list.handler(({ input, signal }) => audit.list(input, signal)),
    export: os.audit.export.handler(({ input }) => audit.export(input)),
    verify: os.audit.verify.handler(({ signal }) => audit.verify(signal)),
    actions: os.audit.actions.handler(() => audit.choices()),
  };
}
