import type { Role } from '../contract/route.ts';

/** The pages of the interface, in the order of the rail. */
export const pageNames = [
  'home',
  'chat',
  'chatbots',
  'knowledge',
  'sources',
  'conversations',
  'contacts',
  'approvals',
  'usage',
  'clients',
  'models',
  'settings',
] as const;
export type PageName = (typeof pageNames)[number];

/** Who may open each; null is everyone who is signed in. */
export const pageRoles: Record<PageName, readonly Role[] | null> = {
  home: null,
  chat: null,
  chatbots: ['owner', 'admin', 'editor'],
  knowledge: ['owner', 'admin', 'editor'],
  sources: ['owner', 'admin', 'editor'],
  conversations: ['owner', 'admin', 'editor', 'agent'],
  contacts: ['owner', 'admin', 'editor', 'agent'],
  approvals: ['owner', 'admin', 'editor', 'agent'],
  usage: ['owner', 'admin', 'editor'],
  clients: ['owner', 'admin'],
  models: ['owner', 'admin'],
  settings: null,
};

/**
 * The pages a role may open; what one may not do is absent. The clients are for whoever works for several, and for
 * administrators always.
 */
export function pagesFor(role: Role | null, severalClients: boolean): PageName[] {
  return pageNames.filter(name => {
    if (name === 'clients' && severalClients) return true;
    const admitted = pageRoles[name];
    return admitted === null || (role !== null && admitted.includes(role));
  });
}

/** How the addresses of the interface begin, after its `#`. */
export const pageSegments: ReadonlySet<string> = new Set([
  'chat',
  'chatbots',
  'knowledge',
  'sources',
  'documents',
  'conversations',
  'contacts',
  'approvals',
  'clients',
  'models',
  'modules',
  'settings',
  'sign-in',
  'forgotten',
  'join',
  'set-up',
  'welcome',
]);
