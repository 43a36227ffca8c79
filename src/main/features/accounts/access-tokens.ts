import { jwtVerify, SignJWT } from 'jose';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { SigningKeys } from './signing-keys.ts';

export const ACCESS_TOKEN_SECONDS = 15 * 60;
const ALGORITHM = 'HS256';
const AUDIENCE = 'foyer-api';
const ISSUER = 'foyer';

type Dependencies = { keys: SigningKeys; clock: Clock };

export type AccessTokens = ReturnType<typeof createAccessTokens>;

/**
 * Short signed tokens of programs (RFC 7519). What a token says of itself chooses nothing: one algorithm is accepted,
 * and its key only from our own ring.
 */
export function createAccessTokens({ keys, clock }: Dependencies) {
  return {
    issue({ id, userId }: { id: string; userId: string }): Promise<string> {
      const issuedAt = Math.floor(clock.now().getTime() / 1000);
      const key = keys.current();
      return new SignJWT({ sid: id })
        .setProtectedHeader({ alg: ALGORITHM, kid: key.id })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
        .sign(key.secret);
    },

    /** The session a token belongs to. Throws `auth.session_expired` for any token that is not wholly ours and alive. */
    async sessionOf(token: string): Promise<{ sessionId: string; userId: string }> {
      const { payload } = await jwtVerify(token, header => keyNamed(header.kid), {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'sid', 'exp'],
        // Also refuses a token from the future: after a clock was set back, an expired one would look new.
        maxTokenAge: ACCESS_TOKEN_SECONDS,
        currentDate: clock.now(),
      }).catch((error: unknown) => {
        throw new FoyerError('auth.session_expired', 'The token is not valid', { cause: error });
      });
      const { sid, sub } = payload;
      if (typeof sid !== 'string' || typeof sub !== 'string') {
        throw new FoyerError('auth.session_expired', 'The token names no session');
      }
      return { sessionId: sid, userId: sub };
    },
  };

  function keyNamed(kid: unknown): Uint8Array {
    const key = keys.byId(kid);
    if (key === null) throw new Error('The token is signed with a key that is not ours');
    return key;
  }
}
