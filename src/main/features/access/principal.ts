import type { Language } from '#shared/contract/vocabulary.ts';
import type { Membership } from '#shared/contract/auth.ts';
import type { Access, AccessRule, KeyScope, Role } from '#shared/contract/route.ts';
import type { Acting } from '#main/platform/acting.ts';
import { allClients, wholeClients, type ClientScope, type LimitedReach } from '#main/db/client-scope.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { IncomingFiles } from '#main/platform/incoming-files.ts';

export type UserPrincipal = {
  kind: 'user';
  /** For the installation; for those who are neither owner nor administrator, the strongest of their memberships. */
  role: Role;
  userId: string;
  sessionId: string;
  memberships: readonly Membership[];
  /** Chatbots they reach where they are only a member. */
  sharedChatbotIds: readonly string[];
};

export type KeyPrincipal = {
  kind: 'key';
  keyId: HeldId;
  clientId: HeldId;
  scopes: readonly KeyScope[];
  /** Null: every chatbot of the client. */
  chatbotIds: readonly string[] | null;
};

/**
 * The owner of this machine: desktop window or command line. `userId` is null before the first account. `window` is
 * there for the window alone, which locks; the command line does not.
 */
export type LocalPrincipal = {
  kind: 'local';
  role: 'owner';
  userId: string | null;
  window?: 'open' | 'locked';
};

/** Somebody anonymous on a page of the office, through one chatbot's widget. */
export type VisitorPrincipal = {
  kind: 'visitor';
  visitorId: HeldId;
  /** The widget's chatbot: all they reach, and of its conversations only their own. */
  chatbotId: HeldId;
  clientId: HeldId;
  /** The page the widget is on, as the browser named it. */
  origin: string;
  /** Where the request went, as its `Host` header says. */
  host: string;
  /** The widget's token epoch when the token was made. */
  epoch: number;
};

/** Who is calling, decided once a request by the door that received it. */
export type Principal =
  { kind: 'anonymous' } | LocalPrincipal | UserPrincipal | KeyPrincipal | VisitorPrincipal;

/** What every handler receives beside its input. */
export type RequestContext = {
  principal: Principal;
  /** One id a request, in every log line and error of it. */
  correlationId: string;
  remote: {
    /**
     * Socket address, or what a proxy that the owner named says of it; null for the window and the in-process command
     * line.
     */
    address: string | null;
    userAgent: string | null;
  };
  /** `Idempotency-Key` as it was sent: a creation asked for again under it is not done again. */
  idempotencyKey?: string | null;
  /** What comes with the call, where its route takes files. */
  files?: IncomingFiles;
  /** What whoever asks reads, as far as they say; for the words of errors. */
  language?: Language | null;
  /** Asks the door to send a header with the answer; absent where answers have none. */
  setHeader?: (name: string, value: string) => void;
  /** Where a request over the network came to, `https://example.org/foyer`, as whoever sent it knows the address. */
  reachedAt?: string | null;
  /** The proxy that says it speaks for somebody else, and whether its word is believed; null when none does. */
  proxy?: { address: string | null; trusted: boolean } | null;
  /** Of a request to the public listener: where the browser says it comes from, and where it went. */
  visit?: { origin: string | null; host: string };
  /** What the browser shows of where it signed in before, and how to have it keep more; absent where none asks. */
  devices?: { shown: string | null; remember: (value: string) => void };
  /** Asks the door to set (or, with null, clear) the browser's session cookie. */
  setSessionCookie(cookie: { value: string; expiresAt: Date } | null): void;
};

/** On whose behalf a request acts: what the audit log says of it. */
export function actingOf({ principal, correlationId, remote }: RequestContext): Acting {
  // Of visitors nothing is known but that they came.
  const kind = principal.kind === 'visitor' ? 'anonymous' : principal.kind;
  return { kind, id: userIdOf(principal) ?? apiKeyIdOf(principal), correlationId, ...remote };
}

export function userIdOf(principal: Principal): string | null {
  return principal.kind === 'local' || principal.kind === 'user' ? principal.userId : null;
}

