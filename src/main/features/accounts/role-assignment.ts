import type { Membership } from '#shared/contract/auth.ts';
import type { ClientRole, Role } from '#shared/contract/route.ts';
import { FoyerError } from '#shared/errors.ts';
import { strongestRole } from '#shared/lib/strongest-role.ts';

/** What a person is: a role for the installation, or roles for clients of which `role` is the strongest. */
export type Assignment = { role: Role; memberships: readonly Membership[] };

type Wanted = { role: Role; memberships?: readonly Membership[] | undefined };

export function isInstallationRole(role: Role): role is Exclude<Role, ClientRole> {
  return role === 'owner' || role === 'admin';
}

/**
 * What a wish amounts to. Without memberships the role is for the only client there is, or for none when there are
 * several. Throws `request.invalid` for memberships of an owner or administrator, who need none, or two for one
 * client; `resource.not_found` for a client that is not there.
 */
export function assign(wanted: Wanted, clientIds: readonly string[]): Assignment {
  const { role } = wanted;
  if (isInstallationRole(role)) {
    if (wanted.memberships !== undefined && wanted.memberships.length > 0) {
      throw new FoyerError('request.invalid', `memberships: role ${role} is for every client`, {
        details: { field: 'memberships' },
      });
    }
    return { role, memberships: [] };
  }
  const onlyClient = clientIds.length === 1 ? clientIds.map(clientId => ({ clientId, role })) : [];
  const memberships = wanted.memberships ?? onlyClient;
  checkMemberships(memberships, clientIds);
  return { role: strongestRole(memberships), memberships };
}

function checkMemberships(memberships: readonly Membership[], clientIds: readonly string[]): void {
  const seen = new Set<string>();
  for (const { clientId } of memberships) {
    if (!clientIds.includes(clientId)) throw new FoyerError('resource.not_found', `No client ${clientId}`);
    if (seen.has(clientId)) {
      throw new FoyerError('request.invalid', `memberships: two roles for client ${clientId}`, {
        details: { field: 'memberships' },
      });
    }
    seen.add(clientId);
  }
}
