import type { SiteSettings } from '#shared/contract/sources.ts';
import { createSiteScope, isDocumentAddress } from '#shared/lib/site-scope.ts';
import type { SkipReason } from '#main/features/sources/kinds.ts';
import { isEndless, isNeverRead } from './address.ts';

export type Scope = {
  /** Why an address is not gone to; null where it is. */
  refusalOf(address: string): SkipReason | null;
  /** Whether an address is of a host of the beginnings, whatever its path. */
  isOfSite(address: string): boolean;
};

/** Where a look stays: as the settings say, but for what is nothing to read and what has no end. */
export function createScope(settings: SiteSettings, now: () => Date): Scope {
  const scope = createSiteScope({ ...settings, starts: settings.start.map(address => new URL(address)) });
  return {
    isOfSite: address => scope.isOfSite(new URL(address)),
    refusalOf(address) {
      const url = new URL(address);
      const { followed, why } = scope.judge(url);
      if (why === 'elsewhere') return 'elsewhere';
      if (why === 'excluded') return 'ignored';
      if (why === 'start') return null;
      if (isNeverRead(url) || (isDocumentAddress(url) && !settings.files)) return 'unsupported';
      return !followed || isEndless(url, now()) ? 'out_of_scope' : null;
    },
  };
}
