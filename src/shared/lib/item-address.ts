import type { SourceKindName } from '../contract/sources.ts';

/** Where something of a source can be opened in a browser: pages of a site, entries of a feed. Null for files. */
export function itemAddress(kind: SourceKindName, key: string): string | null {
  return (kind === 'site' || kind === 'feed') && /^https?:\/\/\S+$/.test(key) ? key : null;
}
