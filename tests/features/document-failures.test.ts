import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReadingWarning } from '#shared/contract/document.ts';
import { databaseFile } from '#main/db/connection.ts';
import { letter } from '../support/mail-messages.ts';
import { plainPicture } from '../support/plain-picture.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { paragraph, wordFile } from '../support/word-file.ts';

const WARNING: ReadingWarning = {
  kind: 'without_text',
  unread: 3,
  total: 12,
  unit: 'pages',
  places: ['4', '5', '9'],
};

describe('documents that were not read, or not well', () => {
  let foyer: TemporaryApp;
  let files: ReturnType<typeof temporaryFolder>;
  let chatbotId: string;
  let clientId: string;

  beforeEach(async () => {
    files = temporaryFolder();
    foyer = await startTemporaryApp({ dataFolder: join(files.path, 'data') });
    ({ id: chatbotId, clientId } = await foyer.client.chatbots.create({ name: 'Accueil' }));
  });
  afterEach(async () => {
    await foyer.close();
    files.remove();
  });

  async function add(name: string, content: string | Uint8Array) {
    const path = join(files.path, name);
    writeFileSync(path, content);
    const { documents } = await foyer.client.documents.addPaths({ chatbotId, paths: [path] });
    await untilRead(foyer.client, chatbotId);
    return documents[0]?.id ?? '';
  }
  function change(sql: string, ...values: unknown[]): void {
    const database = new Sqlite(databaseFile(foyer.dataFolder));
    database.prepare(sql).run(...values);
    database.close();
  }
  const totals = async () => (await foyer.client.documents.list({ clientId })).totals;
  const failedTasks = async () => (await foyer.client.jobs.list({ state: 'failed' })).items.length;

  it('count apart from the others, and no more once dismissed', async () => {
    await add('bon.txt', 'La bibliothèque ouvre à neuf heures.');
    const bad = await add('abîmé.pdf', '%PDF-1.7\nnothing');
    expect(await totals()).toMatchObject({ documents: 1, ready: 1, failed: 1, dismissed: 0 });
    expect((await foyer.client.system.overview({ clientId })).documents).toMatchObject({
      total: 1,
      failed: 1,
    });
    expect(await failedTasks()).toBe(1);

    expect(await foyer.client.documents.dismiss({ ids: [bad] })).toEqual({ changed: 1 });
    expect(await totals()).toMatchObject({ documents: 1, failed: 0, dismissed: 1 });
    expect((await foyer.client.system.overview({ clientId })).documents.failed).toBe(0);
    expect(await foyer.client.documents.get({ id: bad })).toMatchObject({ state: 'failed', dismissed: true });
    expect(await failedTasks()).toBe(0);
    const names = async (dismissed: boolean) =>
      (await foyer.client.documents.list({ state: 'failed', dismissed })).items.map(({ id }) => id);
    expect([await names(true), await names(false)]).toEqual([[bad], []]);

    // Taken back.
    await foyer.client.documents.dismiss({ ids: [bad], dismissed: false });
    expect(await totals()).toMatchObject({ failed: 1, dismissed: 0 });
    const { items } = await foyer.client.audit.list({ limit: 50 });
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['documents.failure_dismissed', 'documents.failure_recalled']),
    );
  });

  it('count again at a new failure, and stop by themselves when they are read well', async () => {
    const bad = await add('notes.pdf', '%PDF-1.7\nnothing');
    await foyer.client.documents.dismiss({ ids: [bad] });
    await foyer.client.documents.retry({ id: bad });
    await untilRead(foyer.client, chatbotId);
    expect(await totals()).toMatchObject({ failed: 1, dismissed: 0 });
    expect(await failedTasks()).toBe(1);

    giveContent(bad, 'Un texte que tout le monde sait lire.');
    await foyer.client.documents.retry({ id: bad });
    await untilRead(foyer.client, chatbotId);
    expect(await totals()).toMatchObject({ documents: 1, failed: 0, dismissed: 0 });
    expect(await failedTasks()).toBe(0);
  });

  /** As if these had been the bytes from the beginning. */
  function giveContent(id: string, content: string): void {
    const hash = createHash('sha256').update(content).digest('hex');
    const path = join(foyer.dataFolder, 'files', clientId, hash.slice(0, 2), hash);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    const database = new Sqlite(databaseFile(foyer.dataFolder));
    database
      .prepare('update documents set content_hash = ?, size = ? where id = ?')
      .run(hash, Buffer.byteLength(content), id);
    database.close();
  }

  it('show what was not read, can be listed and counted, and read again together', async () => {
    const good = await add('bon.txt', 'La bibliothèque ouvre à neuf heures.');
    const partly = await add('partiel.txt', 'La moitié de ce document est une image.');
    change('update documents set warnings = ? where id = ?', JSON.stringify([WARNING]), partly);
    expect((await foyer.client.documents.get({ id: partly })).warnings).toEqual([WARNING]);
    expect(await totals()).toMatchObject({ documents: 2, ready: 2, warned: 1 });
    const listed = async (warned: boolean) =>
      (await foyer.client.documents.list({ warned })).items.map(({ id }) => id);
    expect([await listed(true), await listed(false)]).toEqual([[partly], [good]]);
    expect((await foyer.client.documents.list({ sort: 'state', order: 'asc' })).items[0]?.id).toBe(partly);

    expect(await foyer.client.documents.retryMany({ clientId, which: 'warned' })).toEqual({
      count: 1,
      withoutFile: 0,
    });
    await untilRead(foyer.client, chatbotId);
    expect((await foyer.client.documents.get({ id: partly })).warnings).toEqual([]);
    expect(await totals()).toMatchObject({ warned: 0 });
  });

  it('read by earlier readers are offered to be read again, failed ones too', async () => {
    const old = await add('ancien.txt', 'La bibliothèque ouvre à neuf heures.');
    await add('récent.txt', 'Le bus passe à huit heures.');
    const failed = await add('abîmé.pdf', '%PDF-1.7\nnothing');
    await add('courrier.eml', letter({ subject: 'Quai', text: 'Le quai ferme au soir.' }));
    await add('sans image.docx', wordFile(paragraph('Le phare est fermé.')));
    const shown = await add(
      'avec image.docx',
      wordFile(paragraph('Le phare est ouvert.'), {
        one: { kind: 'image', name: 'media/one.png', content: plainPicture(40, 40) },
      }),
    );
    await foyer.close();
    change('update documents set reader_version = null where id in (?, ?)', old, failed);
    // Since the version before, only what shows pictures is read better.
    change('update documents set reader_version = reader_version - 1 where reader_version is not null');
    foyer = await startTemporaryApp({ dataFolder: foyer.dataFolder });
    await expect.poll(totals).toMatchObject({ outdated: 3 });
    const outdated = await foyer.client.documents.list({ outdated: true });
    expect(outdated.items.map(({ id, outdated: is }) => [id, is]).toSorted()).toEqual(
      [
        [old, true],
        [failed, true],
        [shown, true],
      ].toSorted(),
    );
    expect(await foyer.client.documents.retryMany({ chatbotId, which: 'outdated' })).toEqual({
      count: 3,
      withoutFile: 0,
    });
    await untilRead(foyer.client, chatbotId);
    expect(await totals()).toMatchObject({ outdated: 0, ready: 5, failed: 1 });
  });
});
