import { os } from '#main/features/access/implementer.ts';
import { isAdministrator } from '#main/features/access/principal.ts';
import { bytesOfOnlyFile } from '#main/platform/incoming-files.ts';
import type { WidgetDiagnosis } from './diagnosis/diagnosis.ts';
import type { WidgetService } from './service.ts';

export function createWidgetRoutes(widgets: WidgetService, diagnosis: WidgetDiagnosis) {
  return {
    get: os.widgets.get.handler(({ input, context }) => widgets.get(context.scope, input.id)),
    update: os.widgets.update.handler(({ input, context }) => widgets.update(context.scope, input)),
    setLogo: os.widgets.setLogo.handler(async ({ input, context }) =>
      widgets.setLogo(context.scope, input.id, await bytesOfOnlyFile(context.files)),
    ),
    removeLogo: os.widgets.removeLogo.handler(({ input, context }) =>
      widgets.removeLogo(context.scope, input.id),
    ),
    logo: os.widgets.logo.handler(({ input, context }) => widgets.logoOf(context.scope, input.id)),
    languages: os.widgets.languages.handler(async () => ({ languages: await widgets.languages() })),
    revokeVisitors: os.widgets.revokeVisitors.handler(({ input, context }) => {
      widgets.revokeVisitors(context.scope, input.id);
      return {};
    }),
    snippet: os.widgets.snippet.handler(({ input, context }) =>
      widgets.snippet(context.scope, input.id, input),
    ),
    diagnose: os.widgets.diagnose.handler(({ input, context, signal }) =>
      diagnosis.diagnose(
        context.scope,
        { ...input, mayLookHere: isAdministrator(context.principal) },
        signal,
      ),
    ),
    removeLead: os.widgets.removeLead.handler(({ input, context }) => {
      widgets.removeLead(context.scope, input.id, input.leadId);
      return {};
    }),
    exportVisitors: os.widgets.exportVisitors.handler(({ input, context }) =>
      widgets.exportVisitors(context.scope, input.id, input),
    ),
    wordpressPlugin: os.widgets.wordpressPlugin.handler(({ input, context }) =>
      widgets.wordpressPlugin(context.scope, input.id, input.baseUrl),
    ),
    leads: os.widgets.leads.handler(({ input, context }) => widgets.leads(context.scope, input.id, input)),
    feedback: os.widgets.feedback.handler(({ input, context }) =>
      widgets.feedback(context.scope, input.id, input),
    ),
  };
}
