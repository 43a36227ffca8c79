import { createHash, randomBytes } from 'node:crypto';
import type { IssuedLink, LinkKind } from '#shared/contract/people.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import { newId } from '#main/platform/new-id.ts';
import type { LinkRow, LinkStore } from './link-store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const TOKEN_BYTES = 32; // 256 random bits: nothing to guess, so a plain digest keeps them
/** A holiday may lie between an invitation and its reading. */
export const INVITATION_LIFETIME_MS = 7 * DAY_MS;
/** Handed over by an administrator: until the next day. */
export const RESET_LIFETIME_MS = DAY_MS;
/** Asked for by the person, who waits for the mail (OWASP: an hour at most). */
export const REQUESTED_RESET_LIFETIME_MS = HOUR_MS;

type Dependencies = { store: LinkStore; clock: Clock };

export type OneTimeLinks = ReturnType<typeof createOneTimeLinks>;

/**
 * Links by which one person chooses a password, once. The token is handed out when it is made and never again: only
 * its SHA-256 is kept. A person has one link at most; a newer one ends those before it.
 */
export function createOneTimeLinks({ store, clock }: Dependencies) {
  const now = () => clock.now().toISOString();

  /** Throws `link.unknown` (also for a token of another shape), `link.used`, `link.expired`. */
  function find(token: string): LinkRow {
    const link = store.byTokenHash(digest(token));
    if (!link) throw new FoyerError('link.unknown', 'No such link');
    if (link.usedAt !== null) throw new FoyerError('link.used', 'The link was used');
    if (link.expiresAt <= now()) throw new FoyerError('link.expired', 'The link has expired or was replaced');
    return link;
  }

  return {
    /**
     * A new link for a person, who must exist; their older unused ones end. `createdBy` is the administrator who
     * makes it, or null when the person asked for it by mail, and then it lives an hour.
     */
    issue(input: { userId: string; kind: LinkKind; createdBy: string | null }): IssuedLink {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const at = clock.now();
      const expiresAt = new Date(at.getTime() + lifetimeMs(input.kind, input.createdBy)).toISOString();
      store.endUnused(input.userId, at.toISOString());
      store.insert({
        ...input,
        id: newId(),
        tokenHash: digest(token),
        createdAt: at.toISOString(),
        expiresAt,
      });
      return { kind: input.kind, token, expiresAt };
    },

    /** Whom a link is for, without using it. Throws like `consume`. */
    inspect(token: string): { userId: string; kind: LinkKind; expiresAt: string } {
      const { userId, kind, expiresAt } = find(token);
      return { userId, kind, expiresAt };
    },

    /** Uses a link: the same token never works again. Throws `link.unknown`, `link.used`, `link.expired`. */
    consume(token: string): { userId: string; kind: LinkKind } {
      const { id, userId, kind } = find(token);
      if (!store.markUsed(id, now())) throw new FoyerError('link.used', 'The link was used');
      store.endUnused(userId, now());
      return { userId, kind };
    },

    /** Ends the links of a person that are out and unused. */
    end(userId: string): void {
      store.endUnused(userId, now());
    },
  };
}

function lifetimeMs(kind: LinkKind, createdBy: string | null): number {
  if (kind === 'invitation') return INVITATION_LIFETIME_MS;
  return createdBy === null ? REQUESTED_RESET_LIFETIME_MS : RESET_LIFETIME_MS;
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
