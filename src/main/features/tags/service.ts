import type { Tag } from '#shared/contract/tags.ts';
import { TAGS_MAX } from '#shared/contract/limits.ts';
import { FoyerError } from '#shared/errors.ts';
import { narrowScope, scopeHolds, type ClientScope } from '#main/db/client-scope.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import { fold } from '#main/language/fold.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import type { TagRow, TagStore } from './store.ts';

type Dependencies = { store: TagStore; clients: ClientService; changes: Changes; clock: Clock };

export type TagService = ReturnType<typeof createTagService>;

/** Tags of documents: made, called otherwise, brought together, given and taken away. */
export function createTagService({ store, clients, changes, clock }: Dependencies) {
  const now = () => clock.now().toISOString();

  function get(scope: ClientScope, id: string): TagRow {
    const row = store.get(scope, id);
    if (!row) throw new FoyerError('resource.not_found', `No tag ${id}`);
    return row;
  }

  function reached(scope: ClientScope, id: string): TagRow {
    const row = store.reached(scope, id);
    if (!row) throw new FoyerError('resource.not_found', `No tag ${id}`);
    return row;
  }

  /** A tag changes what documents, sources and chatbots show. */
  const announce = (clientId: string) => changes.publish({ topic: 'documents', clientId, id: null });

  /** Whoever reaches a client in part knows of no sources, and not what chatbots are made of. */
  function describe(scope: ClientScope, rows: readonly TagRow[]): Tag[] {
    const documents = store.documentCounts(
      scope,
      rows.map(({ id }) => id),
    );
    const whole = rows.filter(({ clientId }) => scopeHolds(scope, clientId));
    const sources = store.sourceCounts(whole.map(({ id }) => id));
    const chatbots = store.boundTo(whole.map(({ id }) => id));
    return rows.map(row => ({
      id: row.id,
      clientId: row.clientId,
      name: row.name,
      documents: documents.get(row.id) ?? 0,
      sources: sources.get(row.id) ?? 0,
      chatbots: chatbots.get(row.id) ?? [],
      createdAt: row.createdAt,
    }));
  }

  const describeOne = (scope: ClientScope, row: TagRow): Tag => describe(scope, [row])[0] as Tag;

  /** The tag of that name, whatever its capitals and accents; made where there is none. */
  function named(clientId: HeldId, name: string): TagRow {
    const key = keyOfTag(name);
    const known = store.byKey(clientId, key);
    if (known !== null) return known;
    if (store.countOf(clientId) >= TAGS_MAX)
      throw new FoyerError('tag.too_many', `The client has ${TAGS_MAX} tags`, {
        details: { most: TAGS_MAX },
      });
    const row = { id: newId(), clientId, name: tidied(name), key, createdAt: now(), updatedAt: now() };
    store.insert(row);
    return row;
  }

  function requireSource(scope: ClientScope, id: string) {
    const source = store.source(scope, id);
    if (!source) throw new FoyerError('resource.not_found', `No source ${id}`);
    return source;
  }

  const nameOf = ({ id, name }: TagRow) => ({ id, name });

  return {
    get,
    named,
    announce,

    list(scope: ClientScope, clientId: string | undefined): Tag[] {
      const within = narrowScope(scope, clientId);
      return describe(within, store.list(within));
    },

    create(scope: ClientScope, input: { clientId: string; name: string }): Tag {
      const { id: clientId } = clients.get(scope, input.clientId);
      if (!scopeHolds(scope, clientId)) throw new FoyerError('resource.not_found', `No client ${clientId}`);
      const row = named(clientId, input.name);
      announce(clientId);
      return describeOne(scope, row);
    },

    /** Throws `tag.name_taken` where another one is called that: the two can be merged. */
    rename(scope: ClientScope, id: string, name: string): Tag {
      const row = get(scope, id);
      const key = keyOfTag(name);
      const other = store.byKey(row.clientId, key);
      if (other !== null && other.id !== row.id)
        throw new FoyerError('tag.name_taken', `Another tag is called ${name}`, {
          details: { tagId: other.id, name: other.name },
        });
      store.update(row.id, { name: tidied(name), key, updatedAt: now() });
      announce(row.clientId);
      return describeOne(scope, get(scope, id));
    },

    merge(scope: ClientScope, id: string, intoId: string): Tag {
      const row = get(scope, id);
      const into = get(scope, intoId);
      if (into.clientId !== row.clientId) throw new FoyerError('resource.not_found', `No tag ${intoId}`);
      if (into.id === row.id) throw new FoyerError('request.invalid', 'intoId: must be another tag');
      store.transaction(() => {
        store.moveTo(row.id, into.id);
        store.remove(row.id);
      });
      announce(row.clientId);
      return describeOne(scope, into);
    },

    /** Throws `tag.bound` while a chatbot answers with it alone: without it, it would answer from all it was given. */
    remove(scope: ClientScope, id: string): void {
      const row = get(scope, id);
      const bound = store.boundTo([row.id]).get(row.id) ?? [];
      if (bound.length > 0) {
        const names = bound.map(({ name }) => name).join(', ');
        throw new FoyerError('tag.bound', `Bound to it: ${names}`, { details: { chatbots: names } });
      }
      store.remove(row.id);
      announce(row.clientId);
    },

    /** Throws `resource.not_found` for a document or tag out of reach, and for documents of several clients. */
    give(
      scope: ClientScope,
      { ids, add, remove }: { ids: readonly string[]; add: readonly string[]; remove: readonly string[] },
    ): { changed: number } {
      const documents = store.documentsNamed(scope, ids);
      const clientId = documents?.[0]?.clientId;
      if (!documents || clientId === undefined || documents.some(one => one.clientId !== clientId))
        throw new FoyerError('resource.not_found', 'A document that is not there, or of another client');
      const taken = remove.map(id => reached(scope, id).id);
      const changed = store.transaction(() => {
        const added = [...new Set(add.map(name => named(clientId, name).id))];
        return documents.filter(({ id }) => {
          const given = added.reduce((sum, tagId) => sum + store.give(id, tagId), 0);
          return given + store.take(id, taken) > 0;
        }).length;
      });
      announce(clientId);
      return { changed };
    },

    ofSource: (scope: ClientScope, id: string) => store.ofSource(requireSource(scope, id).id).map(nameOf),

    setOfSource(scope: ClientScope, id: string, names: readonly string[]) {
      const source = requireSource(scope, id);
      store.transaction(() => {
        const wanted = new Set(names.map(name => named(source.clientId, name).id));
        const before = store.ofSource(source.id).map(row => row.id);
        store.takeFromSource(
          source.id,
          before.filter(tagId => !wanted.has(tagId)),
        );
        for (const tagId of wanted) store.giveToSource(source.id, tagId);
      });
      announce(source.clientId);
      return store.ofSource(source.id).map(nameOf);
    },
  };
}

/** Names that differ in capitals, accents or blanks alone are one. */
export function keyOfTag(name: string): string {
  return fold(tidied(name));
}

function tidied(name: string): string {
  return name.trim().replaceAll(/\s+/gu, ' ');
}
