import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scannedPage } from '../support/scanned-pages.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const LETTER = 'Chère Madame, la clé du hangar est chez le gardien. Veuillez la rendre avant vendredi.';

/** The engine loads, and a page takes some seconds. */
const RECOGNISED = { timeout: 60_000 };

describe('text in pictures', { timeout: 150_000 }, () => {
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

  async function add(name: string, text = LETTER): Promise<string> {
    const path = join(office.dataFolder, name);
    await writeFile(path, scannedPage(text, { sheet: 'A6' }).toBuffer('image/png'));
    const { chatbotId, server } = office;
    const { documents } = await server.client.documents.addPaths({ chatbotId, paths: [path] });
    return documents[0]?.id ?? '';
  }
  const open = (id: string) => page.goto(`${office.server.address}/#/documents/${id}`);
  const told = (words: string) => page.getByText(words, { exact: true }).waitFor(RECOGNISED);
  const drawn = () => page.getByRole('article', { name: 'page 1 sur 1' });

  it('is left where the settings say so; a person has one picture recognised, and sees it beside its text', async () => {
    await page.goto(`${office.server.address}/#/settings/data`);
    await page.getByRole('switch', { name: 'Reconnaître le texte des images et des numérisations' }).click();
    await page.getByText('Le texte des images ne sera plus reconnu').waitFor();
    await open(await add('courrier.png'));
    await page.getByRole('button', { name: 'Reconnaître le texte' }).click();
    await told('Texte reconnu sur 1 page en image.');
    await expect
      .poll(() =>
        drawn()
          .locator('img')
          .evaluate(image => ('naturalWidth' in image ? Number(image.naturalWidth) : 0)),
      )
      .toBeGreaterThan(0);
    expect(await drawn().textContent()).toContain('la clé du hangar');
  });

  it('is recognised by itself where the settings say so, and found', async () => {
    await page.goto(`${office.server.address}/#/settings/data`);
    await page.getByRole('switch', { name: 'Reconnaître le texte des images et des numérisations' }).click();
    await page.getByText('Le texte des images sera reconnu').waitFor();
    await open(await add('affiche.png', 'Le ramassage des encombrants a lieu le premier mardi du mois.'));
    await told('Texte reconnu sur 1 page en image.');
    const { chatbotId, server } = office;
    const { results } = await server.client.search.search({ chatbotId, q: 'encombrants', k: 1 });
    expect(results[0]).toMatchObject({ page: 1, title: expect.stringContaining('affiche') });
    expect(window.complaints).toEqual([]);
  });
});
