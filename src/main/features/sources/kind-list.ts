import type { SourceKindName } from '#shared/contract/sources.ts';
import type { SourceKind } from './kinds.ts';

/** A kind with its settings read by itself, as they stand in the database. */
export type AnyKind = {
  kind: SourceKindName;
} & Pick<SourceKind<unknown>, 'look' | 'check' | 'watch' | 'showsLatest'>;

/** Makes a kind one of the list: settings that it does not read are told before it sees them. */
export function anyKind<Settings>(kind: SourceKind<Settings> & { kind: SourceKindName }): AnyKind {
  const read = (settings: unknown) => kind.settings.parse(settings);
  const { check, watch, showsLatest } = kind;
  return {
    kind: kind.kind,
    look: look => kind.look({ ...look, settings: read(look.settings) }),
    ...(showsLatest === undefined ? {} : { showsLatest }),
    ...(check === undefined ? {} : { check: (settings, login) => check(read(settings), login) }),
    ...(watch === undefined
      ? {}
      : { watch: (settings, changed, signal) => watch(read(settings), changed, signal) }),
  };
}

export type Kinds = ReturnType<typeof kindsOf>;

export function kindsOf(list: readonly AnyKind[]) {
  const byName = new Map<string, AnyKind>(list.map(one => [one.kind, one]));
  return { names: list.map(({ kind }) => kind), of: (kind: string) => byName.get(kind) ?? null };
}
