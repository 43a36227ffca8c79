import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailboxSettings } from '#shared/contract/mailboxes.ts';
import { isDovecotThere, startDovecot } from '../support/dovecot.ts';
import { startImapStandIn, type StoredMessage } from '../support/imap-stand-in/index.ts';
import { letter, stored } from '../support/mail-messages.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { untilLookedAt } from '../support/watched-folder.ts';

const PASSWORD = 'mot-de-passe-que-nul-ne-relit';
const LOGIN = { user: 'lea', password: PASSWORD };
const LEASE = letter({
  subject: 'Bail du bureau',
  text: 'The lease of the office ends in September.',
  attached: 'The deposit is 4200 euros.',
});
const HOURS = letter({ subject: 'Horaires', text: 'The office opens at nine.' });
const KEYS = letter({ subject: 'Badges', text: 'Badges are kept by Nadia.' });

type Server = {
  host: string;
  port: number;
  deliver(folder: string, name: string, raw: string): void;
  remove(folder: string, name: string): void;
  renumber(folder: string): void;
  seen(folder: string): string[];
  close(): Promise<void>;
};

async function standIn(password: string): Promise<Server> {
  const server = await startImapStandIn({ account: { user: 'lea', password } });
  const names = new Map<string, StoredMessage>();
  const boxOf = (folder: string) => {
    const box = server.mailbox.get(folder) ?? { uidValidity: 1, messages: [] };
    server.mailbox.set(folder, box);
    return box;
  };
  return {
    ...server,
    deliver(folder, name, raw) {
      const message = stored(names.size + 1, raw);
      names.set(name, message);
      boxOf(folder).messages.push(message);
    },
    remove(folder, name) {
      const box = boxOf(folder);
      box.messages = box.messages.filter(message => message !== names.get(name));
    },
    renumber(folder) {
      const box = boxOf(folder);
      box.uidValidity += 1;
      for (const message of box.messages) message.uid += 100;
    },
    seen: folder => boxOf(folder).messages.flatMap(({ seen, uid }) => (seen ? [String(uid)] : [])),
  };
}

const kinds = [
  { name: 'a stand-in', isThere: true, start: standIn },
  { name: 'dovecot', isThere: isDovecotThere, start: startDovecot },
].filter(({ isThere }) => isThere);

