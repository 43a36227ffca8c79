import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Source } from '#shared/contract/sources.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { erase, move, untilLookedAt, writeOld } from '../support/watched-folder.ts';

let office: TemporaryApp;
let folder: ReturnType<typeof temporaryFolder>;
let clientId: string;
let chatbotId: string;

beforeAll(async () => {
  office = await startTemporaryApp();
  clientId = (await office.client.clients.list({}))[0]?.id ?? '';
});
afterAll(() => office.close());
beforeEach(async () => {
  folder = temporaryFolder();
  chatbotId = (await office.client.chatbots.create({ name: 'Règles', clientId })).id;
});
afterEach(async () => {
  const { sources } = office.client;
  for (const { id } of (await sources.list({})).items) await sources.remove({ id });
  folder.remove();
});

const write = (name: string, text = `Le contenu de ${name}.`) => writeOld(folder.path, name, text);

/** A source on the folder, after its first look. */
async function add(
  options: { onVanished?: 'ask' | 'set_aside'; ignore?: string[]; subfolders?: boolean } = {},
) {
  const { onVanished = 'ask', ignore = [], subfolders = true } = options;
  const { id } = await office.client.sources.addFolder({
    clientId,
    chatbotIds: [chatbotId],
    onVanished,
    schedule: { every: 'never' },
    settings: { path: folder.path, ignore, subfolders },
  });
  return untilLookedAt(office.client.sources, id);
}

/** The same, with all that it has taken and read. */
async function follow(options: Parameters<typeof add>[0] = {}): Promise<string> {
  const { id } = await add(options);
  await office.client.sources.approve({ id });
  await looked(id);
  return id;
}

async function looked(id: string): Promise<Source> {
  const source = await untilLookedAt(office.client.sources, id);
  await untilRead(office.client, chatbotId);
  return source;
}

async function look(id: string, dry = false): Promise<Source> {
  await office.client.sources.look({ id, dry });
  return looked(id);
}

const documents = async () => (await office.client.documents.list({ chatbotId, limit: 200 })).items;
const fileNames = async () => (await documents()).map(({ fileName }) => fileName).toSorted();
const items = async (id: string) =>
  Object.fromEntries(
    (await office.client.sources.items({ id, limit: 200 })).items.map(item => [item.key, item]),
  );
const found = async (q: string) =>
  (await office.client.search.search({ chatbotId, q, k: 5 })).results.map(({ title }) => title);

