import { contract } from '#shared/contract/index.ts';
import type { Capability, PersonAccess } from '#shared/contract/people.ts';
import { clientRoles, type Access, type RouteMeta } from '#shared/contract/route.ts';
import { pagesFor } from '#shared/lib/pages.ts';
import { scopeTouches } from '#main/db/client-scope.ts';
import { isAdmitted, scopeOf, type UserPrincipal } from '#main/features/access/principal.ts';

/** The route that stands for each capability: what it admits is what is shown, so the preview cannot say otherwise. */
const routeOf: Record<Capability, { '~orpc': { meta: object } }> = {
  chat: contract.conversations.chat,
  'documents.read': contract.documents.get,
  'chatbots.change': contract.chatbots.update,
  'knowledge.change': contract.documents.addSample,
  'conversations.read': contract.conversations.unanswered,
  'clients.change': contract.clients.update,
  'models.change': contract.models.update,
  'people.change': contract.people.update,
  'settings.change': contract.system.updateSettings,
};

const everyCapability = Object.keys(routeOf) as Capability[];

function accessOf(capability: Capability): Access {
  return (routeOf[capability]['~orpc'].meta as RouteMeta).access;
}

/** Whether a capability is for the installation: no role that is held for a client admits to it. */
function isForInstallation(capability: Capability): boolean {
  return !clientRoles.some(role => accessOf(capability).includes(role));
}

/** What a person may do for the installation, beside what they may for clients. */
export function installationCapabilities(principal: UserPrincipal): Capability[] {
  return everyCapability.filter(
    capability => isForInstallation(capability) && isAdmitted(principal, accessOf(capability)),
  );
}

/** What a person may do for one client, and the pages they see while working for it. */
export function clientCapabilities(
  principal: UserPrincipal,
  clientId: string,
): Pick<PersonAccess['clients'][number], 'role' | 'pages' | 'capabilities'> {
  const role = principal.memberships.find(held => held.clientId === clientId)?.role ?? principal.role;
  return {
    role,
    pages: pagesFor(role, principal.memberships.length > 1),
    capabilities: everyCapability.filter(
      capability =>
        !isForInstallation(capability) &&
        isAdmitted(principal, accessOf(capability)) &&
        scopeTouches(scopeOf(principal, accessOf(capability)), clientId),
    ),
  };
}

/** Through which the chatbots of a person are listed. */
export const chatAccess: Access = accessOf('chat');
