import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoyerClient } from '#main/app/ports.ts';
import { contextOf } from '../support/temporary-app.ts';
import { createWorld, type World } from './world.ts';

const absent = { code: 'resource.not_found' };

let world: World;
let member: FoyerClient;
beforeAll(async () => {
  world = await createWorld();
  member = world.clientOf('member');
});
afterAll(() => world.close());

describe('a member', () => {
  it('chats with what is shared with the team, and knows of nothing else', async () => {
    const ids = (await member.chatbots.list({})).map(bot => bot.id);
    expect(ids).toContain(world.estates.a.botId);
    expect(ids).not.toContain(world.unsharedBotId);
    await expect(member.chatbots.get({ id: world.unsharedBotId })).rejects.toMatchObject(absent);
    await expect(
      member.conversations.chat({ chatbotId: world.unsharedBotId, message: 'Bonjour' }),
    ).rejects.toMatchObject(absent);
    await expect(
      member.search.search({ chatbotId: world.unsharedBotId, q: 'livraison' }),
    ).rejects.toMatchObject(absent);
  });

  it('sees their own conversations and nobody else’s', async () => {
    const own = await world.conversationFor('member');
    const list = await member.conversations.list({});
    expect(list.items.map(item => item.id)).toContain(own.conversationId);
    expect(list.items.map(item => item.id)).not.toContain(world.estates.a.conversationId);
    await expect(member.conversations.get({ id: world.estates.a.conversationId })).rejects.toMatchObject(
      absent,
    );
    await expect(member.conversations.follow({ messageId: world.estates.a.messageId })).rejects.toMatchObject(
      absent,
    );
    await expect(
      member.conversations.rename({ id: world.estates.a.conversationId, title: 'À moi' }),
    ).rejects.toMatchObject(absent);
  });

  it('reads only documents of the chatbots they reach', async () => {
    const { client } = world.temporary;
    const hidden = await client.documents.addSample({ chatbotId: world.unsharedBotId, language: 'fr' });
    const ids = (await member.documents.list({ limit: 200 })).items.map(item => item.id);
    expect(ids).toContain(world.estates.a.documentId);
    for (const { id } of hidden) {
      expect(ids).not.toContain(id);
      await expect(member.documents.page({ id })).rejects.toMatchObject(absent);
    }
  });

  it('knows the tags of those documents, and of no others', async () => {
    const { client } = world.temporary;
    const { documentId } = world.estates.a;
    const [hidden] = await client.documents.addSample({ chatbotId: world.unsharedBotId, language: 'fr' });
    await client.tags.give({ ids: [documentId], add: ['Atelier'] });
    await client.tags.give({ ids: [hidden?.id ?? ''], add: ['Atelier', 'Réservé'] });
    const seen = await member.tags.list({});
    expect(seen.filter(({ name }) => ['Atelier', 'Réservé'].includes(name))).toMatchObject([
      { name: 'Atelier', documents: 1, sources: 0 },
    ]);
    const ids = (await member.documents.list({ tagId: seen[0]?.id ?? '', limit: 200 })).items.map(
      ({ id }) => id,
    );
    expect(ids).not.toContain(hidden?.id);
  });
});

describe('a client that someone only chats with', () => {
  it('shows its name, and what they reach of it', async () => {
    const { client } = world.temporary;
    const { clientId } = world.estates.a;
    await client.clients.update({ id: clientId, notes: 'Paie en retard', contactEmail: 'nadia@atelier.fr' });
    const seen = await member.clients.get({ id: clientId });
    expect(seen).toMatchObject({ notes: null, contactEmail: null, monthlyQuota: null });
    expect(seen.chatbotCount).toBe((await member.chatbots.list({ clientId })).length);
    expect(seen.documentCount).toBe((await member.documents.list({ clientId })).items.length);
    expect(await world.clientOf('editor').clients.get({ id: clientId })).toMatchObject({
      contactEmail: 'nadia@atelier.fr',
    });
  });
});

