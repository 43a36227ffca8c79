import type { ApiKey, KeyCreate, KeySort, KeyUpdate } from '#shared/contract/keys.ts';
import { FoyerError } from '#shared/errors.ts';
import { narrowScope, type ClientScope } from '#main/db/client-scope.ts';
import type { SortedPage } from '#main/db/cursor.ts';
import { userIdOf, type KeyPrincipal, type Principal } from '#main/features/access/principal.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import { createSecret, hashOf, prefixOf } from './secret.ts';
import type { FoundKey, KeyRow, KeyStore } from './store.ts';

const TOUCH_EVERY_MS = 60_000; // a write to the disk at each request would cost more than the request

type Dependencies = {
  store: KeyStore;
  clients: Pick<ClientService, 'get'>;
  chatbots: Pick<ChatbotService, 'list'>;
  changes: Changes;
  whenWritable: Storage['whenWritable'];
  clock: Clock;
};

/** Who asks, and what they reach through the route they called. */
type Caller = { principal: Principal; scope: ClientScope };

type Filter = SortedPage & {
  sort: KeySort;
  limit: number;
  clientId?: string | undefined;
  state?: ApiKey['state'] | undefined;
  ended?: boolean | undefined;
  q?: string | undefined;
};

export type KeyService = ReturnType<typeof createKeyService>;

