import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { followedFolder } from '../support/followed-folder.ts';
import { startTemporaryApp } from '../support/temporary-app.ts';
import { until } from '../support/until.ts';
import { untilLookedAt } from '../support/watched-folder.ts';

const place = followedFolder();
const { write, add, follow, look, looked, documents, fileNames, items, found } = place;

describe('the first look', () => {
  it('takes nothing: what there is waits for a yes, what is left out says why', async () => {
    write('regles.txt');
    write('dossier/conges.txt');
    write('photo.jpg');
    write('film.mp4');
    write('vide.txt', '');
    write('brouillons/essai.txt');
    const source = await add({ ignore: ['brouillons'] });
    expect([source.condition, source.asks, await documents()]).toEqual([
      'first',
      { take: 2, setAside: 0 },
      [],
    ]);
    const { items: asked, totals } = await place.office.client.sources.difference({ id: source.id });
    expect(asked.map(({ key, state, question }) => [key, state, question]).toSorted()).toEqual([
      ['dossier/conges.txt', 'new', 'take'],
      ['regles.txt', 'new', 'take'],
    ]);
    expect(totals).toMatchObject({ new: 2, changed: 0, vanished: 0 });
    expect(totals.skipped.toSorted((one, other) => one.reason.localeCompare(other.reason))).toEqual([
      { reason: 'ignored', count: 1 },
      { reason: 'no_content', count: 1 },
      { reason: 'picture', count: 1 },
      { reason: 'unsupported', count: 1 },
    ]);
  });

  it('takes pictures where the settings say so', async () => {
    write('regles.txt');
    write('scan.png');
    const { asks } = await add({ pictures: true });
    expect(asks).toEqual({ take: 2, setAside: 0 });
  });

  it('is taken once somebody says yes, each as a document that says where it comes from', async () => {
    write('regles.txt', 'Le zorglub se prête le lundi.');
    write('a/index.html', '<h1>Un</h1><p>La page du premier.</p>');
    write('b/index.html', '<h1>Deux</h1><p>La page du second.</p>');
    const { id, name } = await add();
    expect(await place.office.client.sources.approve({ id })).toEqual({ decided: 3 });
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
    await place.office.client.sources.approve({ id, itemIds: [all['un.txt']?.id ?? ''] });
    await looked(id);
    expect(await fileNames()).toEqual(['un.txt']);
    await place.office.client.sources.dismiss({ id, itemIds: [all['deux.txt']?.id ?? ''] });
    write('quatre.txt');
    const source = await look(id);
    expect(await fileNames()).toEqual(['quatre.txt', 'un.txt']);
    expect(source.asks).toEqual({ take: 1, setAside: 0 });
    const now = await items(id);
    expect(now['deux.txt']).toMatchObject({ state: 'skipped', reason: 'refused', documentId: null });
    await place.office.client.sources.approve({ id, itemIds: [now['deux.txt']?.id ?? ''] });
    await looked(id);
    expect(await fileNames()).toEqual(['deux.txt', 'quatre.txt', 'un.txt']);
  });

  it('leaves out hidden files, what systems leave behind, links, and subfolders where it is told to', async () => {
    for (const name of ['bon.txt', '.cache', 'Thumbs.db', '~$bon.docx', 'envoi.part', 'sous/dossier.txt'])
      write(name);
    symlinkSync('/etc/hosts', join(place.folder.path, 'lien.txt'));
    const { id } = await add({ subfolders: false });
    expect(Object.keys(await items(id))).toEqual(['bon.txt']);
  });

  it('knows a name by its letters, however accents are written', async () => {
    write('réglé.txt'.normalize('NFD'));
    const { id } = await add();
    expect(Object.keys(await items(id))).toEqual(['réglé.txt'.normalize('NFC')]);
    await place.office.client.sources.approve({ id });
    await looked(id);
    expect(await fileNames()).toEqual(['réglé.txt'.normalize('NFC')]);
  });
});

