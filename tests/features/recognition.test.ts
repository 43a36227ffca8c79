import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_READING_LIMITS } from '#shared/contract/reading-limits.ts';
import { databaseFile } from '#main/db/connection.ts';
import type { RemoteClient } from '#main/app/ports.ts';
import { scannedPage, scannedPdf, type ScanOptions } from '../support/scanned-pages.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { until } from '../support/until.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { shownInWord, shownOnSlides } from '../support/shown-pictures.ts';
import { zipFile } from '../support/zip-file.ts';

const PRINTED = 'Le règlement de la piscine est affiché à l’entrée. Le bassin ferme à dix-neuf heures.';
const LETTER =
  'Chère Madame, la clé du hangar zorglub est chez le gardien. Veuillez la rendre avant vendredi.';
const SECOND = 'The boat house opens at seven. Ask the warden for the flimbert before you leave the harbour.';

const note = (text: string, options: ScanOptions = {}) => scannedPage(text, { sheet: 'A6', ...options });

const file = (name: string, content: Uint8Array) => ({ name, content });

function mailWith(text: string, attached: readonly ReturnType<typeof file>[]): Buffer {
  const parts = attached.flatMap(({ name, content }) => [
    '--sep',
    `Content-Type: application/octet-stream; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(content).toString('base64').replace(/.{76}/gu, '$&\r\n'),
  ]);
  return Buffer.from(
    [
      'From: Claire Moreau <claire@atelier.fr>',
      'To: bureau@atelier.fr',
      'Subject: Les clés',
      'Date: Tue, 03 Mar 2026 09:00:00 +0100',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="sep"',
      '',
      '--sep',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      ...parts,
      '--sep--',
      '',
    ].join('\r\n'),
  );
}

/** Waits until no task is left, following the change stream. */
async function untilDone(client: RemoteClient): Promise<void> {
  const abort = new AbortController();
  const changes = await client.system.changes({}, { signal: abort.signal });
  while ((await client.jobs.list({ open: true, limit: 1 })).items.length > 0) await changes.next();
  abort.abort();
}

// Recognition comes after all other work of the machine, that of other tests too.
describe('text in pictures', { timeout: 300_000 }, () => {
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

  async function add(name: string, content: Uint8Array) {
    const path = join(files.path, name);
    writeFileSync(path, content);
    const { documents } = await foyer.client.documents.addPaths({ chatbotId, paths: [path] });
    return documents[0]?.id ?? '';
  }

  const found = async (q: string) =>
    (await foyer.client.search.search({ chatbotId, q, k: 5 })).results.map(({ page }) => page);

  const recognisedRows = (): { page: number; lines: string }[] => {
    const database = new Sqlite(databaseFile(foyer.dataFolder), { readonly: true });
    try {
      return database.prepare('select page, lines from recognised_pages').all() as ReturnType<
        typeof recognisedRows
      >;
    } finally {
      database.close();
    }
  };

  it('is recognised page by page; what a program wrote stays as it is, and answers at once', async () => {
    const id = await add('dossier.pdf', await scannedPdf([PRINTED, note(LETTER), note(SECOND)]));
    await untilRead(foyer.client, chatbotId);
    const first = await foyer.client.documents.get({ id });
    expect(first.recognition).toMatchObject({ pages: 2 });
    expect(first.warnings).toEqual([]);
    expect(await found('piscine')).toEqual([1]);

    await untilDone(foyer.client);
    const done = await foyer.client.documents.get({ id });
    expect(done).toMatchObject({
      state: 'ready',
      warnings: [],
      recognition: { state: 'done', pages: 2, recognised: 2, left: [], badly: [], failed: [] },
    });
    expect(await found('zorglub')).toHaveLength(1);
    expect(await found('flimbert')).toHaveLength(1);
    const page = await foyer.client.documents.page({ id, page: 2 });
    expect(page.blocks).toMatchObject([{ kind: 'paragraph', text: LETTER.replace('’', "'") }]);
  });

  it('is recognised in a picture, whose words are kept where they stand', async () => {
    const id = await add('lettre.jpg', note(LETTER, { degrees: 4 }).toBuffer('image/jpeg', 90));
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'ready',
      mediaType: 'image/jpeg',
      pageCount: 1,
      recognition: { state: 'done' },
    });
    expect(await found('zorglub')).toEqual([1]);
    const lines = JSON.parse(recognisedRows()[0]?.lines ?? '[]') as {
      words: { text: string; left: number; top: number; confidence: number }[];
    }[];
    const [word] = lines[0]?.words ?? [];
    expect(word).toMatchObject({ text: 'Chère' });
    expect(word?.confidence).toBeGreaterThan(0.8);
    // Turned about its middle, the beginning of the first line goes up.
    expect(word?.left).toBeCloseTo(0.18, 1);
    expect(word?.top).toBeLessThan(0.06);
  });

  it('is not recognised twice: the same bytes again, or a document that is read anew', async () => {
    const bytes = await scannedPdf([note(LETTER)]);
    await add('un.pdf', bytes);
    await untilDone(foyer.client);
    expect(recognisedRows()).toHaveLength(1);
    const id = await add('deux.pdf', bytes);
    await untilRead(foyer.client, chatbotId);
    // Read at once, with no task that recognises.
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'ready',
      recognition: { state: 'done' },
    });
    const { items } = await foyer.client.jobs.list({ limit: 50 });
    expect(items.filter(({ type }) => type === 'document.recognise')).toHaveLength(1);

    const { items: both } = await foyer.client.documents.list({ chatbotId, limit: 10 });
    await foyer.client.documents.remove({ id });
    expect(recognisedRows()).toHaveLength(1);
    for (const one of both.filter(other => other.id !== id))
      await foyer.client.documents.remove({ id: one.id });
    expect(recognisedRows()).toEqual([]);
  });

  it('is recognised in the pictures of slides and Word files, which are cited where these stand', async () => {
    const scan = note(LETTER).toBuffer('image/png');
    const id = await add('lettre.docx', shownInWord(scan));
    const slides = await add('réunion.pptx', shownOnSlides(['Ordre du jour de la réunion', ''], scan));
    await untilDone(foyer.client);
    for (const one of [id, slides])
      expect(await foyer.client.documents.get({ id: one })).toMatchObject({
        state: 'ready',
        warnings: [],
        recognition: { state: 'done', pages: 1, recognised: 1, withText: 1 },
      });
    // The same bytes in both: recognised once.
    expect(recognisedRows()).toHaveLength(1);
    expect(await found('zorglub')).toHaveLength(2);
    const page = await foyer.client.documents.page({ id: slides, page: 2 });
    expect(page.blocks.map(({ text }) => text)).toEqual(['Diapositive 2', LETTER.replace('’', "'")]);
  });

  it('of a Word file that is a pasted scan waits where recognition is off, until somebody asks', async () => {
    await foyer.client.system.updateSettings({ recogniseText: false });
    const id = await add('lettre.docx', shownInWord(note(LETTER).toBuffer('image/png')));
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({ failure: 'document.no_text' });
    await foyer.client.documents.recognise({ id });
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({ state: 'ready', failure: null });
    expect(await found('zorglub')).toEqual([null]);
  });

  it('of a locked PDF is recognised once its password is given, which is not kept', async () => {
    const id = await add('bail.pdf', await scannedPdf([note(LETTER)], 'sesame'));
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({ failure: 'document.encrypted' });
    expect(recognisedRows()).toEqual([]);
    await foyer.client.documents.unlock({ id, password: 'sesame', keep: false });
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'ready',
      lock: { opened: true, kept: false },
      recognition: { state: 'done', recognised: 1 },
    });
    expect(await found('zorglub')).toEqual([1]);
  });

  it('is left where recognition is off, until somebody asks for it', async () => {
    await foyer.client.system.updateSettings({ recogniseText: false });
    const id = await add('lettre.png', note(LETTER).toBuffer('image/png'));
    const mixed = await add('dossier.pdf', await scannedPdf([PRINTED, note(SECOND)]));
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'failed',
      failure: 'document.no_text',
    });
    expect(await foyer.client.documents.get({ id: mixed })).toMatchObject({
      state: 'ready',
      warnings: [{ kind: 'without_text', places: ['2'] }],
      recognition: { state: 'stopped', left: [2] },
    });
    expect(recognisedRows()).toEqual([]);

    await foyer.client.documents.recognise({ id });
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({ state: 'ready', failure: null });
    expect(await found('zorglub')).toEqual([1]);
  });

  it('that was stopped keeps the pages that are done, and says which are not; the rest follows on demand', async () => {
    const pages = ['Premier', 'Deuxième', 'Troisième', 'Quatrième'].map(one => note(`${one} feuillet.`));
    const id = await add('courriers.pdf', await scannedPdf(pages));
    const abort = new AbortController();
    const changes = await foyer.client.system.changes({}, { signal: abort.signal });
    for (;;) {
      const { recognition } = await foyer.client.documents.get({ id });
      if ((recognition?.recognised ?? 0) > 0) break;
      await changes.next();
    }
    abort.abort();
    await foyer.client.documents.stopRecognition({ id });
    await untilDone(foyer.client);
    const stopped = await foyer.client.documents.get({ id });
    const left = stopped.recognition?.left ?? [];
    expect(stopped).toMatchObject({ state: 'ready', recognition: { state: 'stopped' } });
    expect(left.length).toBeGreaterThan(0);
    expect(stopped.warnings).toMatchObject([{ kind: 'without_text', places: left.map(String) }]);
    expect(await found('quatrième')).toEqual([]);

    await foyer.client.documents.recognise({ id });
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      warnings: [],
      recognition: { state: 'done', recognised: 4, left: [] },
    });
    expect(await found('quatrième')).toHaveLength(1);
  });

  it('goes on after Foyer was closed with the page that comes next', async () => {
    const pages = [1, 2, 3].map(number => note(`${LETTER} Feuillet numéro ${number}.`));
    const id = await add('courriers.pdf', await scannedPdf(pages));
    const abort = new AbortController();
    const changes = await foyer.client.system.changes({}, { signal: abort.signal });
    while (((await foyer.client.documents.get({ id })).recognition?.recognised ?? 0) === 0)
      await changes.next();
    abort.abort();
    await foyer.app.close();
    const before = recognisedRows().length;
    expect(before).toBeLessThan(3);
    const again = await startTemporaryApp({ dataFolder: foyer.dataFolder });
    try {
      await untilDone(again.client);
      expect(await again.client.documents.get({ id })).toMatchObject({
        state: 'ready',
        recognition: { recognised: 3 },
      });
    } finally {
      await again.close();
    }
    expect(recognisedRows()).toHaveLength(3);
  });

  it('that is hardly legible is told, and its page named', async () => {
    const id = await add('flou.png', scannedPage(LETTER, { blurred: 5 }).toBuffer('image/png'));
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'ready',
      warnings: [{ kind: 'badly_recognised', places: ['1'] }],
      recognition: { badly: [1] },
    });
    await until(async () => (await foyer.client.passages.flags({ id })).pending === 0);
    const { items } = await foyer.client.documents.passages({ id, flag: 'badly_recognised' });
    expect(items).toHaveLength((await foyer.client.documents.get({ id })).passageCount);
  });

  it('within mail and archives is recognised too, once for all that carry the same', async () => {
    const scan = await scannedPdf([note(LETTER)]);
    const attached = [
      file('lettre.pdf', scan),
      file('port.png', note(SECOND).toBuffer('image/png')),
      file('logo.png', createCanvas(120, 40).toBuffer('image/png')),
    ];
    const id = await add('courrier.eml', mailWith(PRINTED, attached));
    await untilRead(foyer.client, chatbotId);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'ready',
      warnings: [],
      recognition: { pages: 2 },
    });
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'ready',
      warnings: [],
      recognition: { state: 'done', pages: 2, recognised: 2, withText: 2, left: [], files: [] },
    });
    const said = async (q: string) =>
      (await foyer.client.search.search({ chatbotId, q, k: 1 })).results.map(({ text }) => text).join();
    expect(await said('zorglub')).toContain('chez le gardien');
    expect(await said('flimbert')).toContain('boat house');

    const other = await add('suite.zip', zipFile([{ name: 'encore.pdf', content: scan }]));
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id: other })).toMatchObject({ state: 'ready' });
    expect(recognisedRows()).toHaveLength(2);
    await foyer.client.documents.remove({ id });
    expect(recognisedRows()).toHaveLength(1);
    await foyer.client.documents.remove({ id: other });
    expect(recognisedRows()).toEqual([]);
  });

  it('within an archive waits for somebody to ask where it is off, and is told where it is hardly legible', async () => {
    await foyer.client.system.updateSettings({ recogniseText: false });
    const blurred = scannedPage(LETTER, { blurred: 5 }).toBuffer('image/png');
    const files = [
      { name: 'flou.png', content: blurred },
      { name: 'net.txt', content: PRINTED },
    ];
    const id = await add('dossier.zip', zipFile(files));
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'ready',
      warnings: [{ kind: 'without_text', places: ['flou.png'] }],
      recognition: { state: 'stopped', left: [], files: [{ name: 'flou.png', page: 1, outcome: 'left' }] },
    });
    await foyer.client.documents.recognise({ id });
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'ready',
      warnings: [{ kind: 'badly_recognised', places: ['flou.png'] }],
      recognition: { state: 'done', files: [{ name: 'flou.png', outcome: 'badly' }] },
    });
    await until(async () => (await foyer.client.passages.flags({ id })).pending === 0);
    const { items } = await foyer.client.documents.passages({ id, limit: 50 });
    for (const { text, flags } of items)
      expect(flags.includes('badly_recognised')).toBe(text.includes('flou.png') || !text.includes('piscine'));
  });

  it('beyond what one document may have recognised is named, and not waited for', async () => {
    await foyer.client.system.updateSettings({ reading: { ...DEFAULT_READING_LIMITS, recognisedPages: 1 } });
    const id = await add('deux.pdf', await scannedPdf([note(LETTER), note(SECOND)]));
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'ready',
      warnings: [{ kind: 'without_text', places: ['2'] }],
      recognition: { state: 'done', pages: 1, recognised: 1, beyond: 1, left: [] },
    });
    const { items } = await foyer.client.jobs.list({ limit: 50 });
    expect(items.filter(({ type }) => type === 'document.recognise')).toHaveLength(1);
    // Once it may have more, the rest follows when somebody asks for it.
    await foyer.client.system.updateSettings({ reading: DEFAULT_READING_LIMITS });
    await foyer.client.documents.recognise({ id });
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      warnings: [],
      recognition: { pages: 2, recognised: 2, beyond: 0 },
    });
  });

  it('of which there is none fails, and says so', async () => {
    const id = await add('vide.png', note('').toBuffer('image/png'));
    await untilDone(foyer.client);
    expect(await foyer.client.documents.get({ id })).toMatchObject({
      state: 'failed',
      failure: 'document.no_text',
      recognition: { recognised: 1, empty: [1], failed: [] },
    });
  });
});
