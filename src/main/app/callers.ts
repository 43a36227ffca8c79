import type { Principal } from '#main/features/access/principal.ts';
import { isKey } from '#main/features/keys/index.ts';
import type { App } from './ports.ts';
import type { Parts } from './parts.ts';

/** Who calls: known by what they show, and looked at again while they are answered. */
export function createCallers({
  accounts,
  keys,
  visitors,
}: Pick<Parts, 'accounts' | 'keys' | 'visitors'>): Pick<App, 'authenticate'> & {
  /** The same caller as they are by now. Throws (401) once their session or key no longer holds. */
  renew(principal: Principal): Principal;
} {
  return {
    async authenticate({ bearer, sessionCookie }) {
      if (bearer !== null) {
        return isKey(bearer) ? keys.service.authenticate(bearer) : accounts.sessions.fromAccessToken(bearer);
      }
      if (sessionCookie !== null) return accounts.sessions.fromCookie(sessionCookie);
      return { kind: 'anonymous' };
    },
    renew(principal) {
      switch (principal.kind) {
        case 'user':
          return accounts.sessions.renew(principal.sessionId);
        case 'key':
          return keys.service.renew(principal.keyId);
        case 'local':
          return principal.window === undefined ? accounts.localPrincipal() : accounts.windowPrincipal();
        case 'visitor':
          return visitors.admission.renew(principal);
        case 'anonymous':
          return principal;
      }
    },
  };
}