export function apiKeyIdOf(principal: Principal): HeldId | null {
  return principal.kind === 'key' ? principal.keyId : null;
}

export function visitorIdOf(principal: Principal): HeldId | null {
  return principal.kind === 'visitor' ? principal.visitorId : null;
}

/** The desktop window while it waits for its code. */
export function isLocked(principal: Principal): boolean {
  return principal.kind === 'local' && principal.window === 'locked';
}

/** Owners, administrators and the person at the machine: they decide for the whole installation. */
export function isAdministrator(principal: Principal): boolean {
  return (
    principal.kind === 'local' ||
    (principal.kind === 'user' && (principal.role === 'owner' || principal.role === 'admin'))
  );
}

/** The key's scopes that a route admits; `admin` stands for every other one. */
function admittedKeyScopes(principal: KeyPrincipal, access: Access): KeyScope[] {
  const wanted = access.flatMap(rule => (isKeyRule(rule) ? [rule.slice('key:'.length) as KeyScope] : []));
  return principal.scopes.includes('admin')
    ? wanted
    : wanted.filter(scope => principal.scopes.includes(scope));
}

function isKeyRule(rule: AccessRule): rule is `key:${KeyScope}` {
  return rule.startsWith('key:');
}

/** Whether the principal may call a route of this access at all; within which clients is for `scopeOf`. */
export function isAdmitted(principal: Principal, access: Access): boolean {
  if (access.includes('public')) return true;
  switch (principal.kind) {
    case 'anonymous':
      return false;
    case 'local':
      if (access.includes('window')) return true;
      return !isLocked(principal) && (access.includes('local') || access.includes('owner'));
    case 'user':
      return (
        access.includes(principal.role) || principal.memberships.some(({ role }) => access.includes(role))
      );
    case 'key':
      return admittedKeyScopes(principal, access).length > 0;
    case 'visitor':
      return access.includes('visitor');
  }
}

/** Whether only the desktop window and the command line may, whoever asks. */
export function isForThisMachine(access: Access): boolean {
  return access.every(rule => rule === 'local' || rule === 'window');
}

/** What a principal reaches through a route: only clients where it has one of the roles that the route admits. */
export function scopeOf(principal: Principal, access: Access): ClientScope {
  switch (principal.kind) {
    case 'anonymous':
      return wholeClients([]);
    case 'local':
      return isLocked(principal) ? wholeClients([]) : allClients;
    case 'user':
      return isAdministrator(principal) ? allClients : personScope(principal, access);
    case 'key':
      return keyScope(principal, access);
    case 'visitor':
      return access.includes('visitor') ? visitorScope(principal) : wholeClients([]);
  }
}

function personScope(principal: UserPrincipal, access: Access): ClientScope {
  const admitted = principal.memberships.filter(({ role }) => access.includes(role));
  const idsOf = (list: readonly Membership[]) => list.map(({ clientId }) => clientId);
  const asMember = idsOf(admitted.filter(({ role }) => role === 'member'));
  return {
    clientIds: idsOf(admitted.filter(({ role }) => role !== 'member')),
    limited:
      asMember.length === 0
        ? null
        : {
            clientIds: asMember,
            chatbotIds: principal.sharedChatbotIds,
            conversationsOf: { userId: principal.userId },
          },
  };
}

function keyScope(principal: KeyPrincipal, access: Access): ClientScope {
  const scopes = admittedKeyScopes(principal, access);
  if (scopes.length === 0) return wholeClients([]);
  const mayRead = principal.scopes.includes('admin') || scopes.includes('read') || scopes.includes('write');
  if (mayRead && principal.chatbotIds === null) return wholeClients([principal.clientId]);
  const limited: LimitedReach = {
    clientIds: [principal.clientId],
    chatbotIds: principal.chatbotIds ?? 'all',
    conversationsOf: mayRead ? 'everyone' : { apiKeyId: principal.keyId },
  };
  return { clientIds: [], limited };
}

function visitorScope({ clientId, chatbotId, visitorId }: VisitorPrincipal): ClientScope {
  return {
    clientIds: [],
    limited: { clientIds: [clientId], chatbotIds: [chatbotId], conversationsOf: { visitorId } },
  };
}