describe('the first look', () => {
  it('takes nothing: what there is waits for a yes, what is left out says why', async () => {
    write('regles.txt');
    write('dossier/conges.txt');
    write('photo.jpg');
    write('vide.txt', '');
    write('brouillons/essai.txt');
    const source = await add({ ignore: ['brouillons'] });
    expect([source.condition, source.asks, await documents()]).toEqual([
      'first',
      { take: 2, setAside: 0 },
      [],
    ]);
    const { items: asked, totals } = await office.client.sources.difference({ id: source.id });
    expect(asked.map(({ key, state, question }) => [key, state, question]).toSorted()).toEqual([
      ['dossier/conges.txt', 'new', 'take'],
      ['regles.txt', 'new', 'take'],
    ]);
    expect(totals).toMatchObject({ new: 2, changed: 0, vanished: 0 });
    expect(totals.skipped.toSorted((one, other) => one.reason.localeCompare(other.reason))).toEqual([
      { reason: 'ignored', count: 1 },
      { reason: 'no_content', count: 1 },
      { reason: 'unsupported', count: 1 },
    ]);
  });

  it('is taken once somebody says yes, each as a document that says where it comes from', async () => {
    write('regles.txt', 'Le zorglub se prête le lundi.');
    write('a/index.html', '<h1>Un</h1><p>La page du premier.</p>');
    write('b/index.html', '<h1>Deux</h1><p>La page du second.</p>');
    const { id, name } = await add();
    expect(await office.client.sources.approve({ id })).toEqual({ decided: 3 });
    const source = await looked(id);
    expect([source.condition, source.documents]).toEqual(['fresh', 3]);
    expect(await fileNames()).toEqual(['index.html', 'index.html', 'regles.txt']);
    const one = (await documents()).find(({ fileName }) => fileName === 'regles.txt');
    expect(one).toMatchObject({
      origin: 'source',
      replaces: null,
      source: { id, name, kind: 'folder', key: 'regles.txt', address: null, vanished: false },
    });
    expect(await found('zorglub')).toHaveLength(1);
  });

  it('takes only what was chosen, and leaves out what was refused until somebody takes it', async () => {
    for (const name of ['un.txt', 'deux.txt', 'trois.txt']) write(name);
    const { id } = await add();
    const all = await items(id);
    await office.client.sources.approve({ id, itemIds: [all['un.txt']?.id ?? ''] });
    await looked(id);
    expect(await fileNames()).toEqual(['un.txt']);
    await office.client.sources.dismiss({ id, itemIds: [all['deux.txt']?.id ?? ''] });
    write('quatre.txt');
    const source = await look(id);
    expect(await fileNames()).toEqual(['quatre.txt', 'un.txt']);
    expect(source.asks).toEqual({ take: 1, setAside: 0 });
    const now = await items(id);
    expect(now['deux.txt']).toMatchObject({ state: 'skipped', reason: 'refused', documentId: null });
    await office.client.sources.approve({ id, itemIds: [now['deux.txt']?.id ?? ''] });
    await looked(id);
    expect(await fileNames()).toEqual(['deux.txt', 'quatre.txt', 'un.txt']);
  });

  it('leaves out hidden files, what systems leave behind, links, and subfolders where it is told to', async () => {
    for (const name of ['bon.txt', '.cache', 'Thumbs.db', '~$bon.docx', 'envoi.part', 'sous/dossier.txt'])
      write(name);
    symlinkSync('/etc/hosts', join(folder.path, 'lien.txt'));
    const { id } = await add({ subfolders: false });
    expect(Object.keys(await items(id))).toEqual(['bon.txt']);
  });

  it('knows a name by its letters, however accents are written', async () => {
    write('réglé.txt'.normalize('NFD'));
    const { id } = await add();
    expect(Object.keys(await items(id))).toEqual(['réglé.txt'.normalize('NFC')]);
    await office.client.sources.approve({ id });
    await looked(id);
    expect(await fileNames()).toEqual(['réglé.txt'.normalize('NFC')]);
  });
});

describe('a folder', () => {
  const addAt = (path: string) =>
    office.client.sources.addFolder({
      clientId,
      chatbotIds: [],
      settings: { path, ignore: [], subfolders: true },
    });

  it('must be one that is there and is not Foyer’s own', async () => {
    write('fichier.txt');
    await expect(addAt(join(folder.path, 'absent'))).rejects.toMatchObject({ code: 'path.not_found' });
    await expect(addAt(join(folder.path, 'fichier.txt'))).rejects.toMatchObject({
      code: 'path.not_a_folder',
    });
    await expect(addAt(office.dataFolder)).rejects.toMatchObject({ code: 'path.of_foyer' });
    const inside = join(office.dataFolder, 'files');
    mkdirSync(inside, { recursive: true });
    await expect(addAt(inside)).rejects.toMatchObject({ code: 'path.of_foyer' });
  });

  it('that holds Foyer’s own is read without it', async () => {
    const own = await startTemporaryApp({ dataFolder: join(folder.path, 'foyer') });
    try {
      write('regles.txt');
      const [client] = await own.client.clients.list({});
      const { id } = await own.client.sources.addFolder({
        clientId: client?.id ?? '',
        chatbotIds: [],
        settings: { path: folder.path, ignore: [], subfolders: true },
      });
      await untilLookedAt(own.client.sources, id);
      const { items: all } = await own.client.sources.items({ id, limit: 200 });
      expect(all.map(({ key }) => key)).toEqual(['regles.txt']);
    } finally {
      await own.close();
    }
  });
});