describe('a folder', () => {
  const addAt = (path: string) =>
    place.office.client.sources.addFolder({
      clientId: place.clientId,
      chatbotIds: [],
      settings: { path, ignore: [], subfolders: true },
    });

  it('must be one that is there and is not Foyer’s own', async () => {
    write('fichier.txt');
    await expect(addAt(join(place.folder.path, 'absent'))).rejects.toMatchObject({ code: 'path.not_found' });
    await expect(addAt(join(place.folder.path, 'fichier.txt'))).rejects.toMatchObject({
      code: 'path.not_a_folder',
    });
    await expect(addAt(place.office.dataFolder)).rejects.toMatchObject({ code: 'path.of_foyer' });
    const inside = join(place.office.dataFolder, 'files');
    mkdirSync(inside, { recursive: true });
    await expect(addAt(inside)).rejects.toMatchObject({ code: 'path.of_foyer' });
  });

  it('that holds Foyer’s own is read without it', async () => {
    const own = await startTemporaryApp({ dataFolder: join(place.folder.path, 'foyer') });
    try {
      write('regles.txt');
      const [client] = await own.client.clients.list({});
      const { id } = await own.client.sources.addFolder({
        clientId: client?.id ?? '',
        chatbotIds: [],
        settings: { path: place.folder.path, ignore: [], subfolders: true },
      });
      await untilLookedAt(own.client.sources, id);
      const { items: all } = await own.client.sources.items({ id, limit: 200 });
      expect(all.map(({ key }) => key)).toEqual(['regles.txt']);
    } finally {
      await own.close();
    }
  });
});

describe('a source', () => {
  it('is paused and resumed', async () => {
    write('un.txt');
    const id = await follow();
    expect((await place.office.client.sources.pause({ id })).condition).toBe('paused');
    write('deux.txt');
    await expect(place.office.client.sources.look({ id })).rejects.toMatchObject({
      code: 'resource.conflict',
    });
    await place.office.client.sources.resume({ id });
    await looked(id);
    expect(await fileNames()).toEqual(['deux.txt', 'un.txt']);
  });

  it('gives what it has to other chatbots', async () => {
    write('un.txt');
    const id = await follow();
    const other = (await place.office.client.chatbots.create({ name: 'Autre', clientId: place.clientId })).id;
    await place.office.client.sources.update({ id, chatbotIds: [other], name: 'Les règles' });
    expect((await place.office.client.documents.list({ chatbotId: other })).items).toMatchObject([
      { fileName: 'un.txt', source: { name: 'Les règles' } },
    ]);
    expect(await documents()).toEqual([]);
  });

  it('that is removed leaves its documents as ordinary ones, or takes them with it', async () => {
    write('un.txt');
    const kept = await follow();
    await place.office.client.sources.remove({ id: kept, documents: 'keep' });
    expect(await documents()).toMatchObject([{ fileName: 'un.txt', source: null }]);
    const gone = await follow();
    expect(await documents()).toHaveLength(2);
    await place.office.client.sources.remove({ id: gone, documents: 'remove' });
    await until(
      async () => (await place.office.client.sources.list({ clientId: place.clientId })).items.length === 0,
    );
    expect(await documents()).toHaveLength(1);
  });

  it('shows the difference again once its folder is another', async () => {
    write('un/a.txt');
    write('deux/b.txt');
    const { id } = await place.office.client.sources.addFolder({
      clientId: place.clientId,
      chatbotIds: [place.chatbotId],
      settings: { path: join(place.folder.path, 'un'), ignore: [], subfolders: true },
    });
    await untilLookedAt(place.office.client.sources, id);
    await place.office.client.sources.approve({ id });
    await looked(id);
    await place.office.client.sources.changeFolder({
      id,
      settings: { path: join(place.folder.path, 'deux'), ignore: [], subfolders: true },
    });
    const source = await looked(id);
    expect([source.asks, await fileNames()]).toEqual([{ take: 1, setAside: 1 }, ['a.txt']]);
  });

  it('has a next time by its schedule', async () => {
    write('un.txt');
    const id = await follow();
    expect((await place.office.client.sources.get({ id })).nextLookAt).toBeNull();
    const daily = await place.office.client.sources.update({ id, schedule: { every: 'day', at: '06:00' } });
    const wait = new Date(daily.nextLookAt ?? 0).getTime() - Date.now();
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(24 * 3_600_000);
  });
});
