import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REAL_EMBEDDING, realModelsArePresent } from '../support/real-models.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWindow, startBrowser } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('a model that Foyer runs itself', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let page: Page;
  const folder = temporaryFolder();

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    ({ page } = await openWindow(browser));
    await signIn(page, office.server.address);
    await page.goto(`${office.server.address}/#/models`);
    await page.getByText('Sur cet ordinateur, sans autre logiciel').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    folder.remove();
  });

  const give = (path: string) => page.getByLabel('Importer un fichier GGUF').last().setInputFiles(path);

  it('is no letter: that is said in plain words', async () => {
    const letter = join(folder.path, 'lettre.gguf');
    writeFileSync(letter, 'Madame, Monsieur,');
    await give(letter);
    await page.getByText('Ce fichier n’est pas un modèle GGUF').waitFor();
  });

  it.skipIf(!realModelsArePresent)('is imported, changed without an address, tried and removed', async () => {
    await give(REAL_EMBEDDING);
    await page.getByText('multilingual-e5-small-q4_0 est ajouté').waitFor();
    await page.getByText('Foyer, sur cet ordinateur').waitFor();
    await page.getByRole('button', { name: 'Actions pour multilingual-e5-small-q4_0' }).click();
    await page.getByRole('menuitem', { name: 'Modifier' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Modèle', { exact: true }).isDisabled()).toBe(true);
    expect(await dialog.getByLabel('Adresse du serveur').count()).toBe(0);
    await dialog.getByLabel('Nom affiché').fill('Sens des phrases');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Sens des phrases est enregistré').waitFor();
    await page.getByRole('button', { name: 'Tester' }).click();
    await page.getByText('vecteurs de 384 nombres').waitFor();
    await page.getByRole('button', { name: 'Actions pour Sens des phrases' }).click();
    await page.getByRole('menuitem', { name: 'Retirer' }).click();
    await page.getByText('Son fichier est effacé de Foyer').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click();
    await page.getByText('Sens des phrases est retiré').waitFor();
  });
});
