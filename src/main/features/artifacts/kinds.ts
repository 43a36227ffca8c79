import type { ArtifactKind } from './kind.ts';

/** What a part offers, and the clients it is there for: what a module offers goes with it when it is switched off. */
export type OfferedKind = { kind: ArtifactKind; isOnFor(clientId: string): boolean };

export type Kinds = ReturnType<typeof createKinds>;

/** The kinds by their names. Throws for a name that two parts declare. */
export function createKinds(offered: () => readonly OfferedKind[]) {
  let known: Map<string, OfferedKind> | null = null;
  function byName(): Map<string, OfferedKind> {
    if (known !== null) return known;
    const names = new Map<string, OfferedKind>();
    for (const each of offered()) {
      if (names.has(each.kind.name)) throw new Error(`Two parts declare the artifact ${each.kind.name}`);
      names.set(each.kind.name, each);
    }
    known = names;
    return names;
  }
  return {
    /** Null when nobody declares it, or its module is off for the client. */
    of(name: string, clientId: string): ArtifactKind | null {
      const found = byName().get(name);
      return found?.isOnFor(clientId) === true ? found.kind : null;
    },
  };
}
