import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const RULE =
  'Le garage à vélos ferme à 19 heures tous les jours de la semaine. Les clés sont à demander à l’accueil, contre une signature. Un casier est prêté à chaque personne qui vient à vélo, pour toute la durée de son contrat.';

describe('passages that say the same', () => {
  let foyer: TemporaryApp;
  let files: ReturnType<typeof temporaryFolder>;
  let chatbotId: string;
  let clientId: string;

  beforeEach(async () => {
    files = temporaryFolder();
    foyer = await startTemporaryApp();
    ({ id: chatbotId, clientId } = await foyer.client.chatbots.create({ name: 'Accueil' }));
  });
  afterEach(async () => {
    await foyer.close();
    files.remove();
  });

  async function add(texts: Record<string, string>): Promise<string[]> {
    const paths = Object.entries(texts).map(([name, text]) => {
      const path = join(files.path, name);
      writeFileSync(path, text);
      return path;
    });
    const { documents } = await foyer.client.documents.addPaths({ chatbotId, paths });
    await untilRead(foyer.client, chatbotId);
    const ids = documents.map(({ id }) => id);
    await allJudged(ids);
    return ids;
  }
  async function allJudged(ids: readonly string[]) {
    for (const id of ids) await until(async () => (await flags(id)).pending === 0);
  }
  const flags = (id: string) => foyer.client.passages.flags({ id });
  const found = (documentId?: string) =>
    foyer.client.passages.alike({ clientId, ...(documentId === undefined ? {} : { documentId }) });
  const groups = async (documentId?: string) =>
    (await found(documentId)).items.map(({ count, passages }) => ({
      count,
      documents: passages.map(({ document }) => document.fileName).toSorted(),
    }));
  /** What is gone is told apart from what it leaves: whoever looks reads again once that is done. */
  const untilGroups = (wanted: unknown[]) =>
    until(async () => JSON.stringify(await groups()) === JSON.stringify(wanted));
  const texts = {
    'un.txt': RULE,
    'deux.txt': RULE.replace('prêté', 'donné'),
    'trois.txt': RULE.toUpperCase(),
    'tarif.txt': RULE.replace('19', '21'),
    'autre.txt':
      'La piscine ouvre au mois de mai, sous la garde de deux maîtres nageurs, et ferme dès que la nuit tombe.',
  };
  const alike = { count: 3, documents: ['deux.txt', 'trois.txt', 'un.txt'] };

  it('are one group across documents; other figures say something else', async () => {
    await add(texts);
    expect(await groups()).toEqual([alike]);
  });

  it('are counted for their document, and shown for it alone', async () => {
    const [first = '', , , tariff = ''] = await add(texts);
    expect([(await flags(first)).alike, (await flags(tariff)).alike]).toEqual([1, 0]);
    expect([await groups(first), await groups(tariff)]).toEqual([[alike], []]);
  });

  /** Keeps the passage of a file, of the only group there is. */
  async function keep(fileName: string, mark?: string) {
    const [group] = (await found()).items;
    const kept = group?.passages.find(({ document }) => document.fileName === fileName);
    const { document: { id } = { id: '' }, chunkId = '' } = kept ?? {};
    return foyer.client.passages.keepAlone({ id, chunkId, mark: mark ?? group?.mark ?? '' });
  }

  it.each(['un.txt', 'deux.txt'])('are kept once, and taken back: %s', async fileName => {
    const ids = await add(texts);
    const { excluded } = await keep(fileName);
    const kept = fileName === 'un.txt' ? 0 : 1;
    const others = [0, 1, 2].filter(at => at !== kept).map(at => ids[at]);
    expect(excluded.map(({ documentId }) => documentId).toSorted()).toEqual(others.toSorted());
    await untilGroups([]);
    const counts = await Promise.all(ids.slice(0, 3).map(id => foyer.client.documents.get({ id })));
    expect(counts.map(({ passageCount }) => passageCount)).toEqual(
      [0, 1, 2].map(at => (at === kept ? 1 : 0)),
    );
    for (const { documentId, editIds } of excluded)
      await foyer.client.passages.takeBack({ id: documentId, editIds });
    await untilGroups([alike]);
  });

  it('are left out only as they were seen: another one meanwhile, and nothing is', async () => {
    await add(texts);
    const [seen] = (await found()).items;
    await add({ 'quatre.txt': RULE });
    await expect(keep('un.txt', seen?.mark)).rejects.toMatchObject({ code: 'passages.group_changed' });
    expect(await groups()).toEqual([
      { count: 4, documents: ['deux.txt', 'quatre.txt', 'trois.txt', 'un.txt'] },
    ]);
  });

  it('are fewer once a document is gone, and no group once one is left', async () => {
    const [first = '', second = ''] = await add(texts);
    await foyer.client.documents.remove({ id: first });
    await untilGroups([{ count: 2, documents: ['deux.txt', 'trois.txt'] }]);
    await foyer.client.documents.remove({ id: second });
    await untilGroups([]);
  });

  it('are found anew in another reading', async () => {
    const [first = ''] = await add(texts);
    const before = (await found()).items[0]?.passages.map(({ chunkId }) => chunkId);
    await foyer.client.documents.retry({ id: first });
    await untilRead(foyer.client, chatbotId);
    await untilGroups([alike]);
    expect((await found()).items[0]?.passages.map(({ chunkId }) => chunkId)).not.toEqual(before);
  });

  it('are a person’s words too', async () => {
    const [, , , tariff = ''] = await add(texts);
    const [passage] = (await foyer.client.documents.passages({ id: tariff })).items;
    await foyer.client.passages.mend({ id: tariff, chunkId: passage?.chunkId ?? '', text: RULE });
    await untilGroups([{ count: 4, documents: ['deux.txt', 'tarif.txt', 'trois.txt', 'un.txt'] }]);
  });

  /** Another start, after something was done to the database. */
  async function startAgain(meanwhile: string) {
    await foyer.app.close();
    const sqlite = new Database(join(foyer.dataFolder, 'foyer.db'));
    sqlite.exec(meanwhile);
    sqlite.close();
    const again = await startTemporaryApp({ dataFolder: foyer.dataFolder });
    foyer = { ...again, close: async () => (await again.close(), removeFolder(again.dataFolder)) };
  }
  const FAILED = `insert into jobs (id, type, label, payload, state, priority, attempts, max_attempts, run_at, progress, cancel_requested, created_at)
    values ('failed', 'document.judge', '', '{}', 'failed', 100, 3, 3, '2026-11-20T10:00:00.000Z', 0, 0, '2026-11-20T10:00:00.000Z');`;

  it('are found in what was read before anything compared it, and after a kill in the middle', async () => {
    await add(texts);
    // The first was compared, and the second had lost the first of its group: so far it came.
    await startAgain(`delete from passage_likenesses where chunk_id > 2;
      update passage_likenesses set group_id = null where chunk_id = 2;
      delete from passage_bands where chunk_id > 2;
      ${FAILED}`);
    await untilGroups([alike]);
    await until(async () => (await found()).comparing === 'done');
  });

  it('may not all be found: that comparing failed is told', async () => {
    await add(texts);
    expect((await found()).comparing).toBe('done');
    await startAgain(FAILED);
    expect((await found()).comparing).toBe('failed');
    expect(await groups()).toEqual([alike]);
  });

  it('are those of one client: what another has is none of it', async () => {
    await add({ 'un.txt': RULE });
    const other = await foyer.client.clients.create({ name: 'Atelier Roux' });
    const theirs = await foyer.client.chatbots.create({ name: 'Accueil', clientId: other.id });
    const path = join(files.path, 'deux.txt');
    writeFileSync(path, RULE);
    const { documents } = await foyer.client.documents.addPaths({ chatbotId: theirs.id, paths: [path] });
    await untilRead(foyer.client, theirs.id);
    await allJudged(documents.map(({ id }) => id));
    expect(await groups()).toEqual([]);
  });

  it('come page by page', async () => {
    const other = texts['autre.txt'];
    await add({ ...texts, 'encore.txt': other });
    const first = await foyer.client.passages.alike({ clientId, limit: 1 });
    const cursor = first.nextCursor ?? '';
    const second = await foyer.client.passages.alike({ clientId, limit: 1, cursor });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([1, 1, null]);
    expect(first.items[0]?.id).not.toBe(second.items[0]?.id);
  });
});
