import type { SourceItem, SourceKindName } from '#shared/contract/sources.ts';

/** Where something of a source stands, as a person would look for it; an entry of a feed has an id for programs alone. */
export function itemPlace(kind: SourceKindName, { key, address }: SourceItem): string | null {
  return address ?? (kind === 'feed' ? null : key);
}
