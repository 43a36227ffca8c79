import { os } from '../../api.ts';
import type { UsageService } from './service.ts';

export function createUsageRoutes(usage: UsageService) {
  const routes = os.usage;
  return {
    report: routes.report.handler(({ input, context: { scope } }) => usage.report(scope, input)),
    ofClient: routes.ofClient.handler(({ input: { id, period }, context: { scope } }) =>
      usage.ofClient(scope, id, period),
    ),
    ofChatbot: routes.ofChatbot.handler(({ input: { id, period }, context: { scope } }) =>
      usage.ofChatbot(scope, id, period),
    ),
  };
}
