import type { SourceItem, SourceKindName } from '#shared/contract/sources.ts';

/** Kinds whose keys are ids for programs alone: of an entry of a feed, of a message. */
const NAMED_FOR_PROGRAMS: ReadonlySet<SourceKindName> = new Set(['feed', 'mailbox']);

/** What something of a source is called; null where it has no name for people. */
export function itemName(kind: SourceKindName, item: SourceItem): string | null {
  return item.title ?? itemPlace(kind, item);
}

/** Where something of a source stands, as a person would look for it; null: nowhere that would tell them anything. */
export function itemPlace(kind: SourceKindName, { key, address }: SourceItem): string | null {
  return address ?? (NAMED_FOR_PROGRAMS.has(kind) ? null : key);
}