describe('a later look', () => {
  it('takes what is new by itself, reads again what changed alone, and costs nothing for the rest', async () => {
    write('stable.txt');
    write('tarif.txt', 'Le zorglub coûte dix euros.');
    const id = await follow();
    const before = new Map((await documents()).map(document => [document.fileName, document]));
    await office.client.documents.rename({ id: before.get('tarif.txt')?.id ?? '', title: 'Nos tarifs' });
    write('tarif.txt', 'Le zorglub coûte douze euros.');
    write('nouveau.txt');
    await look(id);
    const [last] = (await office.client.sources.looks({ id })).items;
    expect(last?.counts).toMatchObject({ new: 1, changed: 1, unchanged: 1, vanished: 0 });
    const after = new Map((await documents()).map(document => [document.fileName, document]));
    expect([...after.keys()].toSorted()).toEqual(['nouveau.txt', 'stable.txt', 'tarif.txt']);
    expect(after.get('stable.txt')).toEqual(before.get('stable.txt'));
    const tariff = after.get('tarif.txt');
    expect(tariff).toMatchObject({ title: 'Nos tarifs', versionCount: 1 });
    expect(tariff?.id).not.toBe(before.get('tarif.txt')?.id);
    const [earlier] = await office.client.documents.versions({ id: tariff?.id ?? '' });
    expect(earlier).toMatchObject({ id: before.get('tarif.txt')?.id, state: 'set_aside', source: { id } });
  });

  it('replaces what somebody restored by hand, and no other', async () => {
    write('tarif.txt', 'Le prix est un.');
    const id = await follow();
    write('tarif.txt', 'Le prix est deux.');
    await look(id);
    const [current] = await documents();
    const [older] = await office.client.documents.versions({ id: current?.id ?? '' });
    await office.client.documents.restore({ id: older?.id ?? '' });
    await untilRead(office.client, chatbotId);
    write('tarif.txt', 'Le prix est trois.');
    await look(id);
    const all = await documents();
    expect(all.map(({ state, versionCount }) => [state, versionCount])).toEqual([['ready', 2]]);
  });

  it('keeps the document of a file that was moved or renamed, and reads it no second time', async () => {
    write('regles.txt', 'Une règle.');
    write('autre.txt', 'Autre chose.');
    write('reste.txt', 'Encore autre chose.');
    const id = await follow();
    const before = (await documents()).find(({ fileName }) => fileName === 'regles.txt');
    mkdirSync(join(folder.path, 'rangé'));
    move(folder.path, 'regles.txt', 'rangé/reglement.txt');
    const source = await look(id);
    expect(source.asks).toEqual({ take: 0, setAside: 0 });
    const after = (await documents()).find(({ fileName }) => fileName === 'reglement.txt');
    expect(after).toMatchObject({ id: before?.id, passageCount: before?.passageCount, versionCount: 0 });
    expect(after?.source?.key).toBe('rangé/reglement.txt');
    expect(await documents()).toHaveLength(3);
  });

  it('makes a copy of a file a document of its own', async () => {
    write('regles.txt', 'La même règle.');
    const id = await follow();
    write('copie.txt', 'La même règle.');
    await look(id);
    expect(await fileNames()).toEqual(['copie.txt', 'regles.txt']);
  });

  it('asks first where it is told to', async () => {
    write('regles.txt', 'Avant.');
    const id = await follow();
    write('regles.txt', 'Après.');
    write('nouveau.txt');
    const source = await look(id, true);
    expect([source.condition, source.asks.take]).toEqual(['asks', 2]);
    expect(await fileNames()).toEqual(['regles.txt']);
    await office.client.sources.dismiss({ id });
    await look(id);
    expect([await fileNames(), (await documents())[0]?.versionCount]).toEqual([['regles.txt'], 0]);
    write('regles.txt', 'Encore après.');
    await look(id);
    expect([await fileNames(), (await documents())[0]?.versionCount]).toEqual([['regles.txt'], 1]);
  });

  it('leaves what is being written to the next one', async () => {
    write('regles.txt');
    const id = await follow();
    writeFileSync(join(folder.path, 'en-cours.txt'), 'Pas encore fi');
    const source = await look(id);
    expect((await items(id))['en-cours.txt']).toMatchObject({
      state: 'waiting',
      code: 'source.still_written',
    });
    expect(source.nextLookAt).not.toBeNull();
    write('en-cours.txt', 'Fini.');
    await look(id);
    expect(await fileNames()).toEqual(['en-cours.txt', 'regles.txt']);
  });

  it('does not bring back what somebody deleted, until they say so', async () => {
    write('un.txt');
    write('deux.txt');
    const id = await follow();
    const one = (await documents()).find(({ fileName }) => fileName === 'un.txt');
    await office.client.documents.remove({ id: one?.id ?? '' });
    await look(id);
    write('un.txt', 'Changé depuis.');
    await look(id);
    expect(await fileNames()).toEqual(['deux.txt']);
    const item = (await items(id))['un.txt'];
    expect(item).toMatchObject({ state: 'skipped', reason: 'removed' });
    await office.client.sources.approve({ id, itemIds: [item?.id ?? ''] });
    await looked(id);
    expect(await fileNames()).toEqual(['deux.txt', 'un.txt']);
  });

  it('begins by itself once the folder was changed and is quiet', { timeout: 30_000 }, async () => {
    write('regles.txt');
    const id = await follow();
    write('nouveau.txt');
    await until(async () => (await fileNames()).length === 2);
    expect((await office.client.sources.get({ id })).condition).toMatch(/fresh|looking/);
  });
});

