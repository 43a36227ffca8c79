import type { Role } from '#shared/contract/route.ts';
import { allClients, type ClientScope } from '#main/db/client-scope.ts';

/** Who is calling, decided once a request by the door that received it. */
export type Principal =
  | { kind: 'anonymous' }
  /** The owner of this machine: desktop window or command line. `userId` is null before the first account. */
  | { kind: 'local'; role: 'owner'; userId: string | null }
  | { kind: 'user'; role: Role; userId: string; sessionId: string };

/** What every handler receives beside its input. */
export type RequestContext = {
  principal: Principal;
  /** One id a request, in every log line and error of it. */
  correlationId: string;
  remote: {
    /** Socket address; null for the window and the in-process command line. Never taken from a header. */
    address: string | null;
    userAgent: string | null;
  };
  /** Asks the door to set (or, with null, clear) the browser's session cookie. */
  setSessionCookie(cookie: { value: string; expiresAt: Date } | null): void;
};

export function userIdOf(principal: Principal): string | null {
  return principal.kind === 'anonymous' ? null : principal.userId;
}

/** The clients a principal may touch; nobody signed in touches none. */
export function scopeOf(principal: Principal): ClientScope {
  return principal.kind === 'anonymous' ? { clientIds: [] } : allClients;
}
