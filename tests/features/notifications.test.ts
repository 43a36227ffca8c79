import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { useMailServers } from '../support/mail-servers.ts';
import { join, startTwoClients, type Colleague } from '../support/people.ts';
import { untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { visitorOf } from '../support/visit.ts';

describe('notifications', () => {
  let office: TemporaryApp;
  let north: string;
  let chatbotId: string;
  let admin: Colleague;
  let agent: Colleague;
  let editor: Colleague;
  let elsewhere: Colleague;
  const { configured } = useMailServers(() => office);

  beforeEach(async () => {
    let south = '';
    ({ office, north, south } = await startTwoClients());
    ({ id: chatbotId } = await office.client.chatbots.create({ name: 'Accueil', clientId: north }));
    admin = await join(office, 'admin@exemple.fr', 'admin');
    agent = await join(office, 'agente@exemple.fr', 'agent', [north]);
    editor = await join(office, 'editrice@exemple.fr', 'editor', [north]);
    elsewhere = await join(office, 'ailleurs@exemple.fr', 'agent', [south]);
  });
  afterEach(() => office.close());

  const kindsOf = async ({ client }: Colleague) =>
    (await client.notifications.list({})).items.map(({ kind }) => kind);
  const count = async ({ client }: Colleague) => (await client.notifications.unreadCount({})).count;

  async function askForPerson(client: FoyerClient): Promise<string> {
    let opened = '';
    const question = { message: 'Je voudrais parler à quelqu’un', clientMessageId: randomUUID() };
    for await (const event of await client.visitor.chat(question))
      if (event.type === 'started') opened = event.conversationId;
    return opened;
  }

  it('tell who reads the conversations of a client that somebody asks for a person', async () => {
    const { client } = await visitorOf(office.app, chatbotId);
    const conversationId = await askForPerson(client);
    await expect.poll(() => Promise.all([admin, agent, editor].map(count))).toEqual([1, 1, 1]);
    expect(await kindsOf(elsewhere)).toEqual([]);
    const [told] = (await agent.client.notifications.list({})).items;
    const { title } = await agent.client.conversations.get({ id: conversationId });
    expect(told).toMatchObject({
      kind: 'conversation.person_asked',
      subjectKind: 'conversation',
      subjectId: conversationId,
      clientId: north,
      title,
      called: { fr: 'Quelqu’un demande une personne', en: 'Somebody asks for a person' },
      place: { page: 'conversation', id: conversationId },
      rings: true,
      readAt: null,
    });
    // What a visitor wrote is looked up when it is read, and stands nowhere else.
    const database = new Database(databaseFile(office.dataFolder), { readonly: true });
    const rows = database.prepare('select payload from notifications').all();
    database.close();
    expect(JSON.stringify(rows)).not.toContain('parler');
  });

  it('tell of contact details, and lead to their conversation', async () => {
    const { client } = await visitorOf(office.app, chatbotId, { askForPerson: true });
    const conversationId = await askForPerson(client);
    await client.visitor.lead({ conversationId, reason: 'person', fields: { email: 'claire@exemple.fr' } });
    await expect.poll(() => kindsOf(agent)).toContain('contact.left');
    const told = (await agent.client.notifications.list({})).items.find(
      ({ kind }) => kind === 'contact.left',
    );
    expect(told).toMatchObject({ title: null, payload: { chatbotId, conversationId } });
  });

  it('tell editors of a document that cannot be read, once, and nobody of the task besides', async () => {
    const broken = async function* () {
      const { Readable } = await import('node:stream');
      yield { fileName: 'abime.pdf', content: Readable.from([Buffer.from('%PDF-1.7 rien du tout')]) };
    };
    await admin.client.documents.upload({ chatbotId: [chatbotId] }, { context: { files: broken() } });
    await untilRead(office.client, chatbotId);
    await expect.poll(() => kindsOf(editor)).toEqual(['document.failed']);
    expect(await kindsOf(admin)).toEqual(['document.failed']);
    expect(await kindsOf(agent)).toEqual([]);
    expect((await editor.client.notifications.list({})).items[0]?.title).toBe('abime');
  });

  it('are read by those who have the right to, at the time they read', async () => {
    const { client } = await visitorOf(office.app, chatbotId);
    await askForPerson(client);
    await expect.poll(() => count(agent)).toBe(1);
    await office.client.people.update({ id: agent.id, role: 'member', memberships: [] });
    expect(await kindsOf(agent)).toEqual([]);
    expect(await count(agent)).toBe(0);
  });

  it('tell open pages of their reader alone', async () => {
    const abort = new AbortController();
    const changes = await agent.client.system.changes({}, { signal: abort.signal });
    const mine = (async () => {
      for await (const event of changes) if (event.topic === 'notifications') return event.id;
      return null;
    })();
    const { client } = await visitorOf(office.app, chatbotId);
    await askForPerson(client);
    expect(await mine).toBe(agent.id);
    abort.abort();
  });

  it('are told as each person chose', async () => {
    const before = await agent.client.notifications.preferences({});
    expect(before).toMatchObject({ quiet: null, mail: 'not_set_up' });
    expect(before.kinds.map(({ name }) => name)).toEqual(['conversation.person_asked', 'contact.left']);
    const wish = { app: false, desktop: false, mail: false };
    const after = await agent.client.notifications.updatePreferences({
      wishes: { 'conversation.person_asked': wish },
      quiet: { from: '21:00', until: '07:30' },
      timeZone: 'America/Montreal',
    });
    expect(after).toMatchObject({ quiet: { from: '21:00', until: '07:30' }, timeZone: 'America/Montreal' });
    expect(await agent.client.notifications.preferences({})).toEqual(after);
    expect((await editor.client.notifications.preferences({})).quiet).toBeNull();
    const { client } = await visitorOf(office.app, chatbotId);
    await askForPerson(client);
    await expect.poll(() => count(editor)).toBe(1);
    expect(await kindsOf(agent)).toEqual([]);
    for (const wrong of [
      { quiet: { from: '07:00', until: '07:00' } },
      { quiet: { from: '25:00', until: '07:00' } },
      { timeZone: 'Nulle/Part' },
      { wishes: { 'nobody.knows': wish } },
    ])
      await expect(agent.client.notifications.updatePreferences(wrong)).rejects.toThrow();
  });

  it('leave by mail in the words of their reader, naming the kind and the client alone', async () => {
    const server = await configured();
    const { client } = await visitorOf(office.app, chatbotId);
    await askForPerson(client);
    await expect.poll(() => count(agent)).toBe(1);
    // As if two minutes had passed.
    const database = new Database(databaseFile(office.dataFolder));
    const earlier = new Date(Date.now() - 3 * 60_000).toISOString();
    database.prepare('update notifications set created_at = ?').run(earlier);
    database.close();
    await admin.client.jobs.runSchedule({ name: 'notifications.mail' });
    const { parsed } = await server.mailTo(agent.email);
    expect(parsed.subject).toBe('Du nouveau dans Foyer');
    const { name } = await admin.client.clients.get({ id: north });
    expect(parsed.text).toContain(`Quelqu’un demande une personne · ${name}`);
    expect(parsed.text).not.toContain('parler');
    await server.mailTo(editor.email);
    await server.mailTo(admin.email);
    const sent = server.mails.length;
    await admin.client.jobs.runSchedule({ name: 'notifications.mail' });
    await expect.poll(async () => (await admin.client.jobs.list({ open: true })).items.length).toBe(0);
    expect(server.mails).toHaveLength(sent);
  });

  it('say nothing of mail that failed, which mail would tell for ever', async () => {
    await configured({ account: { user: 'foyer@atelier.fr', password: 'un autre' } });
    await office.client.people.invite({
      email: 'neuve@exemple.fr',
      fullName: 'Neuve',
      language: 'fr',
      role: 'member',
      sendMail: true,
    });
    await expect
      .poll(async () => (await admin.client.jobs.list({ state: 'failed' })).items.map(({ type }) => type))
      .toEqual(['mail.send']);
    const { client } = await visitorOf(office.app, chatbotId);
    await askForPerson(client);
    await expect.poll(() => kindsOf(admin)).toEqual(['conversation.person_asked']);
  });

  it('go with the account, and with the client', async () => {
    const { client } = await visitorOf(office.app, chatbotId);
    await askForPerson(client);
    await expect.poll(() => Promise.all([admin, agent, editor].map(count))).toEqual([1, 1, 1]);
    await agent.client.notifications.updatePreferences({ quiet: null });
    const rows = (table: string) => {
      const database = new Database(databaseFile(office.dataFolder), { readonly: true });
      const { many } = database.prepare(`select count(*) as many from ${table}`).get() as { many: number };
      database.close();
      return many;
    };
    await office.client.privacy.erasePerson({ id: agent.id, confirmEmail: agent.email });
    await expect.poll(() => [rows('notifications'), rows('notification_preferences')]).toEqual([2, 0]);
    const { name } = await office.client.clients.get({ id: north });
    await office.client.privacy.eraseClient({ id: north, confirmName: name });
    await expect.poll(() => rows('notifications'), { timeout: 15_000 }).toBe(0);
  });
});
