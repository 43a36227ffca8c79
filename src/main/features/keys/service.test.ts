import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyCreate, KeySort } from '#shared/contract/keys.ts';
import { allClients, wholeClients } from '#main/db/client-scope.ts';
import { apiKeys } from '#main/db/schema/index.ts';
import { scopeOf, type KeyPrincipal, type Principal } from '#main/features/access/principal.ts';
import { createChatbotService } from '#main/features/chatbots/service.ts';
import { createChatbotStore } from '#main/features/chatbots/store.ts';
import { createClientService } from '#main/features/clients/service.ts';
import { createClientStore } from '#main/features/clients/store.ts';
import { createChanges } from '#main/platform/changes.ts';
import { createEventsStandIn } from '../../../../tests/support/events-stand-in.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { isKey } from './secret.ts';
import { createKeyService } from './service.ts';
import { createKeyStore } from './store.ts';
import { roomyStorage } from '../../../../tests/support/storage-stand-in.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';

const DAY_MS = 86_400_000;
const owner: Principal = { kind: 'local', role: 'owner', userId: null };
const asOwner = { principal: owner, scope: allClients };
const firstFifty = { sort: 'added', order: 'desc', limit: 50 } as const;

let office: ReturnType<typeof open>;
beforeEach(() => {
  office = open();
});
afterEach(() => office.close());

/** Two clients with a chatbot each, and a clock the test moves. */
function open() {
  const { database, close } = openTemporaryDatabase();
  let time = new Date('2026-11-25T09:00:00.000Z');
  const clock = { now: () => time };
  const changes = createChanges();
  const { events } = createEventsStandIn();
  const clients = createClientService({
    store: createClientStore(database, () => new Set()),
    events,
    clock,
    timeZone: 'Europe/Paris',
    ensureIndex: () => undefined,
  });
  const chatbots = createChatbotService({
    store: createChatbotStore(database),
    clients,
    modelExists: () => false,
    events,
    clock,
  });
  const keys = createKeyService({
    store: createKeyStore(database),
    clients,
    chatbots,
    changes,
    whenWritable: roomyStorage().whenWritable,
    clock,
  });
  const clientId = clients.create(allClients, { name: 'Atelier' }).id;
  const otherId = clients.create(allClients, { name: 'Voisin' }).id;
  const bot = (client: string, name: string) =>
    chatbots.create(allClients, { clientId: client, name }, null).id;
  return {
    database,
    close,
    clients,
    keys,
    clientId,
    otherId,
    botId: bot(clientId, 'RH'),
    secondBotId: bot(clientId, 'Boutique'),
    foreignBotId: bot(otherId, 'Ailleurs'),
    later(ms: number) {
      time = new Date(time.getTime() + ms);
      return time.toISOString();
    },
    instantIn: (ms: number) => new Date(time.getTime() + ms).toISOString(),
    make: (input: Partial<KeyCreate> = {}) =>
      keys.create(asOwner, { clientId, name: 'Site', scopes: ['chat'], ...input }),
  };
}

/** A key that calls the routes of keys itself. */
function callerWith(principal: KeyPrincipal) {
  return { principal, scope: scopeOf(principal, ['owner', 'admin', 'key:admin']) };
}

describe('a key', () => {
  it('is shown once, and only its hash is kept', () => {
    const made = office.make();
    expect(made.key).toMatch(/^foyer_[0-9a-z]{50}$/);
    expect(isKey(made.key)).toBe(true);
    expect(made.key.startsWith(made.prefix)).toBe(true);
    expect(office.keys.get(allClients, made.id)).not.toHaveProperty('key');
    const stored = JSON.stringify(office.database.select().from(apiKeys).all());
    expect(stored).not.toContain(made.key);
    expect(stored).not.toContain(made.key.slice(-20));
    expect(JSON.stringify(office.keys.list(allClients, firstFifty))).not.toContain('secretHash');
    expect(office.make().key).not.toBe(made.key);
  });

  it('opens what it was made for', () => {
    const made = office.make({ scopes: ['chat', 'read', 'chat'], chatbotIds: [office.botId, office.botId] });
    expect(office.keys.authenticate(made.key)).toEqual({
      kind: 'key',
      keyId: made.id,
      clientId: office.clientId,
      scopes: ['chat', 'read'],
      chatbotIds: [office.botId],
    });
  });

  it.each(['foyer_', `foyer_${'0'.repeat(50)}`, 'foyer_é'])('%s is not known', secret => {
    expect(() => office.keys.authenticate(secret)).toThrow(
      expect.objectContaining({ code: 'auth.key_refused', details: { reason: 'unknown' } }),
    );
  });

  it('ends at its end, at once when revoked, and while its client is inactive', () => {
    const refusal = (reason: string) =>
      expect.objectContaining({ code: 'auth.key_refused', status: 401, details: { reason } });
    const short = office.make({ expiresAt: office.instantIn(DAY_MS) });
    const long = office.make();
    office.later(DAY_MS - 1);
    expect(office.keys.authenticate(short.key).keyId).toBe(short.id);
    office.later(1);
    expect(() => office.keys.authenticate(short.key)).toThrow(refusal('expired'));
    expect(() => office.keys.renew(plantedId(short.id))).toThrow(refusal('expired'));

    office.clients.update(allClients, office.clientId, { active: false });
    expect(() => office.keys.authenticate(long.key)).toThrow(refusal('refused'));
    expect(office.keys.get(allClients, long.id).state).toBe('refused');
    office.clients.update(allClients, office.clientId, { active: true });
    expect(office.keys.authenticate(long.key).keyId).toBe(long.id);

    expect(office.keys.revoke(allClients, long.id).state).toBe('revoked');
    expect(() => office.keys.authenticate(long.key)).toThrow(refusal('revoked'));
    expect(() => office.keys.renew(plantedId(long.id))).toThrow(refusal('revoked'));
    const revokedAt = office.keys.get(allClients, long.id).revokedAt;
    office.later(1000);
    expect(office.keys.revoke(allClients, long.id).revokedAt).toBe(revokedAt);
  });

  it('remembers its last use to the minute', () => {
    const made = office.make();
    const lastUse = () => office.keys.get(allClients, made.id).lastUsedAt;
    expect(lastUse()).toBeNull();
    const first = office.later(0);
    office.keys.authenticate(made.key);
    office.later(59_000);
    office.keys.authenticate(made.key);
    expect(lastUse()).toBe(first);
    const second = office.later(1_000);
    office.keys.authenticate(made.key);
    expect(lastUse()).toBe(second);
  });
});

