import type { TagProposal } from '#shared/contract/tags.ts';
import { TAG_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import { FoyerError } from '#shared/errors.ts';
import { allClients, narrowScope, type ClientScope } from '#main/db/client-scope.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { ProposalRow, ProposalStore } from './proposal-store.ts';
import { keyOfTag, type TagService } from './service.ts';
import type { TagRow, TagStore } from './store.ts';
import { keysOfName, topicsOf, WORDS_OF_ONE, wordsOfKey } from './topics.ts';

type Dependencies = {
  store: ProposalStore;
  tagStore: TagStore;
  tags: TagService;
  clients: ClientService;
  documents: Pick<DocumentService, 'get'>;
  together: GroupCommit;
};

/** Proposals for one document, and for many together. */
const FOR_ONE = 5;
const FOR_MANY = 12;
/** Some of those that several documents share are left out, because they mean the same documents. */
const LOOKED_AT = 3 * FOR_MANY;
const TITLES_SHOWN = 3;
/** What more than this share of the documents is about tells none from the others; few documents are all alike. */
const MOST_SHARE = 0.5;
const FEW_DOCUMENTS = 4;
/** What a single document is about is no word to keep documents under. */
const LEAST_DOCUMENTS = 2;

type Decided = { clientId: string; key: string; documentId?: string | undefined };

export type Proposing = ReturnType<typeof createProposing>;

/** Tags that documents may be given, from what they say: without a model, and never the same one twice after a no. */
export function createProposing(dependencies: Dependencies) {
  const { store, tagStore, tags, clients, documents, together } = dependencies;

  const mostOf = (scope: ClientScope, clientId: HeldId): number => {
    const ready = store.readyCount(scope, clientId);
    return ready <= FEW_DOCUMENTS ? ready : Math.floor(ready * MOST_SHARE);
  };

  /** Tags of a client, with the keys of their words in each language. */
  const known = (scope: ClientScope, clientId: HeldId) =>
    tagStore.list(narrowScope(scope, clientId)).map(tag => ({ tag, words: keysOfName(tag.name) }));

  type Known = ReturnType<typeof known>;

  /** The tag that says what a topic says. */
  const tagOf = (all: Known, key: string): TagRow | null =>
    all.find(({ words }) => saysAll(words, key) && words.length === wordsOfKey(key).length)?.tag ?? null;

  function ofDocument(scope: ClientScope, id: string): TagProposal[] {
    const row = documents.get(scope, id);
    const document = store.document(scope, id);
    if (document === null || document.state !== 'ready') return [];
    const given = new Set(row.tags.map(tag => tag.id));
    const rows = store.ofDocument(document.id);
    const open = rows.filter(({ refused }) => !refused);
    const refused = new Set(rows.filter(one => one.refused).map(({ key }) => key));
    const all = known(scope, document.clientId);
    const fitting = all.filter(
      ({ tag, words }) =>
        !given.has(tag.id) && !refused.has(tag.key) && open.some(({ key }) => saysAll(words, key)),
    );
    const newOnes = telling(
      scope,
      document.clientId,
      open.filter(({ key }) => tagOf(all, key) === null),
    );
    return [
      ...fitting.map(({ tag: { id: tagId, key, name } }) => ({ key, name, tagId })),
      ...newOnes.map(({ key, name }) => ({ key, name, tagId: null })),
    ].slice(0, FOR_ONE);
  }

  /** Topics that a document shares with some of its client, the most telling first; of those that share a word, one. */
  function telling(scope: ClientScope, clientId: HeldId, rows: readonly ProposalRow[]): ProposalRow[] {
    const spread = store.spread(
      scope,
      clientId,
      rows.map(({ key }) => key),
    );
    const most = mostOf(scope, clientId);
    const ready = store.readyCount(scope, clientId);
    const told = new Set<string>();
    return rows
      .map(row => ({ row, shared: spread.get(row.key) ?? 0 }))
      .filter(({ shared }) => shared >= LEAST_DOCUMENTS && shared <= most)
      .map(({ row, shared }) => ({ row, tells: row.weight * Math.log(1 + ready / shared) }))
      .sort((one, other) => other.tells - one.tells)
      .map(({ row }) => row)
      .filter(({ key }) => {
        const words = wordsOfKey(key);
        if (words.some(word => told.has(word))) return false;
        for (const word of words) told.add(word);
        return true;
      });
  }

  /** The keys under which documents say what is proposed, and the tag that stands for it. */
  function meant(scope: ClientScope, clientId: HeldId, key: string): { keys: string[]; tag: TagRow | null } {
    const all = known(scope, clientId);
    const tag = all.find(one => one.tag.key === key)?.tag ?? tagOf(all, key);
    const words = all.find(one => one.tag.id === tag?.id)?.words ?? [];
    return { keys: [...new Set([key, ...allKeysOf(words)])], tag };
  }

  function inReach(scope: ClientScope, clientId: HeldId, documentId: string): HeldId {
    const document = store.document(scope, documentId);
    if (!document || document.clientId !== clientId)
      throw new FoyerError('resource.not_found', `No document ${documentId}`);
    return document.id;
  }

  return {
    ofDocument,

    ofClient(scope: ClientScope, id: string) {
      const { id: clientId } = clients.get(scope, id);
      const all = known(scope, clientId);
      const shared = store.shared(scope, clientId, {
        least: LEAST_DOCUMENTS,
        most: mostOf(scope, clientId),
        limit: LOOKED_AT,
      });
      const told: { words: string[]; name: string; documents: Set<string> }[] = [];
      return shared
        .flatMap(({ key }) => {
          const tag = tagOf(all, key);
          const rows = store.proposedFor(scope, clientId, [key], tag?.id ?? null);
          if (rows.length < (tag === null ? LEAST_DOCUMENTS : 1)) return [];
          const name = tag?.name ?? rows[0]?.name ?? '';
          const words = wordsOfKey(key);
          // Two languages have one tag; "congés" says no more than "congés payés" where the documents are the same.
          const isTold = told.some(
            one =>
              withoutPlural(one.name) === withoutPlural(name) ||
              (one.words.some(word => words.includes(word)) &&
                rows.every(({ documentId }) => one.documents.has(documentId))),
          );
          if (isTold) return [];
          told.push({ words, name, documents: new Set(rows.map(({ documentId }) => documentId)) });
          const titles = rows.slice(0, TITLES_SHOWN).map(({ title }) => title);
          return [{ key, name, tagId: tag?.id ?? null, documents: rows.length, titles }];
        })
        .slice(0, FOR_MANY);
    },

    accept(scope: ClientScope, { clientId: asked, key, documentId }: Decided): { changed: number } {
      const { id: clientId } = clients.get(scope, asked);
      const { keys, tag } = meant(scope, clientId, key);
      const proposed = store.proposedFor(scope, clientId, keys, tag?.id ?? null);
      const ids =
        documentId === undefined
          ? proposed.map(row => row.documentId)
          : [inReach(scope, clientId, documentId)];
      const name = tag?.name ?? proposed[0]?.name ?? null;
      if (name === null || ids.length === 0)
        throw new FoyerError('resource.not_found', `Nothing is proposed as ${key}`);
      return tags.give(scope, { ids, add: [name.slice(0, TAG_NAME_MAX_LENGTH)], remove: [] });
    },

    refuse(scope: ClientScope, { clientId: asked, key, documentId }: Decided): { changed: number } {
      const { id: clientId } = clients.get(scope, asked);
      const { keys, tag } = meant(scope, clientId, key);
      const proposed = store.proposedFor(scope, clientId, keys, null);
      const ids =
        documentId === undefined
          ? [...new Set(proposed.map(row => row.documentId))]
          : [inReach(scope, clientId, documentId)];
      const name = tag?.name ?? proposed[0]?.name ?? key;
      tagStore.transaction(() => {
        for (const id of ids) {
          const said = store.ofDocument(id).flatMap(row => (keys.includes(row.key) ? row.key : []));
          for (const one of new Set([key, keyOfTag(name), ...said])) store.refuse(id, one, name);
        }
      });
      tags.announce(clientId);
      return { changed: ids.length };
    },

    /** Looks for what a document that was read is about. */
    async read(documentId: string): Promise<void> {
      const text = store.readText(allClients, documentId);
      if (text === null) return;
      const topics = topicsOf(text);
      await together(() => store.replace(text.documentId, topics));
      tags.announce(text.clientId);
    },
  };
}

/** Whether a topic says each word of a name, in one language or the other. */
function saysAll(words: readonly string[][], key: string): boolean {
  const said = wordsOfKey(key);
  return words.length > 0 && words.every(forms => forms.some(form => said.includes(form)));
}

/** The keys of all that says the words of a name in their order. */
function allKeysOf(words: readonly string[][]): string[] {
  const [first, ...others] = words;
  if (first === undefined || words.length > WORDS_OF_ONE) return [];
  return others.reduce((keys, forms) => keys.flatMap(key => forms.map(form => `${key} ${form}`)), first);
}

const withoutPlural = (name: string) => keyOfTag(name).replace(/[sx]$/u, '');
