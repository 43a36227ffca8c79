import { v7 as newId } from 'uuid';
import type { Client } from '#shared/contract/clients.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import { allClients, type ClientScope } from '#main/db/client-scope.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { ClientStore } from './store.ts';

const firstClientName: Record<Language, string> = { fr: 'Mon bureau', en: 'My office' };

type ClientFields = {
  name: string;
  domain?: string | null | undefined;
  contactName?: string | null | undefined;
  contactEmail?: string | null | undefined;
  contactPhone?: string | null | undefined;
  monthlyQuota?: number | null | undefined;
  active?: boolean | undefined;
};

type Dependencies = {
  store: ClientStore;
  changes: Changes;
  clock: Clock;
  /** Prepares what each client has of its own (its full-text index). */
  onCreated: (clientId: string) => void;
};

export type ClientService = ReturnType<typeof createClientService>;

export function createClientService({ store, changes, clock, onCreated }: Dependencies) {
  function create(scope: ClientScope, fields: ClientFields): Client {
    const id = newId();
    const now = clock.now().toISOString();
    store.insert({ active: true, ...fields, id, createdAt: now, updatedAt: now });
    onCreated(id);
    changes.publish({ topic: 'clients', clientId: id, id });
    return get(scope, id);
  }

  function get(scope: ClientScope, id: string): Client {
    const client = store.get(scope, id);
    if (!client) throw new FoyerError('resource.not_found', `No client ${id}`);
    return client;
  }

  return {
    list: (scope: ClientScope) => store.list(scope),
    get,
    create,
    update(scope: ClientScope, id: string, change: Partial<ClientFields>): Client {
      if (!store.update(scope, id, { ...change, updatedAt: clock.now().toISOString() })) {
        throw new FoyerError('resource.not_found', `No client ${id}`);
      }
      changes.publish({ topic: 'clients', clientId: id, id });
      return get(scope, id);
    },
    /** The client that new bots join when none is named: the oldest of the scope. */
    first(scope: ClientScope): Client {
      const client = store.list(scope)[0];
      if (!client) throw new FoyerError('resource.not_found', 'No client');
      return client;
    },
    ensureFirst(language: Language): void {
      if (store.allIds().length === 0) create(allClients, { name: firstClientName[language] });
    },
    /** Gives the first client the name the person chose, or the usual one in their language. */
    nameFirst({ language, name }: { language: Language; name: string | undefined }): void {
      const first = store.list(allClients)[0];
      if (!first) return;
      const untouched = Object.values(firstClientName).includes(first.name);
      if (!untouched && name === undefined) return;
      store.update(allClients, first.id, {
        name: name ?? firstClientName[language],
        updatedAt: clock.now().toISOString(),
      });
    },
  };
}