describe('making and changing a key', () => {
  it('is refused for chatbots of another client, a client out of reach, and an end in the past', () => {
    const notFound = expect.objectContaining({ code: 'resource.not_found' });
    expect(() => office.make({ chatbotIds: [office.botId, office.foreignBotId] })).toThrow(notFound);
    const narrow = { principal: owner, scope: wholeClients([office.otherId]) };
    expect(() =>
      office.keys.create(narrow, { clientId: office.clientId, name: 'Site', scopes: ['chat'] }),
    ).toThrow(notFound);
    expect(() => office.make({ expiresAt: office.instantIn(0) })).toThrow(
      expect.objectContaining({ code: 'request.invalid', details: { field: 'expiresAt' } }),
    );
    expect(office.keys.list(allClients, firstFifty).items).toEqual([]);
  });

  it('changes the name, the end and the chatbots, and nothing of a revoked one', () => {
    const { id } = office.make({ expiresAt: office.instantIn(DAY_MS) });
    const later = office.instantIn(3 * DAY_MS);
    expect(
      office.keys.update(asOwner, { id, name: 'Blog', expiresAt: later, chatbotIds: [office.secondBotId] }),
    ).toMatchObject({ name: 'Blog', expiresAt: later, chatbotIds: [office.secondBotId], scopes: ['chat'] });
    expect(office.keys.update(asOwner, { id, chatbotIds: null, expiresAt: null })).toMatchObject({
      name: 'Blog',
      expiresAt: null,
      chatbotIds: null,
    });
    expect(() => office.keys.update(asOwner, { id, chatbotIds: [office.foreignBotId] })).toThrow(
      expect.objectContaining({ code: 'resource.not_found' }),
    );
    office.keys.revoke(allClients, id);
    expect(() => office.keys.update(asOwner, { id, name: 'Encore' })).toThrow(
      expect.objectContaining({ code: 'key.revoked' }),
    );
  });
});

