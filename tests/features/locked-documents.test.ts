import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agileOffice, lockedPdf, lockedZip } from '../support/locked-files.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { paragraph, run, wordFile } from '../support/word-file.ts';

const PASSWORD = 'sesame-que-nul-n-ecrit';
const WORDS = 'La clé zorglub du hangar est chez le gardien, derrière la porte verte.';

describe('a document with a password', () => {
  let foyer: TemporaryApp;
  let chatbotId: string;
  const files = temporaryFolder();

  beforeAll(async () => {
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Accueil' })).id;
  });
  afterAll(async () => {
    await foyer.close();
    files.remove();
  });

  async function add(name: string, content: Uint8Array): Promise<string> {
    const path = join(files.path, name);
    writeFileSync(path, content);
    const { documents } = await foyer.client.documents.addPaths({ chatbotId, paths: [path] });
    await untilRead(foyer.client, chatbotId);
    return documents[0]?.id ?? '';
  }
  async function unlock(id: string, keep: boolean) {
    await foyer.client.documents.unlock({ id, password: PASSWORD, keep });
    await untilRead(foyer.client, chatbotId);
    return foyer.client.documents.get({ id });
  }
  async function readAgain(id: string) {
    await foyer.client.documents.retry({ id });
    await untilRead(foyer.client, chatbotId);
    return foyer.client.documents.get({ id });
  }
  const found = async (q: string) =>
    (await foyer.client.search.search({ chatbotId, q, k: 5 })).results.map(({ documentId }) => documentId);
  const onDisk = (): string =>
    readdirSync(foyer.dataFolder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');

  it('used once is read and searched; read again it keeps its text; nothing of the password is written', async () => {
    const id = await add('note.docx', agileOffice(wordFile(paragraph(run(WORDS))), PASSWORD));
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'failed',
      failure: 'document.encrypted',
      lock: { opened: false, kept: false },
    });
    await expect(foyer.client.documents.unlock({ id, password: 'faux', keep: true })).rejects.toMatchObject({
      code: 'document.wrong_password',
    });
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'failed',
      failure: 'document.encrypted',
      lock: { kept: false },
    });
    expect(await unlock(id, false)).toMatchObject({ state: 'ready', lock: { opened: true, kept: false } });
    expect(await found('zorglub')).toContain(id);
    expect(await readAgain(id)).toMatchObject({ state: 'ready', lock: { opened: true, kept: false } });
    expect(await found('zorglub')).toContain(id);
    expect(onDisk()).not.toContain(PASSWORD);
    const journal = await foyer.client.audit.list({ limit: 50 });
    expect(journal.items.map(({ action }) => action)).toContain('documents.unlocked');
  });

  it('kept is read again with it, is sealed again under a new key, and its pages are looked at until it is forgotten', async () => {
    const id = await add('bail.pdf', await lockedPdf(['The flimbert clause of the lease.'], PASSWORD));
    expect(await unlock(id, true)).toMatchObject({ state: 'ready', lock: { opened: true, kept: true } });
    await foyer.client.secrets.rotate({});
    expect(await readAgain(id)).toMatchObject({ state: 'ready', lock: { opened: true, kept: true } });
    expect(onDisk()).not.toContain(PASSWORD);
    expect(await foyer.client.documents.page({ id })).toMatchObject({ drawable: true, locked: false });
    expect(await foyer.client.documents.pageLayout({ id, page: 1 })).toMatchObject({ page: 1 });

    expect(await foyer.client.documents.forgetPassword({ id })).toMatchObject({ lock: { kept: false } });
    expect(await foyer.client.documents.page({ id })).toMatchObject({ drawable: false, locked: true });
    await expect(foyer.client.documents.pageLayout({ id, page: 1 })).rejects.toMatchObject({
      code: 'document.encrypted',
    });
    expect(await found('flimbert')).toContain(id);
  });

  it('kept opens a newer version of the file too', async () => {
    const id = await add('tarif.pdf', await lockedPdf(['The tariff of the wurble is ten.'], PASSWORD));
    await unlock(id, true);
    const newer = await add('tarif.pdf', await lockedPdf(['The tariff of the wurble is twelve.'], PASSWORD));
    expect(newer).not.toBe(id);
    expect(await foyer.client.documents.get({ id: newer })).toMatchObject({
      state: 'ready',
      lock: { opened: true, kept: true },
    });
  });

  it('within an archive is read once the password is given; what asks for none refuses one', async () => {
    const id = await add(
      'dossier.zip',
      lockedZip(
        [
          { name: 'ouvert.txt', content: 'Le quai est ouvert à tous.', password: null },
          { name: 'secret.txt', content: 'Le mot brimbelle est secret.', password: PASSWORD },
        ],
        'aes256',
      ),
    );
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'ready',
      lock: { opened: false, kept: false },
      warnings: [{ kind: 'attachments', places: ['secret.txt'] }],
    });
    expect(await unlock(id, false)).toMatchObject({ warnings: [], lock: { opened: true } });
    expect(await found('brimbelle')).toContain(id);
    expect(await readAgain(id)).toMatchObject({ warnings: [], lock: { opened: true } });
    expect(await found('brimbelle')).toContain(id);

    const plain = await add('libre.txt', Buffer.from('Rien n’est verrouillé ici.'));
    await expect(
      foyer.client.documents.unlock({ id: plain, password: PASSWORD, keep: false }),
    ).rejects.toMatchObject({ code: 'document.no_password_asked' });
  });
});
