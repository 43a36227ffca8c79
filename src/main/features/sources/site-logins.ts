import type { SiteLogin, SiteSettings } from '#shared/contract/sources.ts';
import { isFoyerError } from '#shared/errors.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import { readSiteAccess, writeSiteAccess } from '#shared/lib/site-access.ts';

/** The host that a login is for: the one where the first beginning is. */
const loginOrigin = ({ start: [first] }: SiteSettings): string => new URL(first ?? '').origin;

/** Logins of sites: sealed with the one host that they are for, which they do not outlive. */
export function createSiteLogins(secrets: Pick<Secrets, 'seal' | 'open'>) {
  return {
    seal: (settings: SiteSettings, login: SiteLogin): string =>
      secrets.seal(writeSiteAccess({ origin: loginOrigin(settings), login })),

    /** What is kept where the settings still begin at its host; null, and so forgotten, elsewhere. */
    keptFor(settings: SiteSettings, sealed: string | null): string | null {
      if (sealed === null) return null;
      try {
        return readSiteAccess(secrets.open(sealed)).origin === loginOrigin(settings) ? sealed : null;
      } catch (error) {
        if (isFoyerError(error) && error.code === 'secrets.unreadable') return null;
        throw error;
      }
    },
  };
}
