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

  it('that look alike are kept apart, which is taken back as easily', async () => {
    const { client } = office.server;
    const [own] = await client.clients.list({});
    const clientId = own?.id ?? '';
    const made = [];
    for (const name of ['Ana Prat', 'Ana P.'])
      made.push(await client.contacts.create({ clientId, kind: 'person', name, email: 'ana@prat.fr' }));
    await page.getByText('1 paire de contacts se ressemble').waitFor();
    await page.getByRole('button', { name: 'Voir', exact: true }).click();
    await dialog().getByRole('button', { name: 'Garder séparés' }).click();
    await dialog().getByText('Plus rien à réunir.').waitFor();
    await dialog().getByText('Ana Prat et Ana P. restent séparés').waitFor();
    expect(await client.contacts.duplicates({ clientId })).toEqual([]);
    await dialog().getByRole('button', { name: 'Annuler' }).click();
    await dialog().getByRole('button', { name: 'Comparer et réunir' }).waitFor();
    await dialog().getByRole('button', { name: 'Fermer' }).click();
    for (const { id } of made) await client.contacts.remove({ id });
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
