import type { Client, ClientFields, ClientPerson } from '#shared/contract/clients.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import { allClients, scopeHolds, type ClientScope } from '#main/db/client-scope.ts';
import type { Held } from '#main/db/held.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import { CLIENT_CHANGED, CLIENT_CREATED, CLIENT_MOVED } from './events.ts';
import type { ClientFilter, ClientRow, ClientStore } from './store.ts';

const DAY_MS = 86_400_000;

const firstClientName: Record<Language, string> = { fr: 'Mon bureau', en: 'My office' };

type Dependencies = {
  store: ClientStore;
  events: Events;
  clock: Clock;
  /** IANA name of the zone that a client is in unless another one is told. */
  timeZone: string;
  /** A client’s own full-text index: there from the first moment on, or no client is. */
  ensureIndex: (clientId: string) => void;
};

export type ClientService = ReturnType<typeof createClientService>;

export function createClientService({ store, events, clock, timeZone, ensureIndex }: Dependencies) {
  const now = () => clock.now().toISOString();

  function create(scope: ClientScope, fields: ClientFields): Client {
    const id = newId();
    const at = now();
    events.atOnce(() => {
      store.insert({ active: true, timeZone, ...fields, id, createdAt: at, updatedAt: at });
      ensureIndex(id);
      events.record(CLIENT_CREATED, { clientId: id, subjectId: id, payload: {} });
    });
    return get(scope, id);
  }

  function get(scope: ClientScope, id: string): Held<Client> {
    const client = store.get(scope, id);
    if (!client) throw notFound(id);
    return asSeen(scope, client);
  }

  function update(scope: ClientScope, id: string, change: Partial<ClientRow>): Client {
    const before = get(scope, id);
    if (before.erasing) throw new FoyerError('client.erasing', `Client ${id} is being erased`);
    return events.atOnce(() => {
      if (!store.update(scope, id, { ...change, updatedAt: now() })) throw notFound(id);
      const after = get(scope, id);
      const about = { clientId: id, subjectId: id };
      const { active, timeZone: zone } = after;
      events.record(CLIENT_CHANGED, { ...about, payload: { archived: after.archivedAt !== null, active } });
      if (zone !== before.timeZone) events.record(CLIENT_MOVED, { ...about, payload: { timeZone: zone } });
      return after;
    });
  }

  function list(scope: ClientScope, filter: Partial<ClientFilter> = {}): Held<Client>[] {
    return store
      .list(scope, { q: filter.q, archived: filter.archived ?? 'without' })
      .map(client => asSeen(scope, client));
  }

  return {
    list,
    get,
    create,
    update: (scope: ClientScope, id: string, change: Partial<ClientFields>): Client =>
      update(scope, id, change),

    /** Throws `client.last` when no other client would be left in use. */
    archive(scope: ClientScope, id: string): Client {
      const client = get(scope, id);
      if (client.archivedAt !== null) return client;
      requireAnother(client.id);
      return update(scope, id, { archivedAt: now() });
    },
    restore: (scope: ClientScope, id: string): Client =>
      get(scope, id).archivedAt === null ? get(scope, id) : update(scope, id, { archivedAt: null }),

    /** Throws `client.last` when this is the only client in use. */
    requireAnother,

    /** Throws `client.archived` or `client.inactive` when bots of this client may not answer. */
    requireAnswering(id: HeldId): void {
      const state = store.state(id);
      if (!state) throw notFound(id);
      if (state.archivedAt !== null) throw new FoyerError('client.archived', `Client ${id} is archived`);
      if (!state.active) throw new FoyerError('client.inactive', `Client ${id} is switched off`);
    },

    people(scope: ClientScope, id: string): ClientPerson[] {
      return store.people(get(scope, id).id);
    },

    retentionPreview(
      scope: ClientScope,
      id: string,
      days: { conversations: number | undefined; files: number | undefined },
    ): { conversations: number; contacts: number; documents: number } {
      const client = get(scope, id);
      const before = (count: number) => new Date(clock.now().getTime() - count * DAY_MS).toISOString();
      const { conversations, files } = days;
      const kept = conversations === undefined ? null : before(conversations);
      return {
        conversations: kept === null ? 0 : store.conversationsBefore(client.id, kept),
        contacts: kept === null ? 0 : store.contactsBefore(client.id, kept),
        documents: files === undefined ? 0 : store.documentsBefore(client.id, before(files)),
      };
    },

    /** The zone that days of a scope are counted in: its clients', or the machine's when they are in several. */
    timeZoneOf(scope: ClientScope): string {
      const zones = new Set(list(scope, { archived: 'with' }).map(client => client.timeZone));
      const [first = timeZone] = zones;
      return zones.size === 1 ? first : timeZone;
    },

    /** Ids of every client, archived ones too, oldest first. */
    exists: (id: string): boolean => store.get(allClients, id) !== null,
    allIds: () => store.allIds(),
    /** The client that new bots join when none is named: the oldest of the scope that is in use. */
    first(scope: ClientScope): Held<Client> {
      const client = list(scope)[0];
      if (!client) throw new FoyerError('resource.not_found', 'No client');
      return client;
    },
    ensureFirst(language: Language): void {
      if (store.allIds().length === 0) create(allClients, { name: firstClientName[language], language });
    },
    /** Gives the first client the name the person chose, or the usual one in their language. */
    nameFirst({ language, name }: { language: Language; name: string | undefined }): void {
      const first = list(allClients)[0];
      if (!first) return;
      const untouched = Object.values(firstClientName).includes(first.name);
      if (!untouched && name === undefined) return;
      store.update(allClients, first.id, {
        name: name ?? firstClientName[language],
        language,
        updatedAt: now(),
      });
    },
  };

  function requireAnother(id: HeldId): void {
    if (store.openBeside(id) === 0)
      throw new FoyerError('client.last', `Client ${id} is the only one in use`);
  }
}

function notFound(id: string): FoyerError {
  return new FoyerError('resource.not_found', `No client ${id}`);
}

/** Whom to call and what was noted is for those who work for the client, not for those who only chat. */
function asSeen<Seen extends Client>(scope: ClientScope, client: Seen): Seen {
  if (scopeHolds(scope, client.id)) return client;
  return { ...client, contactName: null, contactEmail: null, contactPhone: null, notes: null };
}
