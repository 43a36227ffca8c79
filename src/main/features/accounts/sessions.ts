import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { newId } from '#main/platform/new-id.ts';
import type { AccessStore } from '#main/features/access/store.ts';
import type { Principal, RequestContext, UserPrincipal } from '#main/features/access/principal.ts';
import { ACCESS_TOKEN_SECONDS, type AccessTokens } from './access-tokens.ts';
import type { ReportSecurityEvent } from './security-events.ts';
import type { SessionStore } from './session-store.ts';
import type { AccountStore, SessionRow, UserRow } from './store.ts';

const SESSION_DAYS = 30;
const TOUCH_EVERY_MS = 60_000;
/** How long the answer to a refresh is given again: a lost answer is asked for again within a retry or two. */
const ANSWER_KEPT_MS = 10_000;

type Dependencies = {
  store: AccountStore;
  sessionStore: SessionStore;
  access: AccessStore;
  tokens: AccessTokens;
  /** Never goes back: what is over stays over. */
  clock: Clock;
  report: ReportSecurityEvent;
  whenWritable: Storage['whenWritable'];
  monotonicMs?: () => number;
};
type Remote = RequestContext['remote'];
type Tokens = { accessToken: string; refreshToken: string; expiresIn: number };

export type Sessions = ReturnType<typeof createSessions>;

