import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '#main/app/ports.ts';
import { contextOf, startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { plantedId } from '../support/planted-id.ts';

const fields = {
  name: 'Mairie de Saint-Aubin',
  domain: 'saint-aubin.fr',
  contactName: 'Élodie Martin',
  contactEmail: 'elodie@saint-aubin.fr',
  contactPhone: '02 99 00 00 00',
  notes: 'Ne répond pas le mercredi.',
  language: 'fr',
  timeZone: 'Europe/Paris',
  monthlyQuota: 5_000,
  conversationRetentionDays: 365,
  fileRetentionDays: null,
  logRetentionDays: 30,
} as const;

describe('clients', () => {
  let foyer: TemporaryApp;
  let firstId: string;
  beforeEach(async () => {
    foyer = await startTemporaryApp();
    firstId = (await foyer.client.clients.list({}))[0]?.id ?? '';
  });
  afterEach(() => foyer.close());

  const codeOf = async (call: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await call.then(
      () => null,
      (reason: unknown) => reason,
    );
    return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  };

  /** A person with one role for one client, as signing in makes them. */
  async function person(role: 'editor' | 'member', clientId: string) {
    const { id } = await foyer.client.auth.register({
      email: `${role}@exemple.fr`,
      fullName: `Camille ${role}`,
      password: 'une phrase assez longue',
      role,
      clientIds: [clientId],
    });
    const credentials = { email: `${role}@exemple.fr`, password: 'une phrase assez longue' };
    const { accessToken } = await foyer.app.client(contextOf({ kind: 'anonymous' })).auth.token(credentials);
    return {
      id,
      async client() {
        const principal = await foyer.app.authenticate({ bearer: accessToken, sessionCookie: null });
        return foyer.app.client(contextOf(principal));
      },
    };
  }

  function withKey(clientId: string, scope: 'admin' | 'read') {
    const principal: RequestContext['principal'] = {
      kind: 'key',
      keyId: plantedId(crypto.randomUUID()),
      clientId: plantedId(clientId),
      scopes: [scope],
      chatbotIds: null,
    };
    return foyer.app.client(contextOf(principal));
  }

  it('keep everything that is told about them', async () => {
    const { clients } = foyer.client;
    const made = await clients.create(fields);
    expect(await clients.get({ id: made.id })).toMatchObject({ ...fields, active: true, archivedAt: null });
    const changed = await clients.update({ id: made.id, timeZone: 'America/Guadeloupe', notes: null });
    expect(changed).toMatchObject({ timeZone: 'America/Guadeloupe', notes: null, name: fields.name });
  });

  it.each([
    { timeZone: 'Europe/Paname' },
    { timeZone: '+02:00' },
    { timeZone: 'europe/paris' },
    { domain: 'https://exemple.fr/' },
    { domain: `${'a.'.repeat(120)}!` },
    { contactEmail: 'pas une adresse' },
    { monthlyQuota: -1 },
    { conversationRetentionDays: 0 },
    { notes: 'x'.repeat(4_001) },
    { archivedAt: '2026-01-01T00:00:00.000Z' },
  ])('refuse %j', async wrong => {
    const input = { id: firstId, ...wrong } as Parameters<typeof foyer.client.clients.update>[0];
    expect(await codeOf(foyer.client.clients.update(input))).toBe('BAD_REQUEST');
  });

  it('are found by words of name, domain and contact, whatever the accents', async () => {
    const { id } = await foyer.client.clients.create(fields);
    const found = async (q: string) => (await foyer.client.clients.list({ q })).map(client => client.id);
    expect(await found('elodie aubin')).toEqual([id]);
    expect(await found('saint-aubin.fr')).toEqual([id]);
    expect(await found('inconnu')).toEqual([]);
  });

  it('archived: out of every list, answering nobody, all kept', async () => {
    const { client } = foyer;
    const { id: clientId } = await client.clients.create(fields);
    const { id: chatbotId } = await client.chatbots.create({ clientId, name: 'État civil' });
    await client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(client, chatbotId);
    const ask = { chatbotId, message: 'Combien de jours pour un mariage ?' };
    for await (const _event of await client.conversations.chat(ask));
    const { id: conversationId } = (await client.conversations.list({ clientId })).items[0] ?? { id: '' };

    const archived = await client.clients.archive({ id: clientId });
    expect(archived.archivedAt).not.toBeNull();
    expect(await codeOf(client.conversations.chat(ask))).toBe('client.archived');
    expect(await codeOf(client.conversations.regenerate({ id: conversationId }))).toBe('client.archived');
    expect(await codeOf(client.search.search({ chatbotId, q: 'mariage' }))).toBe('client.archived');
    expect((await client.clients.list({})).map(one => one.id)).toEqual([firstId]);
    expect((await client.clients.list({ archived: 'only' })).map(one => one.id)).toEqual([clientId]);
    expect(await client.clients.list({ archived: 'with' })).toHaveLength(2);
    expect(await client.chatbots.list({})).toEqual([]);
    expect((await client.documents.list({})).totals.documents).toBe(0);
    expect((await client.conversations.list({})).items).toEqual([]);
    expect((await client.system.overview({})).documents.total).toBe(0);
    // Asked for by name, all is there.
    expect(await client.chatbots.list({ clientId })).toHaveLength(1);
    expect((await client.documents.list({ clientId })).totals.documents).toBeGreaterThan(0);
    expect((await client.conversations.list({ clientId })).items).toHaveLength(1);

    await client.clients.restore({ id: clientId });
    const events = [];
    for await (const event of await client.conversations.chat(ask)) events.push(event.type);
    expect(events).toContain('finished');
    expect(await client.chatbots.list({})).toHaveLength(1);
  });

  it('switched off: the bots answer nobody, everything else goes on', async () => {
    const { client } = foyer;
    const { id: chatbotId } = await client.chatbots.create({ name: 'Accueil' });
    await client.clients.update({ id: firstId, active: false });
    expect(await codeOf(client.conversations.chat({ chatbotId, message: 'Bonjour' }))).toBe(
      'client.inactive',
    );
    expect(await client.chatbots.list({})).toHaveLength(1);
  });

  it('the last one in use is neither archived nor erased', async () => {
    const { client } = foyer;
    const { id } = await client.clients.create(fields);
    await client.clients.archive({ id });
    const first = await client.clients.get({ id: firstId });
    expect(await codeOf(client.clients.archive({ id: firstId }))).toBe('client.last');
    const erase = client.privacy.eraseClient({ id: firstId, confirmName: first.name });
    expect(await codeOf(erase)).toBe('client.last');
    expect(await client.clients.list({})).toHaveLength(1);
  });

  it('archived: their people lose reach, and have it again once restored', async () => {
    const { id: clientId } = await foyer.client.clients.create(fields);
    const { id: chatbotId } = await foyer.client.chatbots.create({ clientId, name: 'État civil' });
    const editor = await person('editor', clientId);
    expect(await (await editor.client()).chatbots.list({})).toHaveLength(1);
    await foyer.client.clients.archive({ id: clientId });
    expect(await (await editor.client()).clients.list({ archived: 'with' })).toEqual([]);
    expect(await codeOf((await editor.client()).chatbots.get({ id: chatbotId }))).toBe('resource.not_found');
    await foyer.client.clients.restore({ id: clientId });
    expect(await (await editor.client()).chatbots.list({})).toHaveLength(1);
  });

  it('show their contact and notes to those who work for them, not to those who only chat', async () => {
    const { id: clientId } = await foyer.client.clients.create(fields);
    const editor = await (await person('editor', clientId)).client();
    const member = await (await person('member', clientId)).client();
    expect(await editor.clients.get({ id: clientId })).toMatchObject({ notes: fields.notes });
    expect(await member.clients.get({ id: clientId })).toMatchObject({
      name: fields.name,
      notes: null,
      contactEmail: null,
    });
  });

  it('are changed, archived, exported and erased by administrators, and exported by a key for it', async () => {
    const { id } = await foyer.client.clients.create(fields);
    const { id: otherId } = await foyer.client.clients.create({ name: 'Autre' });
    const editor = await (await person('editor', id)).client();
    for (const call of [
      () => editor.clients.update({ id, name: 'x' }),
      () => editor.clients.archive({ id }),
      () => editor.clients.restore({ id }),
      () => editor.exports.start({ id }),
      () => editor.privacy.eraseClient({ id, confirmName: fields.name }),
      () => editor.privacy.erasures({}),
      () => withKey(id, 'read').exports.start({ id }),
      () => withKey(id, 'admin').privacy.eraseClient({ id, confirmName: fields.name }),
    ]) {
      expect(await codeOf(call())).toBe('auth.forbidden');
    }
    expect(await codeOf(withKey(otherId, 'admin').exports.start({ id }))).toBe('resource.not_found');
    expect(await codeOf(withKey(otherId, 'admin').exports.list({ id }))).toBe('resource.not_found');
    expect((await withKey(id, 'admin').exports.start({ id })).state).toBe('making');
  });

  it('tell how much a shorter retention would delete', async () => {
    const { client } = foyer;
    const { id: chatbotId } = await client.chatbots.create({ name: 'RH' });
    await client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(client, chatbotId);
    expect(await client.clients.retentionPreview({ id: firstId, fileDays: 1, conversationDays: 1 })).toEqual({
      conversations: 0,
      contacts: 0,
      documents: 0,
    });
  });
});