describe.each(kinds)('a mailbox of $name', ({ start }) => {
  let office: TemporaryApp;
  let server: Server;
  let clientId: string;
  let chatbotId: string;

  beforeAll(async () => {
    [office, server] = await Promise.all([startTemporaryApp(), start(PASSWORD)]);
    clientId = (await office.client.clients.list({}))[0]?.id ?? '';
    chatbotId = (await office.client.chatbots.create({ name: 'Bureau', clientId })).id;
    server.deliver('INBOX', 'bail', LEASE);
    server.deliver('INBOX', 'horaires', HOURS);
    server.deliver('Clients', 'autre', KEYS);
  });
  afterAll(async () => {
    await office.close();
  });

  const settings = (change: Partial<MailboxSettings> = {}): MailboxSettings => ({
    host: server.host,
    port: server.port,
    security: 'none',
    certificate: null,
    local: true,
    folder: 'INBOX',
    since: null,
    messages: 100,
    ...change,
  });
  const add = (change?: Partial<MailboxSettings>, login = LOGIN) =>
    office.client.sources.addMailbox({
      clientId,
      chatbotIds: [chatbotId],
      schedule: { every: 'never' },
      settings: settings(change),
      login,
    });
  async function look(id: string) {
    await office.client.sources.look({ id });
    const source = await untilLookedAt(office.client.sources, id);
    await untilRead(office.client, chatbotId);
    return source;
  }
  const found = async (q: string) =>
    (await office.client.search.search({ chatbotId, q, k: 1 })).results[0]?.text ?? '';

  it('names its folders to whoever signs in, and says in words what is wrong before anything is kept', async () => {
    const { sources } = office.client;
    const { folder: _folder, since: _since, messages: _messages, ...place } = settings();
    const { folders } = await sources.mailboxFolders({ clientId, server: place, login: LOGIN });
    expect(folders.map(({ path }) => path).toSorted()).toEqual(['Clients', 'INBOX']);
    const wrong = { user: 'lea', password: 'autre' };
    await expect(add({}, wrong)).rejects.toMatchObject({ code: 'source.mailbox_login_refused' });
    await expect(add({ folder: 'Absent' })).rejects.toMatchObject({ code: 'source.mailbox_folder_gone' });
    await expect(
      sources.mailboxFolders({ clientId, server: { ...place, port: 9 }, login: LOGIN }),
    ).rejects.toMatchObject({ code: 'source.unreachable' });
    expect((await sources.list({ clientId })).items).toEqual([]);
  });

  it('is read once a person said yes, with what is attached; what is gone waits, and a new numbering reads nothing again', async () => {
    const { sources, documents } = office.client;
    const added = await add();
    expect(added).toMatchObject({ kind: 'mailbox', name: 'INBOX (127.0.0.1)' });
    const { id } = added;
    expect(await untilLookedAt(sources, id)).toMatchObject({
      condition: 'first',
      asks: { take: 2 },
      documents: 0,
    });
    await sources.approve({ id });
    expect(await untilLookedAt(sources, id)).toMatchObject({ condition: 'fresh', documents: 2 });
    await untilRead(office.client, chatbotId);
    expect(await found('lease of the office')).toContain('September');
    expect(await found('deposit euros')).toContain('4200');
    expect(server.seen('INBOX')).toEqual([]);
    const before = (await documents.list({ chatbotId, limit: 50 })).items.map(one => one.id).toSorted();

    server.renumber('INBOX');
    expect(await look(id)).toMatchObject({ condition: 'fresh', documents: 2 });
    expect((await sources.looks({ id })).items[0]?.counts).toMatchObject({
      new: 0,
      changed: 0,
      unchanged: 2,
    });
    expect((await documents.list({ chatbotId, limit: 50 })).items.map(one => one.id).toSorted()).toEqual(
      before,
    );

    server.deliver('INBOX', 'badges', KEYS);
    server.remove('INBOX', 'horaires');
    const shrunk = await look(id);
    expect(shrunk).toMatchObject({ documents: 3, asks: { setAside: 1 } });
    expect(shrunk.condition).toBe('shrunk');
    expect(await found('badges Nadia')).toContain('Nadia');
    await sources.approve({ id });
    expect(await sources.get({ id })).toMatchObject({ documents: 2 });
    expect(server.seen('INBOX')).toEqual([]);
  });

  it('calls what it leaves as a person would: by its subject', async () => {
    const { sources } = office.client;
    const { id } = await add({ messages: 1 });
    await untilLookedAt(sources, id);
    expect((await sources.items({ id })).items).toHaveLength(2);
    expect((await sources.items({ id, state: 'skipped' })).items).toMatchObject([
      { title: expect.any(String) as unknown, reason: 'over_the_cap' },
    ]);
    await sources.remove({ id });
  });

  it('keeps its documents while its login is refused, takes a new one, and tells the password to nobody', async () => {
    const { sources } = office.client;
    const { id } = await add({ folder: 'Clients' });
    await untilLookedAt(sources, id);
    await sources.approve({ id });
    expect(await untilLookedAt(sources, id)).toMatchObject({ documents: 1 });
    await expect(
      sources.changeMailbox({
        id,
        settings: settings({ folder: 'Clients' }),
        login: { ...LOGIN, password: 'autre' },
      }),
    ).rejects.toMatchObject({ code: 'source.mailbox_login_refused' });
    // The one that is kept is for this server alone.
    await expect(
      sources.changeMailbox({ id, settings: settings({ folder: 'Clients', host: 'localhost' }) }),
    ).rejects.toMatchObject({ code: 'source.mailbox_login_needed' });
    await sources.changeMailbox({ id, settings: settings({ folder: 'Clients', messages: 50 }) });
    expect(await untilLookedAt(sources, id)).toMatchObject({ condition: 'fresh', documents: 1 });
    const told = JSON.stringify([
      await sources.list({ clientId }),
      await sources.items({ id }),
      await sources.looks({ id }),
      await office.client.audit.list({}),
      await office.client.connections.list({}),
    ]);
    expect(told).toContain('mailbox');
    const onDisk = readdirSync(office.dataFolder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(told + onDisk.join('\n')).not.toContain(PASSWORD);
  });

  // Last: the server is gone afterwards.
  it('that is away is told as failing, and loses nothing', async () => {
    const { sources } = office.client;
    const [first] = (await sources.list({ clientId })).items;
    const id = first?.id ?? '';
    await server.close();
    expect(await look(id)).toMatchObject({
      condition: 'failing',
      failure: 'source.unreachable',
      documents: first?.documents,
      asks: { setAside: 0 },
    });
  });
});