/** Browser sessions (opaque cookie) and API sessions (short signed token, refresh token that is replaced at each use). */
export function createSessions({
  store,
  sessionStore,
  access,
  tokens,
  clock,
  report,
  whenWritable,
  monotonicMs = () => performance.now(),
}: Dependencies) {
  /** The last refresh of each session, for a moment: the token it was asked with, and what was answered. */
  const lastAnswers = new Map<
    string,
    { askedWith: string; remote: Remote; answer: Promise<Tokens>; at: number }
  >();

  function open(
    user: UserRow,
    kind: SessionRow['kind'],
    remote: Remote,
  ): { session: SessionRow; secret: string } {
    const secret = randomBytes(32).toString('base64url');
    const now = clock.now();
    const session = store.insertSession({
      id: newId(),
      userId: user.id,
      kind,
      tokenHash: digest(secret),
      userAgent: remote.userAgent?.slice(0, 300) ?? null,
      address: remote.address,
      createdAt: now.toISOString(),
      lastUsedAt: now.toISOString(),
      expiresAt: expiry(now).toISOString(),
    });
    store.update(user.id, { lastSignInAt: now.toISOString() });
    return { session, secret };
  }

  async function tokensFor(session: SessionRow, secret: string): Promise<Tokens> {
    return {
      accessToken: await tokens.issue(session),
      refreshToken: `${session.id}.${secret}`,
      expiresIn: ACCESS_TOKEN_SECONDS,
    };
  }

  /** The live session and its active owner; throws `auth.session_expired`. */
  function live(session: SessionRow | null): { session: SessionRow; user: UserRow } {
    const user = session ? store.byId(session.userId) : null;
    if (
      !session ||
      !user ||
      !user.active ||
      session.revokedAt !== null ||
      session.expiresAt <= clock.now().toISOString()
    ) {
      throw expired();
    }
    return { session, user };
  }

  function principalOf(user: UserRow, session: SessionRow): UserPrincipal {
    return {
      kind: 'user',
      role: user.role,
      userId: user.id,
      sessionId: session.id,
      ...access.reachOf(user.id, user.role),
    };
  }

  function touch(session: SessionRow): void {
    const now = clock.now();
    if (now.getTime() - new Date(session.lastUsedAt).getTime() < TOUCH_EVERY_MS) return;
    whenWritable(() =>
      store.updateSession(session.id, {
        lastUsedAt: now.toISOString(),
        expiresAt: expiry(now).toISOString(),
      }),
    );
  }

  function end(sessionId: string): void {
    lastAnswers.delete(sessionId);
    store.updateSession(sessionId, { revokedAt: clock.now().toISOString() });
  }

  /** The answer this very token was given a moment ago, to the same program, while what it brought was not used. */
  function answerAgain(session: SessionRow, tokenHash: string, remote: Remote): Promise<Tokens> | null {
    const last = lastAnswers.get(session.id);
    if (last?.askedWith !== tokenHash || monotonicMs() - last.at > ANSWER_KEPT_MS) return null;
    const same = last.remote.address === remote.address && last.remote.userAgent === remote.userAgent;
    return same ? last.answer : null;
  }

  function keepAnswer(session: SessionRow, remote: Remote, answer: Promise<Tokens>): void {
    const kept = { askedWith: session.tokenHash, remote, answer, at: monotonicMs() };
    lastAnswers.set(session.id, kept);
    // A token in the clear stays in memory no longer than it may be asked for again.
    setTimeout(() => {
      if (lastAnswers.get(session.id) === kept) lastAnswers.delete(session.id);
    }, ANSWER_KEPT_MS).unref();
  }

  return {
    openBrowser(user: UserRow, remote: Remote): { value: string; expiresAt: Date } {
      const { session, secret } = open(user, 'browser', remote);
      return { value: `${session.id}.${secret}`, expiresAt: new Date(session.expiresAt) };
    },

    async openApi(user: UserRow, remote: Remote): Promise<Tokens> {
      const { session, secret } = open(user, 'api', remote);
      return tokensFor(session, secret);
    },

    /**
     * Replaces the refresh token. One that was replaced before means that two parties hold the session, one of them a
     * thief: the session dies, whoever asks. The exception is a program whose answer was lost on the way and that asks
     * again within seconds from the same address: it is given the same answer, as long as the new token was not used.
     * There is never more than one refresh token alive, so a thief who is as quick and as near is found out when the
     * other one refreshes next.
     */
    async refresh(refreshToken: string, remote: Remote): Promise<Tokens> {
      const { id, secret } = split(refreshToken);
      const { session } = live(store.session(id));
      const tokenHash = digest(secret);
      if (session.kind !== 'api') throw expired();
      if (!sameHash(session.tokenHash, tokenHash)) {
        const again = answerAgain(session, tokenHash, remote);
        if (again !== null) return again;
        if (session.previousTokenHash === tokenHash || sessionStore.wasRotated(session.id, tokenHash)) {
          end(session.id);
          report({ action: 'auth.token_reused', userId: session.userId, remote, target: session.id });
        }
        throw expired();
      }
      const next = randomBytes(32).toString('base64url');
      const now = clock.now();
      sessionStore.rotate(session, {
        tokenHash: digest(next),
        lastUsedAt: now.toISOString(),
        expiresAt: expiry(now).toISOString(),
      });
      const answer = tokensFor(session, next);
      keepAnswer(session, remote, answer);
      return answer;
    },

    fromCookie(value: string): Principal {
      const { id, secret } = split(value);
      const { session, user } = live(store.session(id));
      if (session.kind !== 'browser' || !sameHash(session.tokenHash, digest(secret))) throw expired();
      touch(session);
      return principalOf(user, session);
    },

    async fromAccessToken(token: string): Promise<Principal> {
      const { sessionId, userId } = await tokens.sessionOf(token);
      const { session, user } = live(store.session(sessionId));
      if (session.kind !== 'api' || user.id !== userId) throw expired();
      return principalOf(user, session);
    },

    /** What a session may do by now. Throws `auth.session_expired`. */
    renew(sessionId: string): Principal {
      const { session, user } = live(store.session(sessionId));
      return principalOf(user, session);
    },

    listOf: (userId: string): SessionRow[] => sessionStore.liveOf(userId, clock.now().toISOString()),

    end,

    /** Ends every session of a person, but for one when it is given. @returns how many ended. */
    endAll(userId: string, exceptId: string | null): number {
      const now = clock.now().toISOString();
      const ended = sessionStore.liveOf(userId, now).filter(({ id }) => id !== exceptId);
      store.revokeSessionsOf(userId, now, exceptId);
      for (const { id } of ended) lastAnswers.delete(id);
      return ended.length;
    },

    /** Forgets sessions that are over. @returns how many. */
    clean: (): number => sessionStore.removeEnded(clock.now().toISOString()),
  };
}

function expired(): FoyerError {
  return new FoyerError('auth.session_expired', 'The session is over');
}

function expiry(now: Date): Date {
  return new Date(now.getTime() + SESSION_DAYS * 86_400_000);
}

function split(token: string): { id: string; secret: string } {
  const at = token.indexOf('.');
  return at < 0 ? { id: '', secret: '' } : { id: token.slice(0, at), secret: token.slice(at + 1) };
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function sameHash(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));
}
