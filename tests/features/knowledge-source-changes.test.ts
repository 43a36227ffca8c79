import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { followedFolder } from '../support/followed-folder.ts';
import { untilRead } from '../support/temporary-app.ts';
import { until } from '../support/until.ts';
import { erase, move } from '../support/watched-folder.ts';

const place = followedFolder();
const { write, follow, look, looked, documents, fileNames, items } = place;

describe('a later look', () => {
  it('takes what is new by itself, reads again what changed alone, and costs nothing for the rest', async () => {
    write('stable.txt');
    write('tarif.txt', 'Le zorglub coûte dix euros.');
    const id = await follow();
    const before = new Map((await documents()).map(document => [document.fileName, document]));
    await place.office.client.documents.rename({
      id: before.get('tarif.txt')?.id ?? '',
      title: 'Nos tarifs',
    });
    write('tarif.txt', 'Le zorglub coûte douze euros.');
    write('nouveau.txt');
    await look(id);
    const [last] = (await place.office.client.sources.looks({ id })).items;
    expect(last?.counts).toMatchObject({ new: 1, changed: 1, unchanged: 1, vanished: 0 });
    const after = new Map((await documents()).map(document => [document.fileName, document]));
    expect([...after.keys()].toSorted()).toEqual(['nouveau.txt', 'stable.txt', 'tarif.txt']);
    expect(after.get('stable.txt')).toEqual(before.get('stable.txt'));
    const tariff = after.get('tarif.txt');
    expect(tariff).toMatchObject({ title: 'Nos tarifs', versionCount: 1 });
    expect(tariff?.id).not.toBe(before.get('tarif.txt')?.id);
    const [earlier] = await place.office.client.documents.versions({ id: tariff?.id ?? '' });
    expect(earlier).toMatchObject({ id: before.get('tarif.txt')?.id, state: 'set_aside', source: { id } });
    const [changed] = (await place.office.client.sources.items({ id, state: 'changed' })).items;
    const { parts } = await place.office.client.documents.compare({ id: changed?.documentId ?? '' });
    expect(parts).toMatchObject([
      { state: 'changed', cells: [[{}, { state: 'removed', text: 'dix ' }, { text: 'douze ' }, {}]] },
    ]);
  });

  it('replaces what somebody restored by hand, and no other', async () => {
    write('tarif.txt', 'Le prix est un.');
    const id = await follow();
    write('tarif.txt', 'Le prix est deux.');
    await look(id);
    const [current] = await documents();
    const [older] = await place.office.client.documents.versions({ id: current?.id ?? '' });
    await place.office.client.documents.restore({ id: older?.id ?? '' });
    await untilRead(place.office.client, place.chatbotId);
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
    mkdirSync(join(place.folder.path, 'rangé'));
    move(place.folder.path, 'regles.txt', 'rangé/reglement.txt');
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
    await place.office.client.sources.dismiss({ id });
    await look(id);
    expect([await fileNames(), (await documents())[0]?.versionCount]).toEqual([['regles.txt'], 0]);
    write('regles.txt', 'Encore après.');
    await look(id);
    expect([await fileNames(), (await documents())[0]?.versionCount]).toEqual([['regles.txt'], 1]);
  });

  it('leaves what is being written to the next one', async () => {
    write('regles.txt');
    const id = await follow();
    writeFileSync(join(place.folder.path, 'en-cours.txt'), 'Pas encore fi');
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
    await place.office.client.documents.remove({ id: one?.id ?? '' });
    await look(id);
    write('un.txt', 'Changé depuis.');
    await look(id);
    expect(await fileNames()).toEqual(['deux.txt']);
    const item = (await items(id))['un.txt'];
    expect(item).toMatchObject({ state: 'skipped', reason: 'removed' });
    await place.office.client.sources.approve({ id, itemIds: [item?.id ?? ''] });
    await looked(id);
    expect(await fileNames()).toEqual(['deux.txt', 'un.txt']);
  });

  it('begins by itself once the folder was changed and is quiet', { timeout: 30_000 }, async () => {
    write('regles.txt');
    const id = await follow();
    write('nouveau.txt');
    await until(async () => (await fileNames()).length === 2);
    expect((await place.office.client.sources.get({ id })).condition).toMatch(/fresh|looking/);
  });
});

