import { os } from '../../api.ts';
import type { QuotaService } from './quota/service.ts';
import type { ReportMailing } from './report/mailing.ts';
import type { ReportService } from './report/service.ts';
import type { SpendingService } from './cap/service.ts';
import type { UsageService } from './service.ts';

type Services = {
  usage: UsageService;
  quotas: QuotaService;
  reports: ReportService;
  mailing: ReportMailing;
  spending: SpendingService;
};

export function createUsageRoutes({ usage, quotas, reports, mailing, spending }: Services) {
  const routes = os.usage;
  return {
    report: routes.report.handler(({ input, context: { scope } }) => usage.report(scope, input)),
    ofClient: routes.ofClient.handler(({ input: { id, period }, context: { scope } }) =>
      usage.ofClient(scope, id, period),
    ),
    ofChatbot: routes.ofChatbot.handler(({ input: { id, period }, context: { scope } }) =>
      usage.ofChatbot(scope, id, period),
    ),
    spending: routes.spending.handler(() => spending.get()),
    setSpending: routes.setSpending.handler(({ input: { modelId, limit } }) => spending.set(modelId, limit)),
    quota: routes.quota.handler(({ input: { id }, context: { scope } }) => quotas.get(scope, id)),
    setQuota: routes.setQuota.handler(({ input: { id, ...change }, context: { scope } }) =>
      quotas.set(scope, id, change),
    ),
    monthly: routes.monthly.handler(({ input: { id, month }, context: { scope } }) =>
      reports.figuresOf(scope, id, month),
    ),
    monthlyFile: routes.monthlyFile.handler(
      async ({ input: { id, month, format, language }, context: { scope } }) => {
        const { content, ...about } = await reports.write(scope, id, { month, format, language });
        return {
          ...about,
          async *content() {
            yield content;
          },
        };
      },
    ),
    recipients: routes.recipients.handler(({ input: { id }, context: { scope } }) => mailing.get(scope, id)),
    setRecipients: routes.setRecipients.handler(({ input: { id, addresses }, context: { scope } }) =>
      mailing.set(scope, id, addresses),
    ),
  };
}
