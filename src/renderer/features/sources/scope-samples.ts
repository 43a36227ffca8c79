import type { SiteSettings } from '#shared/contract/sources.ts';
import { createSiteScope, isDocumentAddress, type ScopeVerdict } from '#shared/lib/site-scope.ts';
import { filled, withScheme } from './source-draft.ts';

export type Judged = {
  address: string;
  verdict: ScopeVerdict | { followed: false; why: 'no_files'; pattern: null };
};

/** Of each side of the judgement. */
const SHOWN = 5;

const startsOf = ({ start }: SiteSettings): string[] =>
  filled(start)
    .map(withScheme)
    .filter(address => URL.canParse(address));

/** An address as people type it: whole, without its scheme, or a path of the site. Null for anything else. */
export function typedAddress(settings: SiteSettings, typed: string): string | null {
  const text = typed.trim();
  const [start] = startsOf(settings);
  if (text === '' || start === undefined) return null;
  const address = text.startsWith('/') ? text : withScheme(text);
  return URL.canParse(address, start) ? new URL(address, start).href : null;
}

/** Addresses that the settings themselves speak of, for a site that was not looked at yet. */
export function exampleAddresses(settings: SiteSettings): string[] {
  const [start] = startsOf(settings);
  if (start === undefined) return [];
  const spoken = [...filled(settings.include), ...filled(settings.exclude)].map(pattern => {
    const path = pattern.replace(/\/?\*\*+$/u, '/exemple').replaceAll(/\*+/gu, 'exemple');
    return /^(?:\/|https?:)/u.test(path) ? path : `/${path}`;
  });
  const below = start.endsWith('/') ? start : `${start}/`;
  const addresses = [start, `${below}contact`, `${below}brochure.pdf`, ...spoken]
    .filter(address => URL.canParse(address, start))
    .map(address => new URL(address, start).href);
  return [...new Set(addresses)];
}

/** Which addresses the settings have followed, as they stand; some of each, and how many there are. */
export function judgeAddresses(settings: SiteSettings, addresses: readonly string[]) {
  const scope = createSiteScope({
    starts: startsOf(settings).map(address => new URL(address)),
    include: filled(settings.include),
    exclude: filled(settings.exclude),
  });
  const judged = addresses.map((address): Judged => {
    const url = new URL(address);
    const verdict = scope.judge(url);
    const isLeftFile =
      verdict.followed && verdict.why !== 'start' && !settings.files && isDocumentAddress(url);
    return { address, verdict: isLeftFile ? { followed: false, why: 'no_files', pattern: null } : verdict };
  });
  const followed = judged.filter(({ verdict }) => verdict.followed);
  const left = judged.filter(({ verdict }) => !verdict.followed);
  return {
    shown: [...followed.slice(0, SHOWN), ...left.slice(0, SHOWN)],
    followed: followed.length,
    left: left.length,
  };
}
