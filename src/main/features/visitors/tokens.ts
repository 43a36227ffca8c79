import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { VISITOR_TOKEN_SECONDS } from '#shared/contract/visitor.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';

const AUDIENCE = 'foyer-widget';
const ISSUER = 'foyer';
const SECRET_BYTES = 32;

/** What a visitor token says; everything in it is checked again at each call. */
export type VisitorClaims = {
  /** The public id of the widget. */
  widgetId: string;
  visitorId: string;
  /** The page the token was made for. */
  origin: string;
  epoch: number;
};

export type VisitorTokens = ReturnType<typeof createVisitorTokens>;

/** Short signed tokens (HS256) of an audience of their own: no other token of Foyer passes for one, nor the reverse. */
export function createVisitorTokens({ signingKey, clock }: { signingKey: Uint8Array; clock: Clock }) {
  return {
    async issue({ widgetId, visitorId, origin, epoch }: VisitorClaims): Promise<string> {
      const issuedAt = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT({ wid: widgetId, vid: visitorId, org: origin, ep: epoch })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + VISITOR_TOKEN_SECONDS)
        .sign(signingKey);
    },

    /** Throws `auth.session_expired` for a token that is none of ours, not for visitors, or too old. */
    async read(token: string): Promise<VisitorClaims> {
      const { payload } = await jwtVerify(token, signingKey, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        currentDate: clock.now(),
        requiredClaims: ['exp'],
      }).catch((error: unknown) => {
        throw new FoyerError('auth.session_expired', 'The visitor token is not valid', { cause: error });
      });
      const { wid, vid, org, ep } = payload;
      if (typeof wid !== 'string' || typeof vid !== 'string' || typeof org !== 'string') throw incomplete();
      if (typeof ep !== 'number') throw incomplete();
      return { widgetId: wid, visitorId: vid, origin: org, epoch: ep };
    },
  };
}

function incomplete(): FoyerError {
  return new FoyerError('auth.session_expired', 'The visitor token lacks a claim');
}

/** What the browser keeps to come back as the same visitor, and what is stored of it. */
export function createSecret(): { secret: string; hash: string } {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { secret, hash: digest(secret) };
}

export function isSecret(shown: string, storedHash: string | null): boolean {
  if (storedHash === null) return false;
  return timingSafeEqual(Buffer.from(storedHash, 'hex'), Buffer.from(digest(shown), 'hex'));
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
