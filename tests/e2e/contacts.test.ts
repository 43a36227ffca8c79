import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('contacts', () => {
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

  const dialog = () => page.getByRole('dialog');

  it('are reached from the rail; there are none yet, and one is added', async () => {
    await page.getByRole('link', { name: 'Contacts' }).click();
    await page.getByRole('heading', { name: 'Aucun contact pour l’instant' }).waitFor();
    await page.getByRole('button', { name: 'Ajouter un contact' }).first().click();
    await dialog().getByRole('button', { name: 'Enregistrer' }).click();
    await dialog().getByText('Donnez au moins un nom').waitFor();
    await dialog().getByLabel('Nom').fill('Léa Martin');
    await dialog().getByLabel('E-mail').fill('lea@exemple.fr');
    await dialog().getByLabel('Entreprise').fill('Menuiserie Blot');
    await dialog().getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('heading', { name: 'Léa Martin', level: 1 }).waitFor();
    await page.getByText('Fiche créée').waitFor();
    await page.getByRole('link', { name: 'Menuiserie Blot' }).click();
    await page.getByRole('heading', { name: 'Personnes de cette entreprise' }).waitFor();
  });

  it('come from a file after a look at it', async () => {
    await page.getByRole('link', { name: 'Tous les contacts' }).click();
    await page.getByRole('button', { name: 'Actions sur les contacts' }).click();
    await page.getByRole('menuitem', { name: 'Importer' }).click();
    const path = join(office.dataFolder, 'contacts.csv');
    writeFileSync(
      path,
      'Prénom;Nom;Courriel;Tél.\nL.;Martin;;\nPaul;Roux;paul@;\nLéa;Martin;lea@exemple.fr;06 12 34 56 78',
    );
    await dialog().locator('input[type=file]').setInputFiles(path);
    await dialog().getByText('1 contact à ajouter').waitFor();
    await dialog().getByText('1 contact à modifier').waitFor();
    await dialog().getByText('l’adresse e-mail n’en est pas une').waitFor();
    await dialog().getByRole('button', { name: 'Importer' }).click();
    await page.getByRole('cell', { name: '06 12 34 56 78' }).waitFor();
  });

  it('are found, sorted, merged and separated again, and deleted', async () => {
    await page.getByLabel('Chercher un contact').fill('martin');
    await expect.poll(() => page.getByRole('row').count()).toBe(3); // with the head
    await page.getByRole('button', { name: 'Nom' }).click();
    await page
      .getByRole('columnheader', { name: 'Nom' })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor();
    await page.getByRole('link', { name: 'L. Martin' }).click();
    await page.getByRole('button', { name: 'Autres actions' }).click();
    await page.getByRole('menuitem', { name: 'Réunir' }).click();
    await dialog()
      .getByRole('button', { name: /Léa Martin/ })
      .click();
    await dialog().getByText('Léa Martin', { exact: true }).click();
    await dialog().getByRole('button', { name: 'Réunir' }).click();
    await page.getByRole('heading', { name: 'Léa Martin', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Séparer' }).click();
    await page.getByText('L. Martin a de nouveau sa propre fiche').waitFor();
    await page.getByRole('button', { name: 'Autres actions' }).click();
    await page.getByRole('menuitem', { name: 'Supprimer' }).click();
    await dialog().getByText('Ses conversations').waitFor();
    await dialog().getByRole('button', { name: 'Supprimer' }).click();
    await page.getByText('Contact supprimé').waitFor();
    await page.getByRole('link', { name: 'L. Martin' }).waitFor();
    await page.getByRole('link', { name: 'Léa Martin' }).waitFor({ state: 'detached' });
    expect(window.complaints).toEqual([]);
  });
});