/** Keys by which programs reach one client: made, looked after, recognised, ended. */
export function createKeyService({ store, clients, chatbots, changes, whenWritable, clock }: Dependencies) {
  const now = () => clock.now().toISOString();

  function find(scope: ClientScope, id: string): FoundKey {
    const found = store.get(scope, id);
    if (!found) throw new FoyerError('resource.not_found', `No key ${id}`);
    return found;
  }

  const get = (scope: ClientScope, id: string): ApiKey => asApiKey(find(scope, id), now());

  function announce({ id, clientId }: Pick<KeyRow, 'id' | 'clientId'>): void {
    changes.publish({ topic: 'keys', clientId, id });
  }

  /** Each once; throws `resource.not_found` for a chatbot that is not the client's, or out of the caller's reach. */
  function checkedChatbots(
    scope: ClientScope,
    clientId: string,
    wanted: readonly string[] | null,
  ): string[] | null {
    if (wanted === null) return null;
    const known = new Set<string>(chatbots.list(narrowScope(scope, clientId), clientId).map(({ id }) => id));
    const unknown = wanted.find(id => !known.has(id));
    if (unknown !== undefined) {
      throw new FoyerError('resource.not_found', `chatbotIds: no chatbot ${unknown} of this client`, {
        details: { field: 'chatbotIds' },
      });
    }
    return [...new Set(wanted)];
  }

  function checkEnd(expiresAt: string | null): void {
    if (expiresAt === null || expiresAt > now()) return;
    throw new FoyerError('request.invalid', 'expiresAt: must be in the future', {
      details: { field: 'expiresAt' },
    });
  }

  /** A key makes no key, and no change to one, that could do more or last longer than itself. */
  function checkWithinMaker(
    principal: Principal,
    wanted: Pick<KeyRow, 'scopes' | 'chatbotIds' | 'expiresAt'>,
  ): void {
    if (principal.kind !== 'key') return;
    const maker = store.byId(principal.keyId)?.key;
    if (!maker) throw refused('unknown');
    const refuse = (field: string, message: string) =>
      new FoyerError('auth.forbidden', `${field}: ${message}`, { details: { field } });
    const beyond = wanted.scopes.find(
      scope => !maker.scopes.includes('admin') && !maker.scopes.includes(scope),
    );
    if (beyond !== undefined) throw refuse('scopes', `a key without ${beyond} cannot give it`);
    if (
      maker.chatbotIds !== null &&
      (wanted.chatbotIds === null || wanted.chatbotIds.some(id => !maker.chatbotIds?.includes(id)))
    ) {
      throw refuse('chatbotIds', 'a key cannot give chatbots that it does not reach');
    }
    if (maker.expiresAt !== null && (wanted.expiresAt === null || wanted.expiresAt > maker.expiresAt)) {
      throw refuse('expiresAt', 'a key cannot make one that outlasts it');
    }
  }

  function touch(key: KeyRow): void {
    const at = clock.now();
    if (key.lastUsedAt !== null && at.getTime() - new Date(key.lastUsedAt).getTime() < TOUCH_EVERY_MS) return;
    whenWritable(() => void store.update(key.id, { lastUsedAt: at.toISOString() }));
  }

  /** Throws `auth.key_refused`, with why in `details.reason`. */
  function principalOf(found: FoundKey | null): KeyPrincipal {
    if (!found) throw refused('unknown');
    const state = stateOf(found, now());
    if (state !== 'active') throw refused(state);
    const { id: keyId, clientId, scopes, chatbotIds } = found.key;
    return { kind: 'key', keyId, clientId, scopes, chatbotIds };
  }

  return {
    list(scope: ClientScope, { clientId, state, ended, q, ...sorted }: Filter) {
      const at = now();
      const page = store.list(narrowScope(scope, clientId), { ...sorted, state, ended, q, now: at });
      return { items: page.items.map(found => asApiKey(found, at)), nextCursor: page.nextCursor };
    },
    get,

    /** The answer holds the key itself, this once. */
    create({ principal, scope }: Caller, input: KeyCreate): ApiKey & { key: string } {
      const { id: clientId } = clients.get(scope, input.clientId);
      const expiresAt = input.expiresAt ?? null;
      const scopes = [...new Set(input.scopes)];
      checkEnd(expiresAt);
      checkWithinMaker(principal, { scopes, chatbotIds: input.chatbotIds ?? null, expiresAt });
      const chatbotIds = checkedChatbots(scope, clientId, input.chatbotIds ?? null);
      const secret = createSecret();
      const row = {
        id: newId(),
        clientId,
        name: input.name,
        prefix: prefixOf(secret),
        secretHash: hashOf(secret),
        scopes,
        chatbotIds,
        createdBy: userIdOf(principal),
        createdAt: now(),
        expiresAt,
      };
      store.insert(row);
      announce(row);
      return { ...get(scope, row.id), key: secret };
    },

    /** Throws `key.revoked` for a key that is over for good. */
    update({ principal, scope }: Caller, { id, ...change }: KeyUpdate): ApiKey {
      const { key } = find(scope, id);
      if (key.revokedAt !== null) throw new FoyerError('key.revoked', `Key ${id} is revoked`);
      const { name = key.name, chatbotIds = key.chatbotIds, expiresAt = key.expiresAt } = change;
      if (change.expiresAt !== undefined) checkEnd(expiresAt);
      checkWithinMaker(principal, { scopes: key.scopes, chatbotIds, expiresAt });
      const chosen =
        change.chatbotIds === undefined ? chatbotIds : checkedChatbots(scope, key.clientId, chatbotIds);
      store.update(key.id, { name, expiresAt, chatbotIds: chosen });
      announce(key);
      return get(scope, id);
    },

    /** Ends it now; answers under way that were asked with it end within seconds. Again: nothing more. */
    revoke(scope: ClientScope, id: string): ApiKey {
      const { key } = find(scope, id);
      if (key.revokedAt === null) {
        store.update(key.id, { revokedAt: now() });
        announce(key);
      }
      return get(scope, id);
    },

    /** Whose key this is. Throws `auth.key_refused`. */
    authenticate(secret: string): KeyPrincipal {
      const found = store.byHash(hashOf(secret));
      const principal = principalOf(found);
      if (found) touch(found.key);
      return principal;
    },

    /** What a key may do by now. Throws `auth.key_refused`. */
    renew: (keyId: HeldId): KeyPrincipal => principalOf(store.byId(keyId)),
  };
}

function stateOf({ key, clientActive }: FoundKey, now: string): ApiKey['state'] {
  if (key.revokedAt !== null) return 'revoked';
  if (key.expiresAt !== null && key.expiresAt <= now) return 'expired';
  return clientActive ? 'active' : 'refused';
}

const refusals = {
  unknown: 'This API key is not known here',
  revoked: 'This API key was revoked',
  expired: 'This API key has expired',
  refused: 'The client of this API key is not active',
} as const;

function refused(reason: keyof typeof refusals): FoyerError {
  return new FoyerError('auth.key_refused', refusals[reason], { details: { reason } });
}

function asApiKey(found: FoundKey, now: string): ApiKey {
  const { secretHash: _secretHash, ...row } = found.key;
  return { ...row, createdByName: found.createdByName, state: stateOf(found, now) };
}
