import { FoyerError } from '#shared/errors.ts';
import type { SiteSettings } from '#shared/contract/sources.ts';
import type { Look, Waiting } from '#main/features/sources/kinds.ts';
import type { Arrival } from './site-arrival.ts';
import type { SiteLinks } from './site-links.ts';

const LOGIN_ADDRESS = /\b(?:log-?in|sign-?in|connexion|identification|oauth2?|auth|sso|saml2?|adfs)\b/iu;

/**
 * Tells a login that no longer works from a page that is closed to whoever logs in: the beginning, and what was read
 * before, were open to it. Without a login there is nothing to tell.
 */
export function createLoginCheck(look: Look<SiteSettings>, links: SiteLinks) {
  const wasOpen = (key: string): boolean => links.isBeginning(key) || look.known(key) !== null;

  /** Throws `source.login_refused`, which ends the look: nothing has vanished. */
  function require(isRefused: boolean, address: string): void {
    if (look.login === null || !isRefused) return;
    const { host } = new URL(address);
    throw new FoyerError('source.login_refused', `${host} asks to sign in`, { details: { host } });
  }

  return {
    /** Where a page asks to sign in. */
    requireLetIn({ waiting, key }: { waiting: Waiting; key: string }): void {
      require(wasOpen(waiting.key) || wasOpen(key), key);
    },
    /** Where a redirect left the site. */
    requireNotSentAway({ key }: Waiting, { reason, detail }: Extract<Arrival, { type: 'stopped' }>): void {
      require(reason === 'elsewhere' && wasOpen(key) && LOGIN_ADDRESS.test(detail), key);
    },
  };
}
