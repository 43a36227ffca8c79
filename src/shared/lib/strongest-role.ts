import { clientRoles, type ClientRole } from '../contract/route.ts';

/** The strongest of the roles held for clients; `member` for a person who has none. */
export function strongestRole(memberships: readonly { role: ClientRole }[]): ClientRole {
  return clientRoles.find(role => memberships.some(held => held.role === role)) ?? 'member';
}
