import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { strFromU8, unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TEXT = '# Vélos\n\nLe garage à vélos ferme à 19 heures, le repère est zorglub.\n';

describe('one content under several names', () => {
  let foyer: TemporaryApp;
  let files: ReturnType<typeof temporaryFolder>;
  let chatbotId: string;
  let clientId: string;

  beforeEach(async () => {
    files = temporaryFolder();
    foyer = await startTemporaryApp();
    const bot = await foyer.client.chatbots.create({ name: 'Accueil' });
    ({ id: chatbotId, clientId } = bot);
  });
  afterEach(async () => {
    await foyer.close();
    files.remove();
  });

  function write(name: string, content: string): string {
    const path = join(files.path, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    return path;
  }
  async function add(bot: string, ...paths: string[]) {
    const result = await foyer.client.documents.addPaths({ chatbotId: bot, paths });
    await untilRead(foyer.client, bot);
    return result.documents;
  }
  const list = async () => (await foyer.client.documents.list({ limit: 200 })).items;
  const found = async (bot: string, q: string) =>
    (await foyer.client.search.search({ chatbotId: bot, q, k: 9 })).results.map(
      ({ documentId }) => documentId,
    );
  const stored = () =>
    readdirSync(join(foyer.dataFolder, 'files'), { recursive: true, withFileTypes: true }).filter(entry =>
      entry.isFile(),
    );

  it('is one file, and a document for each name, with links and a state of its own', async () => {
    const other = await foyer.client.chatbots.create({ name: 'Garage' });
    const [first] = await add(chatbotId, write('vélos.md', TEXT));
    const [second] = await add(other.id, write('copie de vélos.txt', TEXT));
    expect(second).toMatchObject({
      fileName: 'copie de vélos.txt',
      duplicate: false,
      sameContentAs: [first?.id],
    });
    expect(second?.id).not.toBe(first?.id);
    expect((await list()).map(({ fileName, chatbotIds, state }) => [fileName, chatbotIds, state])).toEqual([
      ['copie de vélos.txt', [other.id], 'ready'],
      ['vélos.md', [chatbotId], 'ready'],
    ]);
    expect(await found(chatbotId, 'zorglub')).toEqual([first?.id]);
    expect(await found(other.id, 'zorglub')).toEqual([second?.id]);
    expect(stored()).toHaveLength(1);
  });

  it('keeps empty files apart, each under its own name', async () => {
    await add(chatbotId, write('un.txt', ''), write('deux.txt', ''));
    expect((await list()).map(({ fileName, failure }) => [fileName, failure]).toSorted()).toEqual([
      ['deux.txt', 'document.empty'],
      ['un.txt', 'document.empty'],
    ]);
  });

  it('loses its bytes with its last name, not before', async () => {
    const [first] = await add(chatbotId, write('vélos.md', TEXT));
    const [second] = await add(chatbotId, write('copie.md', TEXT));
    const bytesOf = async (id: string) => {
      const { path } = await foyer.client.documents.download({ id });
      return readFileSync(path, 'utf8');
    };
    await foyer.client.documents.remove({ id: first?.id ?? '' });
    expect(await bytesOf(second?.id ?? '')).toBe(TEXT);
    await foyer.client.documents.retry({ id: second?.id ?? '' });
    await untilRead(foyer.client, chatbotId);
    expect((await list())[0]).toMatchObject({ state: 'ready', sameContentAs: [] });
    await foyer.client.documents.remove({ id: second?.id ?? '' });
    expect(stored()).toEqual([]);
  });

  it('stays whole when it is added again while its last document is being deleted', async () => {
    const path = write('vélos.md', TEXT);
    for (let turn = 0; turn < 10; turn += 1) {
      const [known] = await add(chatbotId, path);
      const [, again] = await Promise.allSettled([
        foyer.client.documents.remove({ id: known?.id ?? '' }),
        foyer.client.documents.addPaths({ chatbotId, paths: [path] }),
      ]);
      expect(again.status).toBe('fulfilled');
      await untilRead(foyer.client, chatbotId);
      // Either it was gone first and is there anew, or it came first and went with the other.
      for (const { state } of await list()) expect(state).toBe('ready');
      expect(stored().length).toBe(Math.min(1, (await list()).length));
      for (const { id } of await list()) await foyer.client.documents.remove({ id });
    }
  });

  it('is nothing new when name and bytes are those of a document there: a folder given again changes nothing', async () => {
    const folder = join(files.path, 'dossier');
    write('dossier/a.md', TEXT);
    write('dossier/b.md', `${TEXT}\nEt le bus passe à huit heures.`);
    write('dossier/sous/a.md', `${TEXT}\nUn autre fichier du même nom.`); // a name twice in one folder
    write('dossier/sous/copie.md', TEXT);
    const first = await add(chatbotId, folder);
    expect(first.map(({ duplicate, sameName }) => [duplicate, sameName])).toEqual(
      Array.from({ length: 4 }, () => [false, null]),
    );
    const again = await add(chatbotId, folder);
    expect(again.map(({ duplicate, sameName }) => [duplicate, sameName])).toEqual(
      Array.from({ length: 4 }, () => [true, null]),
    );
    expect(again.map(({ id }) => id).toSorted()).toEqual(first.map(({ id }) => id).toSorted());
    expect(await list()).toHaveLength(4);
  });

  it('given to a chatbot that does not have it, is linked and read once', async () => {
    const other = await foyer.client.chatbots.create({ name: 'Garage' });
    const path = write('vélos.md', TEXT);
    const [first] = await add(chatbotId, path);
    const [second] = await add(other.id, path);
    expect(second).toMatchObject({ id: first?.id, duplicate: true });
    expect(second?.chatbotIds.toSorted()).toEqual([chatbotId, other.id].toSorted());
  });

  it('may be sent for several chatbots at once, of one client', async () => {
    const other = await foyer.client.chatbots.create({ name: 'Garage' });
    const stranger = await foyer.client.clients.create({ name: 'Ailleurs' });
    const foreign = await foyer.client.chatbots.create({ name: 'Ailleurs', clientId: stranger.id });
    const send = (chatbotIds: string[]) =>
      foyer.client.documents.upload({ chatbotId: chatbotIds }, { context: { files: one() } });
    async function* one() {
      yield { fileName: 'vélos.md', content: Readable.from([TEXT]) };
    }
    const [document] = await send([chatbotId, other.id]);
    expect(document?.chatbotIds.toSorted()).toEqual([chatbotId, other.id].toSorted());
    await expect(send([chatbotId, foreign.id])).rejects.toMatchObject({ code: 'resource.not_found' });
  });

  it('is in the archive of the client under each of its names', async () => {
    await add(chatbotId, write('vélos.md', TEXT), write('copie.md', TEXT));
    await foyer.client.exports.start({ id: clientId });
    await expect
      .poll(async () => (await foyer.client.exports.list({ id: clientId }))[0]?.state)
      .toBe('ready');
    const [made] = await foyer.client.exports.list({ id: clientId });
    const archive = unzipSync(readFileSync(join(foyer.dataFolder, 'exports', `${made?.id}.zip`)));
    const texts = Object.entries(archive).filter(([name]) => name.startsWith('files/'));
    expect(texts.map(([name]) => name.replace(/^files\/\d+ /, '')).toSorted()).toEqual([
      'copie.md',
      'vélos.md',
    ]);
    for (const [, bytes] of texts) expect(strFromU8(bytes)).toBe(TEXT);
    const records = JSON.parse(strFromU8(archive['documents.json'] ?? new Uint8Array())) as object[];
    expect(Object.keys(records[0] ?? {})).not.toContain('searchedName');
  });
});