describe('what is gone', () => {
  const four = () => ['un.txt', 'deux.txt', 'trois.txt', 'quatre.txt'].forEach(name => write(name));

  it('waits for a yes, then is set aside, and comes back with its file', async () => {
    four();
    const id = await follow();
    erase(folder.path, 'un.txt');
    const source = await look(id);
    expect([source.condition, source.asks, await fileNames()]).toEqual([
      'asks',
      { take: 0, setAside: 1 },
      ['deux.txt', 'quatre.txt', 'trois.txt', 'un.txt'],
    ]);
    await office.client.sources.approve({ id });
    expect(await fileNames()).toEqual(['deux.txt', 'quatre.txt', 'trois.txt']);
    const aside = (await office.client.documents.list({ chatbotId, state: 'set_aside' })).items;
    expect(aside).toMatchObject([{ fileName: 'un.txt', replacedBy: null, source: { vanished: true } }]);
    write('un.txt');
    await look(id);
    expect(await fileNames()).toEqual(['deux.txt', 'quatre.txt', 'trois.txt', 'un.txt']);
    expect((await documents()).find(({ fileName }) => fileName === 'un.txt')?.id).toBe(aside[0]?.id);
  });

  it('stays where somebody says no, and is not asked again', async () => {
    four();
    const id = await follow();
    erase(folder.path, 'un.txt');
    await look(id);
    await office.client.sources.dismiss({ id });
    const source = await look(id);
    expect([source.condition, source.asks.setAside, source.documents]).toEqual(['fresh', 0, 4]);
    expect(await fileNames()).toContain('un.txt');
  });

  it('is set aside by itself where the source says so', async () => {
    four();
    const id = await follow({ onVanished: 'set_aside' });
    erase(folder.path, 'un.txt');
    const source = await look(id);
    expect([source.condition, await fileNames()]).toEqual(['fresh', ['deux.txt', 'quatre.txt', 'trois.txt']]);
  });

  it('waits all the same where a third or more is gone, and people are told', async () => {
    four();
    const id = await follow({ onVanished: 'set_aside' });
    erase(folder.path, 'un.txt');
    erase(folder.path, 'deux.txt');
    const source = await look(id);
    expect([source.condition, source.asks.setAside, source.documents]).toEqual(['shrunk', 2, 4]);
    await office.client.sources.approve({ id });
    expect(await fileNames()).toEqual(['quatre.txt', 'trois.txt']);
    expect((await office.client.sources.get({ id })).condition).toBe('fresh');
  });

  it('is nothing of a folder that was renamed: its documents stay', async () => {
    four();
    write('ancien/cinq.txt');
    write('ancien/six.txt');
    const id = await follow({ onVanished: 'set_aside' });
    const before = new Map((await documents()).map(document => [document.fileName, document.id]));
    move(folder.path, 'ancien', 'nouveau');
    expect((await look(id)).asks).toEqual({ take: 0, setAside: 0 });
    expect(Object.keys(await items(id)).filter(key => key.includes('/'))).toEqual([
      'nouveau/cinq.txt',
      'nouveau/six.txt',
    ]);
    expect(new Map((await documents()).map(document => [document.fileName, document.id]))).toEqual(before);
  });
});

