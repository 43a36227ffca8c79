import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { SigningKeys } from './signing-keys.ts';

export const ACCESS_TOKEN_SECONDS = 15 * 60;
const ALGORITHM = 'HS256';
const AUDIENCE = 'foyer-api';
const ISSUER = 'foyer';

const REMEMBERED_TOKENS = 1_000; // of programs at work at the same time

type Dependencies = { keys: SigningKeys; clock: Clock };
type Verified = { sessionId: string; userId: string; kid: unknown; issuedAt: number; expiresAt: number };

export type AccessTokens = ReturnType<typeof createAccessTokens>;

/**
 * Short signed tokens of programs (RFC 7519). What a token says of itself chooses nothing: one algorithm is accepted,
 * and its key only from our own ring.
 */
export function createAccessTokens({ keys, clock }: Dependencies) {
  /** Tokens that were verified: the same one comes with every request, and its signature does not change. */
  const verified = new Map<string, Verified>();

  function remember(token: string, proof: Verified): void {
    const [oldest] = verified.keys();
    if (verified.size >= REMEMBERED_TOKENS && oldest !== undefined) verified.delete(oldest);
    verified.set(token, proof);
  }

  /** What was verified before, while its key is ours and its time is not over. */
  function recall(token: string): Verified | null {
    const proof = verified.get(token);
    if (proof === undefined) return null;
    const now = clock.now().getTime() / 1000;
    if (keys.byId(proof.kid) !== null && now >= proof.issuedAt && now < proof.expiresAt) return proof;
    verified.delete(token);
    return null;
  }

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
      const known = recall(token);
      if (known !== null) return known;
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
      const { iat = 0, exp = 0 } = payload;
      const { kid } = decodeProtectedHeader(token);
      remember(token, { sessionId: sid, userId: sub, kid, issuedAt: iat, expiresAt: exp });
      return { sessionId: sid, userId: sub };
    },
  };

  function keyNamed(kid: unknown): Uint8Array {
    const key = keys.byId(kid);
    if (key === null) throw new Error('The token is signed with a key that is not ours');
    return key;
  }
}
