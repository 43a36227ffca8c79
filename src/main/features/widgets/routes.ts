import { os } from '#main/features/access/implementer.ts';
import type { WidgetService } from './service.ts';

export function createWidgetRoutes(widgets: WidgetService) {
  return {
    get: os.widgets.get.handler(({ input, context }) => widgets.get(context.scope, input.id)),
    update: os.widgets.update.handler(({ input, context }) => widgets.update(context.scope, input)),
    setLogo: os.widgets.setLogo.handler(({ input, context }) =>
      widgets.setLogo(context.scope, input.id, input.data),
    ),
    logo: os.widgets.logo.handler(async ({ input, context }) => ({
      logo: await widgets.logoOf(context.scope, input.id),
    })),
    languages: os.widgets.languages.handler(async () => ({ languages: await widgets.languages() })),
    revokeVisitors: os.widgets.revokeVisitors.handler(({ input, context }) => {
      widgets.revokeVisitors(context.scope, input.id);
      return {};
    }),
    snippet: os.widgets.snippet.handler(({ input, context }) => widgets.snippet(context.scope, input.id)),
    leads: os.widgets.leads.handler(({ input, context }) => widgets.leads(context.scope, input.id, input)),
    feedback: os.widgets.feedback.handler(({ input, context }) =>
      widgets.feedback(context.scope, input.id, input),
    ),
  };
}
