import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { v7 as newId } from 'uuid';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Log } from '#main/platform/log.ts';
import type { AccessStore } from '#main/features/access/store.ts';
import type { Principal, RequestContext } from '#main/features/access/principal.ts';
import type { AccountStore, SessionRow, UserRow } from './store.ts';

const ACCESS_TOKEN_SECONDS = 15 * 60;
const SESSION_DAYS = 30;
const TOUCH_EVERY_MS = 60_000;
const TOKEN_AUDIENCE = 'foyer-api';
const TOKEN_ISSUER = 'foyer';

type Dependencies = {
  store: AccountStore;
  access: AccessStore;
  signingKey: Uint8Array;
  clock: Clock;
  log: Log;
};
type Remote = RequestContext['remote'];

export type Sessions = ReturnType<typeof createSessions>;

/** Browser sessions (opaque cookie) and API sessions (short signed token, refresh token that is replaced at each use). */
export function createSessions({ store, access, signingKey, clock, log }: Dependencies) {
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

  async function accessTokenFor(session: SessionRow): Promise<string> {
    const issuedAt = Math.floor(clock.now().getTime() / 1000);
    return new SignJWT({ sid: session.id })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(session.userId)
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
      .sign(signingKey);
  }

  async function tokensFor(session: SessionRow, secret: string) {
    return {
      accessToken: await accessTokenFor(session),
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

  function principalOf(user: UserRow, session: SessionRow): Principal {
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
    store.updateSession(session.id, { lastUsedAt: now.toISOString(), expiresAt: expiry(now).toISOString() });
  }

  return {
    openBrowser(user: UserRow, remote: Remote): { value: string; expiresAt: Date } {
      const { session, secret } = open(user, 'browser', remote);
      return { value: `${session.id}.${secret}`, expiresAt: new Date(session.expiresAt) };
    },

    async openApi(user: UserRow, remote: Remote) {
      const { session, secret } = open(user, 'api', remote);
      return tokensFor(session, secret);
    },

    /** Replaces the refresh token. One that was replaced before means theft: the session dies. */
    async refresh(refreshToken: string) {
      const { id, secret } = split(refreshToken);
      const { session } = live(store.session(id));
      if (session.previousTokenHash !== null && matches(session.previousTokenHash, secret)) {
        store.updateSession(session.id, { revokedAt: clock.now().toISOString() });
        log.warn(
          { session: session.id, user: session.userId },
          'a replaced refresh token was used again: session ended',
        );
        throw expired();
      }
      if (session.kind !== 'api' || !matches(session.tokenHash, secret)) throw expired();
      const next = randomBytes(32).toString('base64url');
      const now = clock.now();
      store.updateSession(session.id, {
        tokenHash: digest(next),
        previousTokenHash: session.tokenHash,
        lastUsedAt: now.toISOString(),
        expiresAt: expiry(now).toISOString(),
      });
      return tokensFor(session, next);
    },

    fromCookie(value: string): Principal {
      const { id, secret } = split(value);
      const { session, user } = live(store.session(id));
      if (session.kind !== 'browser' || !matches(session.tokenHash, secret)) throw expired();
      touch(session);
      return principalOf(user, session);
    },

    async fromAccessToken(token: string): Promise<Principal> {
      const verified = await jwtVerify(token, signingKey, {
        algorithms: ['HS256'],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        currentDate: clock.now(),
      }).catch((error: unknown) => {
        throw new FoyerError('auth.session_expired', 'The token is not valid', { cause: error });
      });
      const sessionId = verified.payload['sid'];
      const { session, user } = live(typeof sessionId === 'string' ? store.session(sessionId) : null);
      return principalOf(user, session);
    },

    end(sessionId: string): void {
      store.updateSession(sessionId, { revokedAt: clock.now().toISOString() });
    },
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

function matches(storedHash: string, secret: string): boolean {
  return timingSafeEqual(Buffer.from(storedHash, 'hex'), Buffer.from(digest(secret), 'hex'));
}
