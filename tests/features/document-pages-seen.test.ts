import { rmSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf } from '../support/route-files.ts';
import { pagedPdf } from '../support/sample-files.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PAGES = [
  ['La livraison des meubles prend trois semaines.', 'Le service est ouvert le lundi.'],
  ['Les retours se font dans les quatorze jours.', 'Le repère est zorglub.'],
];

describe('a document that has real pages', () => {
  let foyer: TemporaryApp;
  let files: ReturnType<typeof temporaryFolder>;
  let chatbotId: string;

  beforeEach(async () => {
    files = temporaryFolder();
    foyer = await startTemporaryApp();
    ({ id: chatbotId } = await foyer.client.chatbots.create({ name: 'Accueil' }));
  });
  afterEach(async () => {
    await foyer.close();
    files.remove();
  });

  async function add(name: string, content: string | Buffer): Promise<string> {
    const path = join(files.path, name);
    writeFileSync(path, content);
    const { documents } = await foyer.client.documents.addPaths({ chatbotId, paths: [path] });
    await untilRead(foyer.client, chatbotId);
    return documents[0]?.id ?? '';
  }
  const spanOf = async (id: string, words: string, page: number) => {
    const { blocks } = await foyer.client.documents.page({ id, page });
    const block = blocks.find(({ text }) => text.includes(words));
    const start = (block?.start ?? 0) + (block?.text.indexOf(words) ?? 0);
    return { start, end: start + words.length };
  };

  it('is told from one that has none', async () => {
    const pdf = await add('livraison.pdf', pagedPdf(PAGES));
    const note = await add('note.md', '# Vélos\n\nLe garage ferme à 19 heures.\n');
    expect(await foyer.client.documents.page({ id: pdf })).toMatchObject({ drawable: true, paged: true });
    expect(await foyer.client.documents.page({ id: note })).toMatchObject({ drawable: false });
    const failing = { code: 'document.page_not_drawable' };
    await expect(foyer.client.documents.pageLayout({ id: note })).rejects.toMatchObject(failing);
    await expect(foyer.client.documents.pageImage({ id: note, page: 1, width: 300 })).rejects.toMatchObject(
      failing,
    );
  });

  it('shows each page as a picture, under a mark that says which', async () => {
    const id = await add('livraison.pdf', pagedPdf(PAGES));
    const first = await foyer.client.documents.pageImage({ id, page: 1, width: 301 });
    const wider = await foyer.client.documents.pageImage({ id, page: 1, width: 399 });
    const second = await foyer.client.documents.pageImage({ id, page: 2, width: 400 });
    expect(first).toMatchObject({ mediaType: 'image/webp' });
    expect('mark' in first && 'mark' in wider && first.mark === wider.mark).toBe(true);
    expect('mark' in first && 'mark' in second && first.mark !== second.mark).toBe(true);
    const bytes = await bytesOf(first);
    expect(bytes.toString('latin1', 8, 12)).toBe('WEBP');
    expect(bytes.equals(await bytesOf(second))).toBe(false);
    await expect(foyer.client.documents.pageImage({ id, page: 3, width: 400 })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
  });

  it('says where a passage is, by its characters or its number', async () => {
    const id = await add('livraison.pdf', pagedPdf(PAGES));
    const span = await spanOf(id, 'quatorze jours', 2);
    const layout = await foyer.client.documents.pageLayout({ id, ...span });
    expect(layout).toMatchObject({ page: 2, width: 612, height: 792 });
    expect(layout.boxes).toHaveLength(1);
    // The first line of the page: its letters stand 72 points below the upper edge.
    expect((layout.boxes[0]?.top ?? 0) * 792).toBeGreaterThan(60);
    expect((layout.boxes[0]?.top ?? 0) * 792).toBeLessThan(72);
    expect(await foyer.client.documents.pageLayout({ id, page: 1, ...span })).toMatchObject({
      page: 1,
      boxes: [],
    });
    const { items } = await foyer.client.documents.passages({ id });
    const whole = await foyer.client.documents.pageLayout({ id, chunkId: items[0]?.chunkId ?? '' });
    expect(whole.boxes).toHaveLength(2);
    await expect(foyer.client.documents.pageLayout({ id, chunkId: '999999' })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
  });

  it('is looked at without that being a download', async () => {
    const id = await add('livraison.pdf', pagedPdf(PAGES));
    await bytesOf(await foyer.client.documents.pageImage({ id, page: 1, width: 300 }));
    await foyer.client.documents.pageLayout({ id });
    const actions = (await foyer.client.audit.list({ limit: 50 })).items.map(({ action }) => action);
    expect(actions).toContain('documents.added');
    expect(actions).not.toContain('documents.downloaded');
  });

  it('is not shown once its file is gone', async () => {
    const id = await add('livraison.pdf', pagedPdf(PAGES));
    const folder = join(foyer.dataFolder, 'files');
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    const shown = await foyer.client.documents.pageImage({ id, page: 1, width: 300 });
    await expect(bytesOf(shown)).rejects.toMatchObject({ code: 'document.file_missing' });
  });
});