describe('another’s conversation', () => {
  it('is read by those who may, and not spoken in', async () => {
    const agent = world.clientOf('agent');
    const { botId, conversationId } = world.estates.a;
    expect((await agent.conversations.get({ id: conversationId })).messages.length).toBeGreaterThan(0);
    await expect(
      agent.conversations.chat({ chatbotId: botId, conversationId, message: 'Bonjour' }),
    ).rejects.toMatchObject({ code: 'auth.forbidden' });
    await expect(agent.conversations.regenerate({ id: conversationId })).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
  });
});

describe('a key', () => {
  it('for given chatbots reaches those, and what they know', async () => {
    const { app, client } = world.temporary;
    const otherBot = await world.freshBot('a');
    const { key } = await client.keys.create({
      clientId: world.estates.a.clientId,
      name: 'Un seul assistant',
      scopes: ['read', 'chat', 'search'],
      chatbotIds: [otherBot],
    });
    const program = app.client(contextOf(await app.authenticate({ bearer: key, sessionCookie: null })));
    expect((await program.chatbots.list({})).map(bot => bot.id)).toEqual([otherBot]);
    await expect(program.chatbots.get({ id: world.estates.a.botId })).rejects.toMatchObject(absent);
    await expect(program.documents.get({ id: world.estates.a.documentId })).rejects.toMatchObject(absent);
    await expect(
      program.search.search({ chatbotId: world.estates.a.botId, q: 'livraison' }),
    ).rejects.toMatchObject(absent);
    await expect(program.conversations.get({ id: world.estates.a.conversationId })).rejects.toMatchObject(
      absent,
    );
  });

  it('for given chatbots tags what they know, and neither sees nor changes what else is tagged', async () => {
    const { app, client } = world.temporary;
    const { clientId, documentId } = world.estates.a;
    const botId = await world.freshBot('a');
    const [own] = await client.documents.addSample({ chatbotId: botId, language: 'en' });
    const ids = [own?.id ?? ''];
    const { key } = await client.keys.create({
      clientId,
      name: 'Tags of one',
      scopes: ['read', 'write'],
      chatbotIds: [botId],
    });
    const program = app.client(contextOf(await app.authenticate({ bearer: key, sessionCookie: null })));
    await client.tags.give({ ids: [documentId], add: ['Elsewhere'] });
    expect(await program.tags.give({ ids, add: ['Here'] })).toEqual({ changed: 1 });
    const [here, ...others] = await program.tags.list({});
    expect([here?.name, others]).toEqual(['Here', []]);
    const elsewhere = (await client.tags.list({ clientId })).find(({ name }) => name === 'Elsewhere');
    for (const refused of [
      program.tags.create({ clientId, name: 'For all' }),
      program.tags.rename({ id: here?.id ?? '', name: 'For all' }),
      program.tags.remove({ id: elsewhere?.id ?? '' }),
      program.tags.give({ ids, remove: [elsewhere?.id ?? ''] }),
      program.tags.give({ ids: [documentId], add: ['Here'] }),
    ])
      await expect(refused).rejects.toMatchObject(absent);
    for (const { titles } of await program.tags.proposals({ clientId }))
      for (const title of titles) expect(title).toBe(own?.title);
    expect(await program.tags.give({ ids, remove: [here?.id ?? ''] })).toEqual({ changed: 1 });
    expect(await program.tags.list({})).toEqual([]);
  });

  it('that only chats has no other conversations than its own', async () => {
    const { conversationId } = await world.conversationFor('chat key');
    const program = world.clientOf('chat key');
    expect((await program.conversations.get({ id: conversationId })).id).toBe(conversationId);
    await expect(
      program.conversations.chat({
        chatbotId: world.estates.a.botId,
        conversationId: world.estates.a.conversationId,
        message: 'Et ensuite ?',
      }),
    ).rejects.toMatchObject(absent);
  });
});