describe('what is gone', () => {
  const four = () => ['un.txt', 'deux.txt', 'trois.txt', 'quatre.txt'].forEach(name => write(name));

  it('waits for a yes, then is set aside, and comes back with its file', async () => {
    four();
    const id = await follow();
    erase(place.folder.path, 'un.txt');
    const source = await look(id);
    expect([source.condition, source.asks, await fileNames()]).toEqual([
      'asks',
      { take: 0, setAside: 1 },
      ['deux.txt', 'quatre.txt', 'trois.txt', 'un.txt'],
    ]);
    await place.office.client.sources.approve({ id });
    expect(await fileNames()).toEqual(['deux.txt', 'quatre.txt', 'trois.txt']);
    const aside = (
      await place.office.client.documents.list({ chatbotId: place.chatbotId, state: 'set_aside' })
    ).items;
    expect(aside).toMatchObject([{ fileName: 'un.txt', replacedBy: null, source: { vanished: true } }]);
    write('un.txt');
    await look(id);
    expect(await fileNames()).toEqual(['deux.txt', 'quatre.txt', 'trois.txt', 'un.txt']);
    expect((await documents()).find(({ fileName }) => fileName === 'un.txt')?.id).toBe(aside[0]?.id);
  });

  it('stays where somebody says no, and is not asked again', async () => {
    four();
    const id = await follow();
    erase(place.folder.path, 'un.txt');
    await look(id);
    await place.office.client.sources.dismiss({ id });
    const source = await look(id);
    expect([source.condition, source.asks.setAside, source.documents]).toEqual(['fresh', 0, 4]);
    expect(await fileNames()).toContain('un.txt');
  });

  it('is set aside by itself where the source says so', async () => {
    four();
    const id = await follow({ onVanished: 'set_aside' });
    erase(place.folder.path, 'un.txt');
    const source = await look(id);
    expect([source.condition, await fileNames()]).toEqual(['fresh', ['deux.txt', 'quatre.txt', 'trois.txt']]);
  });

  it('waits all the same where a third or more is gone, and people are told', async () => {
    four();
    const id = await follow({ onVanished: 'set_aside' });
    erase(place.folder.path, 'un.txt');
    erase(place.folder.path, 'deux.txt');
    const source = await look(id);
    expect([source.condition, source.asks.setAside, source.documents]).toEqual(['shrunk', 2, 4]);
    await place.office.client.sources.approve({ id });
    expect(await fileNames()).toEqual(['quatre.txt', 'trois.txt']);
    expect((await place.office.client.sources.get({ id })).condition).toBe('fresh');
  });

  it('is nothing of a folder that was renamed: its documents stay', async () => {
    four();
    write('ancien/cinq.txt');
    write('ancien/six.txt');
    const id = await follow({ onVanished: 'set_aside' });
    const before = new Map((await documents()).map(document => [document.fileName, document.id]));
    move(place.folder.path, 'ancien', 'nouveau');
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
    move(place.folder.path, '.', '../parti-' + id);
    const gone = await look(id);
    expect([gone.condition, gone.failure, gone.documents]).toEqual(['failing', 'source.unreachable', 2]);
    expect(gone.nextLookAt).not.toBeNull();
    mkdirSync(place.folder.path);
    const empty = await look(id);
    expect([empty.condition, empty.failure]).toEqual(['failing', 'source.folder_empty']);
    expect(await fileNames()).toEqual(['deux.txt', 'un.txt']);
    erase(place.folder.path, '.');
    move(join(place.folder.path, '..'), `parti-${id}`, place.folder.path.split('/').at(-1) ?? '');
    const back = await look(id);
    expect([back.condition, back.failure]).toEqual(['fresh', null]);
  });
});
