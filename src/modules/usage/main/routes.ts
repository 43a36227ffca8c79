import { os } from '../../api.ts';
import type { QuotaService } from './quota/service.ts';
import type { UsageService } from './service.ts';

type Services = { usage: UsageService; quotas: QuotaService };

export function createUsageRoutes({ usage, quotas }: Services) {
  const routes = os.usage;
  return {
    report: routes.report.handler(({ input, context: { scope } }) => usage.report(scope, input)),
    ofClient: routes.ofClient.handler(({ input: { id, period }, context: { scope } }) =>
      usage.ofClient(scope, id, period),
    ),
    ofChatbot: routes.ofChatbot.handler(({ input: { id, period }, context: { scope } }) =>
      usage.ofChatbot(scope, id, period),
    ),
    quota: routes.quota.handler(({ input: { id }, context: { scope } }) => quotas.get(scope, id)),
    setQuota: routes.setQuota.handler(({ input: { id, ...change }, context: { scope } }) =>
      quotas.set(scope, id, change),
    ),
  };
}
