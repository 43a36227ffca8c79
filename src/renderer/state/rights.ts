import { useMemo } from 'react';
import type { Role } from '#shared/contract/route.ts';
import { useCurrentClient } from './current-client.tsx';
import { useSession } from './session.tsx';

export type Rights = { role: Role | null; may(...roles: readonly Role[]): boolean };

/** What the person may do for a client: the one shown, or the one a thing belongs to. */
export function useRights(ofClientId?: string): Rights {
  const { clientId } = useCurrentClient();
  const role = useSession().roleIn(ofClientId ?? clientId);
  return useMemo(() => ({ role, may: (...roles) => role !== null && roles.includes(role) }), [role]);
}