describe('a source that cannot be reached', () => {
  it('is an error of the source: nothing is gone, and it goes on by itself', async () => {
    write('un.txt');
    write('deux.txt');
    const id = await follow({ onVanished: 'set_aside' });
    move(folder.path, '.', '../parti-' + id);
    const gone = await look(id);
    expect([gone.condition, gone.failure, gone.documents]).toEqual(['failing', 'source.unreachable', 2]);
    expect(gone.nextLookAt).not.toBeNull();
    mkdirSync(folder.path);
    const empty = await look(id);
    expect([empty.condition, empty.failure]).toEqual(['failing', 'source.folder_empty']);
    expect(await fileNames()).toEqual(['deux.txt', 'un.txt']);
    erase(folder.path, '.');
    move(join(folder.path, '..'), `parti-${id}`, folder.path.split('/').at(-1) ?? '');
    const back = await look(id);
    expect([back.condition, back.failure]).toEqual(['fresh', null]);
  });
});

describe('a source', () => {
  it('is paused and resumed', async () => {
    write('un.txt');
    const id = await follow();
    expect((await office.client.sources.pause({ id })).condition).toBe('paused');
    write('deux.txt');
    await expect(office.client.sources.look({ id })).rejects.toMatchObject({ code: 'resource.conflict' });
    await office.client.sources.resume({ id });
    await looked(id);
    expect(await fileNames()).toEqual(['deux.txt', 'un.txt']);
  });

  it('gives what it has to other chatbots', async () => {
    write('un.txt');
    const id = await follow();
    const other = (await office.client.chatbots.create({ name: 'Autre', clientId })).id;
    await office.client.sources.update({ id, chatbotIds: [other], name: 'Les règles' });
    expect((await office.client.documents.list({ chatbotId: other })).items).toMatchObject([
      { fileName: 'un.txt', source: { name: 'Les règles' } },
    ]);
    expect(await documents()).toEqual([]);
  });

  it('that is removed leaves its documents as ordinary ones, or takes them with it', async () => {
    write('un.txt');
    const kept = await follow();
    await office.client.sources.remove({ id: kept, documents: 'keep' });
    expect(await documents()).toMatchObject([{ fileName: 'un.txt', source: null }]);
    const gone = await follow();
    expect(await documents()).toHaveLength(2);
    await office.client.sources.remove({ id: gone, documents: 'remove' });
    await until(async () => (await office.client.sources.list({ clientId })).items.length === 0);
    expect(await documents()).toHaveLength(1);
  });

  it('shows the difference again once its folder is another', async () => {
    write('un/a.txt');
    write('deux/b.txt');
    const { id } = await office.client.sources.addFolder({
      clientId,
      chatbotIds: [chatbotId],
      settings: { path: join(folder.path, 'un'), ignore: [], subfolders: true },
    });
    await untilLookedAt(office.client.sources, id);
    await office.client.sources.approve({ id });
    await looked(id);
    await office.client.sources.changeFolder({
      id,
      settings: { path: join(folder.path, 'deux'), ignore: [], subfolders: true },
    });
    const source = await looked(id);
    expect([source.asks, await fileNames()]).toEqual([{ take: 1, setAside: 1 }, ['a.txt']]);
  });

  it('has a next time by its schedule', async () => {
    write('un.txt');
    const id = await follow();
    expect((await office.client.sources.get({ id })).nextLookAt).toBeNull();
    const daily = await office.client.sources.update({ id, schedule: { every: 'day', at: '06:00' } });
    const wait = new Date(daily.nextLookAt ?? 0).getTime() - Date.now();
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(24 * 3_600_000);
  });
});