describe('a key that makes keys', () => {
  const forbidden = (field: string) =>
    expect.objectContaining({ code: 'auth.forbidden', details: { field } });

  it('gives no chatbot, no time and no client that it does not have', () => {
    const end = office.instantIn(DAY_MS);
    const made = office.make({ scopes: ['admin'], chatbotIds: [office.botId], expiresAt: end });
    const caller = callerWith(office.keys.authenticate(made.key));
    const wanted = {
      clientId: office.clientId,
      name: 'Fille',
      scopes: ['chat', 'admin'] as KeyCreate['scopes'],
    };
    const bots = { chatbotIds: [office.botId] };
    expect(() => office.keys.create(caller, { ...wanted, expiresAt: end })).toThrow(forbidden('chatbotIds'));
    expect(() =>
      office.keys.create(caller, { ...wanted, expiresAt: end, chatbotIds: [office.secondBotId] }),
    ).toThrow(forbidden('chatbotIds'));
    expect(() => office.keys.create(caller, { ...wanted, ...bots })).toThrow(forbidden('expiresAt'));
    expect(() => office.keys.create(caller, { ...wanted, clientId: office.otherId, ...bots })).toThrow(
      expect.objectContaining({ code: 'resource.not_found' }),
    );
    const child = office.keys.create(caller, { ...wanted, ...bots, expiresAt: end });
    expect(child).toMatchObject({ createdBy: null, chatbotIds: [office.botId] });

    // Nor to itself.
    for (const change of [
      { expiresAt: null },
      { expiresAt: office.instantIn(2 * DAY_MS) },
      { chatbotIds: null },
    ])
      expect(() => office.keys.update(caller, { id: made.id, ...change })).toThrow(
        expect.objectContaining({ code: 'auth.forbidden' }),
      );
  });

  it('without the scope of administration gives no scope it does not have', () => {
    const made = office.make({ scopes: ['read', 'write'] });
    const caller = { principal: office.keys.authenticate(made.key), scope: wholeClients([office.clientId]) };
    expect(() =>
      office.keys.create(caller, { clientId: office.clientId, name: 'Fille', scopes: ['read', 'chat'] }),
    ).toThrow(forbidden('scopes'));
  });

  it('sees the keys of its client, or only those within its chatbots', () => {
    const own = office.make({ scopes: ['admin'], name: 'Tout' });
    const limited = office.make({ scopes: ['admin'], name: 'Un', chatbotIds: [office.botId] });
    const wide = office.make({ name: 'Deux', chatbotIds: [office.botId, office.secondBotId] });
    const foreign = office.keys.create(asOwner, { clientId: office.otherId, name: 'Loin', scopes: ['chat'] });
    const seenBy = (key: { key: string }) => {
      const { scope } = callerWith(office.keys.authenticate(key.key));
      return office.keys.list(scope, firstFifty).items.map(({ name }) => name);
    };
    expect(seenBy(own)).toEqual(['Deux', 'Un', 'Tout']);
    expect(seenBy(limited)).toEqual(['Un']);
    const { scope } = callerWith(office.keys.authenticate(limited.key));
    for (const { id } of [own, wide, foreign])
      expect(() => office.keys.revoke(scope, id)).toThrow(
        expect.objectContaining({ code: 'resource.not_found' }),
      );
  });
});

describe('the list of keys', () => {
  it('is newest first, by pages, and finds by name and state', () => {
    for (const name of ['Un', 'Deux', 'Trois', 'Quatre', 'Clé d’été']) office.make({ name });
    const names = (filter: Partial<Parameters<typeof office.keys.list>[1]>) => {
      const { items, nextCursor } = office.keys.list(allClients, { ...firstFifty, ...filter });
      return { names: items.map(({ name }) => name), nextCursor };
    };
    const first = names({ limit: 2 });
    expect(first.names).toEqual(['Clé d’été', 'Quatre']);
    const second = names({ limit: 3, cursor: first.nextCursor ?? undefined });
    expect(second).toEqual({ names: ['Trois', 'Deux', 'Un'], nextCursor: null });
    expect(names({ q: 'ETE cle' }).names).toEqual(['Clé d’été']);
    expect(names({ q: '%' }).names).toEqual([]);
    expect(names({ clientId: office.otherId }).names).toEqual([]);

    const [newest] = office.keys.list(allClients, { ...firstFifty, limit: 1 }).items;
    office.keys.revoke(allClients, newest?.id ?? '');
    office.make({ name: 'Court', expiresAt: office.instantIn(1) });
    office.later(1);
    expect(names({ state: 'revoked' }).names).toEqual(['Clé d’été']);
    expect(names({ state: 'expired' }).names).toEqual(['Court']);
    expect(names({ ended: true }).names).toEqual(['Court', 'Clé d’été']);
    expect(names({ ended: false }).names).toEqual(['Quatre', 'Trois', 'Deux', 'Un']);
    expect(names({ state: 'active' }).names).toEqual(['Quatre', 'Trois', 'Deux', 'Un']);
    office.clients.update(allClients, office.clientId, { active: false });
    expect(names({ state: 'active' }).names).toEqual([]);
    expect(names({ state: 'refused' }).names).toHaveLength(4);
  });

  it('is sorted by each of its columns, both ways, and goes on after a page where that one ended', () => {
    office.make({ name: 'été', expiresAt: office.instantIn(9) });
    office.make({ name: 'Zinc' });
    const used = office.make({ name: 'Bois', expiresAt: office.instantIn(3) });
    office.keys.authenticate(used.key);
    const sorted = (sort: KeySort, order: 'asc' | 'desc') => {
      const names: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = office.keys.list(allClients, { sort, order, limit: 1, cursor: cursor ?? undefined });
        names.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor;
      }
      return names;
    };
    for (const [sort, names] of [
      ['added', ['été', 'Zinc', 'Bois']],
      ['name', ['Bois', 'été', 'Zinc']],
      ['used', ['été', 'Zinc', 'Bois']],
      ['ends', ['Bois', 'été', 'Zinc']],
    ] as const) {
      expect([sort, sorted(sort, 'asc')]).toEqual([sort, names]);
      expect([sort, sorted(sort, 'desc')]).toEqual([sort, names.toReversed()]);
    }
  });
});
