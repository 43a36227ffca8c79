import { os } from '#main/features/access/implementer.ts';
import type { createAccountRoutes } from '#main/features/accounts/index.ts';
import type { createChatbotRoutes } from '#main/features/chatbots/index.ts';
import type { createClientRoutes } from '#main/features/clients/index.ts';
import type { createConversationRoutes } from '#main/features/conversations/index.ts';
import type { createDocumentRoutes } from '#main/features/documents/index.ts';
import type { createModelRoutes } from '#main/features/models/index.ts';
import type { createNetworkRoutes } from '#main/features/network/index.ts';
import type { createSearchRoutes } from '#main/features/search/index.ts';
import type { createJobRoutes, createSystemRoutes } from '#main/features/system/index.ts';
import type { createVisitorRoutes } from '#main/features/visitors/index.ts';
import type { createWidgetRoutes } from '#main/features/widgets/index.ts';

type Routes = {
  auth: ReturnType<typeof createAccountRoutes>;
  clients: ReturnType<typeof createClientRoutes>;
  chatbots: ReturnType<typeof createChatbotRoutes>;
  documents: ReturnType<typeof createDocumentRoutes>;
  search: ReturnType<typeof createSearchRoutes>;
  conversations: ReturnType<typeof createConversationRoutes>;
  models: ReturnType<typeof createModelRoutes>;
  jobs: ReturnType<typeof createJobRoutes>;
  system: ReturnType<typeof createSystemRoutes>;
  network: ReturnType<typeof createNetworkRoutes>;
  widgets: ReturnType<typeof createWidgetRoutes>;
  visitor: ReturnType<typeof createVisitorRoutes>;
};

/** The whole contract, implemented. A route without a handler does not compile. */
export function createRouter(routes: Routes) {
  return os.router(routes);
}

export type Router = ReturnType<typeof createRouter>;
