import { routerWith, type Guards } from '#main/features/access/implementer.ts';
import type { createAccountRoutes, createSignIn } from '#main/features/accounts/index.ts';
import type { createAuditRoutes } from '#main/features/audit/index.ts';
import type { createChatbotRoutes } from '#main/features/chatbots/index.ts';
import type { createClientRoutes } from '#main/features/clients/index.ts';
import type { createConversationRoutes } from '#main/features/conversations/index.ts';
import type { createDocumentRoutes } from '#main/features/documents/index.ts';
import type { createExportRoutes } from '#main/features/exports/index.ts';
import type { createKeyRoutes } from '#main/features/keys/index.ts';
import type { createMailRoutes } from '#main/features/mail/index.ts';
import type { createModelRoutes } from '#main/features/models/index.ts';
import type { createNetworkRoutes, createWebInterfaceRoutes } from '#main/features/network/index.ts';
import type { createPeopleRoutes } from '#main/features/people/index.ts';
import type { createPrivacyRoutes } from '#main/features/privacy/index.ts';
import type { createSearchRoutes } from '#main/features/search/index.ts';
import type { createSecretsRoutes } from '#main/features/secrets/index.ts';
import type { createJobRoutes, createSystemRoutes } from '#main/features/system/index.ts';
import type { createVisitorRoutes, createVisitRoutes } from '#main/features/visitors/index.ts';
import type { createWidgetRoutes } from '#main/features/widgets/index.ts';

type Routes = ReturnType<typeof createSignIn>['routes'] & {
  auth: ReturnType<typeof createAccountRoutes>;
  people: ReturnType<typeof createPeopleRoutes>;
  clients: ReturnType<typeof createClientRoutes>;
  exports: ReturnType<typeof createExportRoutes>;
  privacy: ReturnType<typeof createPrivacyRoutes>;
  chatbots: ReturnType<typeof createChatbotRoutes>;
  documents: ReturnType<typeof createDocumentRoutes>;
  search: ReturnType<typeof createSearchRoutes>;
  conversations: ReturnType<typeof createConversationRoutes>;
  models: ReturnType<typeof createModelRoutes>;
  keys: ReturnType<typeof createKeyRoutes>;
  mail: ReturnType<typeof createMailRoutes>;
  jobs: ReturnType<typeof createJobRoutes>;
  audit: ReturnType<typeof createAuditRoutes>;
  secrets: ReturnType<typeof createSecretsRoutes>;
  system: ReturnType<typeof createSystemRoutes>;
  network: ReturnType<typeof createNetworkRoutes>;
  webInterface: ReturnType<typeof createWebInterfaceRoutes>;
  widgets: ReturnType<typeof createWidgetRoutes>;
  visits: ReturnType<typeof createVisitRoutes>;
  visitor: ReturnType<typeof createVisitorRoutes>;
};

/** The whole contract, implemented. A route without a handler does not compile. */
export function createRouter(guards: Guards, routes: Routes) {
  return routerWith(guards).router(routes);
}

export type Router = ReturnType<typeof createRouter>;
