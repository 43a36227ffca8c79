import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PassageFlag } from '#shared/contract/document.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const NOTICE =
  'Cabinet Lavigne, société à responsabilité limitée au capital de mille euros, tous droits réservés.';

describe('passages that may be of no use', () => {
  let foyer: TemporaryApp;
  let files: ReturnType<typeof temporaryFolder>;
  let chatbotId: string;

  beforeEach(async () => {
    files = temporaryFolder();
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Accueil' })).id;
  });
  afterEach(async () => {
    await foyer.close();
    files.remove();
  });

  /** Documents by what stands in them; each is looked at before it is given. */
  async function add(texts: Record<string, string>): Promise<string[]> {
    const paths = Object.entries(texts).map(([name, text]) => {
      const path = join(files.path, name);
      writeFileSync(path, text);
      return path;
    });
    const { documents } = await foyer.client.documents.addPaths({ chatbotId, paths });
    await untilRead(foyer.client, chatbotId);
    const ids = documents.map(({ id }) => id);
    for (const id of ids) await judged(id);
    return ids;
  }

  const flags = (id: string) => foyer.client.passages.flags({ id });
  const judged = (id: string) => until(async () => (await flags(id)).pending === 0);
  const passages = async (id: string, flag?: PassageFlag) =>
    (await foyer.client.documents.passages({ id, ...(flag === undefined ? {} : { flag }) })).items;
  const notices = (many: number) =>
    Object.fromEntries(Array.from({ length: many }, (_, at) => [`avis-${String(at)}.txt`, NOTICE]));

  it('are counted and shown by kind', async () => {
    const [short = '', fine = ''] = await add({
      'court.txt': 'Annexe 3',
      'garage.txt': 'Le garage à vélos ferme à 19 heures tous les jours de la semaine, dimanche compris.',
    });
    expect((await flags(short)).counts).toEqual({ short: 1, gibberish: 0, repeated: 0, badly_recognised: 0 });
    expect((await flags(fine)).counts).toEqual({ short: 0, gibberish: 0, repeated: 0, badly_recognised: 0 });
    expect(await passages(short, 'short')).toMatchObject([{ text: 'Annexe 3', flags: ['short'] }]);
    expect(await passages(short, 'gibberish')).toEqual([]);
    expect(await passages(fine)).toMatchObject([{ flags: [] }]);
  });

  it('are repeated once five documents have the same words, until one of these is gone', async () => {
    const [first = '', ...others] = await add(notices(4));
    expect((await flags(first)).counts.repeated).toBe(0);
    await add({ 'cinq.txt': NOTICE.toUpperCase() });
    expect((await flags(first)).counts.repeated).toBe(1);
    await foyer.client.documents.remove({ id: others[0] ?? '' });
    expect((await flags(first)).counts.repeated).toBe(0);
  });

  it('are left out all at once, which makes none of the others less repeated, and are taken back', async () => {
    const [first = '', second = ''] = await add(notices(5));
    const { editIds } = await foyer.client.passages.excludeFlagged({ id: first, flag: 'repeated' });
    expect(editIds).toHaveLength(1);
    expect((await foyer.client.documents.get({ id: first })).passageCount).toBe(0);
    expect((await flags(second)).counts.repeated).toBe(1);
    expect(await foyer.client.passages.takeBack({ id: first, editIds })).toEqual({ count: 1 });
    expect(await foyer.client.passages.edits({ id: first })).toEqual([]);
    await judged(first);
    expect(await passages(first)).toMatchObject([{ text: NOTICE, editId: null, flags: ['repeated'] }]);
  });

  it('come back as they were mended before they were left out', async () => {
    const [id = ''] = await add({ 'court.txt': 'Annexe 3' });
    const [passage] = await passages(id);
    const questions = ['Où est l’annexe ?'];
    await foyer.client.passages.mend({ id, chunkId: passage?.chunkId ?? '', questions });
    await judged(id);
    const { editIds } = await foyer.client.passages.excludeFlagged({ id, flag: 'short' });
    expect(await passages(id)).toEqual([]);
    await foyer.client.passages.takeBack({ id, editIds });
    expect(await passages(id)).toMatchObject([{ text: 'Annexe 3', questions }]);
  });

  it('are not those in the words of a person', async () => {
    const [id = ''] = await add({ 'court.txt': 'Annexe 3' });
    const [passage] = await passages(id);
    await foyer.client.passages.mend({ id, chunkId: passage?.chunkId ?? '', text: 'Voir l’annexe.' });
    await judged(id);
    expect((await flags(id)).counts.short).toBe(0);
  });

  it('are found in what was read before anything looked for them', async () => {
    const [id = ''] = await add({ 'court.txt': 'Annexe 3' });
    await foyer.app.close();
    const sqlite = new Database(join(foyer.dataFolder, 'foyer.db'));
    sqlite.exec('delete from passage_judgements');
    sqlite.close();
    const again = await startTemporaryApp({ dataFolder: foyer.dataFolder });
    foyer = { ...again, close: async () => (await again.close(), removeFolder(again.dataFolder)) };
    await judged(id);
    expect((await flags(id)).counts.short).toBe(1);
  });
});
