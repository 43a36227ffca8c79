import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_READING_LIMITS, megabytes, type ReadingLimits } from '#shared/contract/reading-limits.ts';
import { scannedPage, scannedPdf } from '../support/scanned-pages.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { untilLookedAt, writeOld } from '../support/watched-folder.ts';
import { zipFile } from '../support/zip-file.ts';

const LINES = Array.from(
  { length: 60_000 },
  (_, line) => `${line % 700} Le quai est ouvert à tous, tous les jours.`,
);

describe('what one document may cost', () => {
  let foyer: TemporaryApp;
  let files: ReturnType<typeof temporaryFolder>;
  let chatbotId: string;
  let count = 0;

  beforeAll(async () => {
    files = temporaryFolder();
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Accueil' })).id;
  });
  afterAll(async () => {
    await foyer.close();
    files.remove();
  });
  beforeEach(() => limit({}));

  const limit = async (changes: Partial<ReadingLimits>): Promise<void> =>
    void (await foyer.client.system.updateSettings({ reading: { ...DEFAULT_READING_LIMITS, ...changes } }));

  const add = async (name: string, content: Uint8Array | string) => {
    count += 1;
    const path = join(files.path, `${count}-${name}`);
    writeFileSync(path, content);
    const { documents, rejected } = await foyer.client.documents.addPaths({ chatbotId, paths: [path] });
    return { id: documents[0]?.id ?? '', refused: rejected.map(({ code }) => code) };
  };

  const read = async (id: string) => {
    await untilRead(foyer.client, chatbotId);
    const { warnings, failure } = await foyer.client.documents.get({ id });
    return { failure, left: warnings.flatMap(({ reasons }) => reasons ?? []) };
  };

  it('is as it is delivered until somebody changes it, and nothing that no reader can take', async () => {
    expect((await foyer.client.system.settings({})).reading).toEqual(DEFAULT_READING_LIMITS);
    await expect(limit({ enclosedDepth: 11 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(limit({ minutes: 0 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('bounds what is added by its size', async () => {
    await limit({ fileMegabytes: 1 });
    const large = 'x'.repeat(megabytes(1) + 1);
    expect((await add('grand.txt', large)).refused).toEqual(['request.too_large']);
    await limit({ fileMegabytes: 2 });
    expect((await add('grand.txt', large)).refused).toEqual([]);
  });

  it('bounds what a source takes', async () => {
    const folder = temporaryFolder();
    writeOld(folder.path, 'court.txt', 'Le quai est ouvert.');
    writeOld(folder.path, 'grand.txt', 'x'.repeat(megabytes(1) + 1));
    await limit({ fileMegabytes: 1 });
    const [own] = await foyer.client.clients.list({});
    const { id } = await foyer.client.sources.addFolder({
      clientId: own?.id ?? '',
      chatbotIds: [chatbotId],
      settings: { path: folder.path, ignore: [], subfolders: true },
    });
    await untilLookedAt(foyer.client.sources, id);
    const { totals } = await foyer.client.sources.difference({ id });
    expect(totals).toMatchObject({ new: 1, skipped: [{ reason: 'too_large', count: 1 }] });
    folder.remove();
  });

  const inner = zipFile([{ name: 'fond.txt', content: 'Le fond du bassin.' }]);
  const nested = zipFile([
    { name: 'dessus.txt', content: 'Le dessus du bassin.' },
    { name: 'dedans.zip', content: inner },
  ]);

  it.each([
    ['how deep they lie', { enclosedDepth: 1 }, nested, 'too_deep'],
    ['how many they are', { enclosedFiles: 1 }, nested, 'too_large'],
    [
      'how large they are together',
      { enclosedMegabytes: 1 },
      zipFile(
        ['a', 'b'].map(name => ({ name: `${name}.bin.txt`, content: LINES.slice(0, 20_000).join('\n') })),
      ),
      'too_large',
    ],
    [
      'how far they inflate',
      { inflationRatio: 10 },
      zipFile([
        { name: 'gonfle.txt', content: `${LINES.join('\n')}\n`.repeat(4).slice(0, megabytes(9)) },
        { name: 'plat.txt', content: 'Le quai.' },
      ]),
      'too_large',
    ],
  ] as const)(
    'bounds files within a file by %s; raised, they are read',
    async (_, tight, archive, reason) => {
      await limit(tight);
      const { id } = await add('dossier.zip', archive);
      expect(await read(id)).toEqual({ failure: null, left: [reason] });
      await limit({});
      await foyer.client.documents.retry({ id });
      expect(await read(id)).toEqual({ failure: null, left: [] });
    },
  );

  it('bounds the pages of a document that are recognised', async () => {
    await foyer.client.system.updateSettings({ recogniseText: false });
    await limit({ recognisedPages: 1 });
    const scans = ['à dix-huit heures', 'le lundi'].map(when =>
      scannedPage(`Le bassin ferme ${when}, et le gardien rend les clés du hangar.`, { sheet: 'A6' }),
    );
    const printed = 'Le règlement de la piscine est affiché à l’entrée. Le bassin ferme à dix-neuf heures.';
    const { id } = await add('scan.pdf', await scannedPdf([printed, `${printed} Bis.`, ...scans]));
    await untilRead(foyer.client, chatbotId);
    expect(await foyer.client.documents.get({ id })).toMatchObject({ recognition: { left: [3] } });
  });
});
