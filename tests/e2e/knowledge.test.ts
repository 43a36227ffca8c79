import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const realDocuments = fileURLToPath(new URL('../../../shared/data/documents', import.meta.url));
const withRealDocuments = existsSync(realDocuments);
if (!withRealDocuments) console.log(`Real documents are absent (${realDocuments}): their test is left out`);

describe('giving documents to a chatbot', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const row = (name: string | RegExp) => page.getByRole('row', { name });

  async function open(): Promise<void> {
    await page.goto(`${office.server.address}/#/knowledge`);
    await page.getByRole('heading', { name: 'Connaissances' }).waitFor();
  }

  async function give(files: { name: string; content: string }[]): Promise<void> {
    const folder = join(office.dataFolder, 'to-give');
    await mkdir(folder, { recursive: true });
    const paths = await Promise.all(
      files.map(async ({ name, content }) => {
        const path = join(folder, name);
        await writeFile(path, content);
        return path;
      }),
    );
    await page.locator('input[type=file]:not([webkitdirectory])').first().setInputFiles(paths);
  }

  it('reads files, says what it could not read and why, and notices the same content', async () => {
    await open();
    await give([
      { name: 'livraison.txt', content: 'La livraison des meubles prend trois semaines après la commande.' },
      { name: 'vide.txt', content: '' },
    ]);
    await row(/livraison/)
      .getByText('Prêt')
      .waitFor();
    await row(/vide/).getByText('Le fichier est vide').waitFor();
    await row(/vide/).getByRole('link').first().click();
    await page.getByText('Le fichier est vide').first().waitFor();
    await open();
    await give([
      { name: 'copie.txt', content: 'La livraison des meubles prend trois semaines après la commande.' },
    ]);
    await page
      .getByText(/était déjà là/)
      .first()
      .waitFor();
    expect(await row(/copie/).count()).toBe(0);
  });

  it('finds a passage on the bench and opens it in its page', async () => {
    await page.goto(`${office.server.address}/#/knowledge?bench=true`);
    const bench = page.getByRole('dialog');
    await bench.getByRole('textbox').fill('livraison des meubles');
    await page.keyboard.press('Enter');
    await bench.getByText('trois semaines').first().waitFor();
    await bench.getByRole('link', { name: /trois semaines/ }).click();
    await page.locator('mark').first().waitFor();
  });

  it('deletes a document with its passages', async () => {
    await open();
    await row(/vide/).getByRole('checkbox').check();
    await row(/livraison/)
      .getByRole('checkbox')
      .check();
    await page.getByRole('button', { name: 'Supprimer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
    await page.getByText('2 documents supprimés').waitFor();
    await row(/livraison/).waitFor({ state: 'detached' });
    const { results } = await office.server.client.search.search({
      chatbotId: office.chatbotId,
      q: 'livraison des meubles',
      k: 5,
    });
    expect(results.every(result => !result.text.includes('trois semaines'))).toBe(true);
  });

  it.runIf(withRealDocuments)(
    'ends every real file in its right state, and none blocks the others',
    async () => {
      const expected: Record<string, RegExp> = {
        'tracemonkey.pdf': /Prêt/,
        'docx-tables.docx': /Prêt/,
        'wiki_duck.html': /Prêt/,
        'UDHR_first_article_all.txt': /Prêt/,
        'copy-protected.pdf': /Prêt/,
        'testWORD_truncated.docx': /Fichier endommagé/,
        'testOCR.pdf': /Pas de texte/,
        'empty.pdf': /Pas de texte|Le fichier est vide/,
      };
      await open();
      await page
        .locator('input[type=file]:not([webkitdirectory])')
        .first()
        .setInputFiles(Object.keys(expected).map(name => join(realDocuments, name)));
      await expect
        .poll(
          async () => {
            const { items, totals } = await office.server.client.documents.list({ limit: 200 });
            return totals.working === 0 && items.filter(({ fileName }) => fileName in expected).length;
          },
          { timeout: 60_000 },
        )
        .toBe(Object.keys(expected).length);
      const { items } = await office.server.client.documents.list({ limit: 200 });
      for (const { fileName, title } of items.filter(item => item.fileName in expected)) {
        const state = row(new RegExp(title.slice(0, 30).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))).first();
        await state.getByText(expected[fileName] ?? /^$/).waitFor();
      }
      expect(window.complaints).toEqual([]);
    },
  );
});
