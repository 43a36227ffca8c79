import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { keywordTable } from '#main/index/keyword-table.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, OWNER, signIn, type FurnishedOffice } from './support/office.ts';

const NEW_PASSWORD = 'une autre phrase, plus longue encore';

describe('the settings', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;
  const open = (section: string) => page.goto(`${office.server.address}/#/settings/${section}`);
  const switchOf = (name: string) => page.getByRole('switch', { name });

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

  it('keeps the theme and the language with the account, on every computer', async () => {
    await open('appearance');
    await page.getByRole('button', { name: 'Sombre' }).click();
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');

    const elsewhere = await openWindow(browser);
    await signIn(elsewhere.page, office.server.address);
    await elsewhere.page.getByRole('link', { name: 'Chat', exact: true }).waitFor();
    await expect.poll(() => elsewhere.page.locator('html').getAttribute('data-theme')).toBe('dark');
    await elsewhere.page.context().close();

    await page.reload();
    await page.getByRole('button', { name: 'Français' }).click();
    await page.getByRole('button', { name: 'Clair', exact: true }).click();
    await page.getByRole('heading', { name: 'Réglages' }).waitFor();
  });

  it('changes the name and the initials shown, and refuses an empty name', async () => {
    await open('account');
    const name = page.getByLabel('Nom', { exact: true });
    await name.fill('   ');
    await page.getByText('Un nom est nécessaire.').waitFor();
    await name.fill('Claire Lavigne-Roux');
    await page.getByLabel('Initiales').fill('c1');
    await page.getByText('Il faut exactement trois lettres').waitFor();
    await page.getByLabel('Initiales').fill('clr');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Profil enregistré').waitFor();
    const menu = page.getByRole('button', { name: /Claire Lavigne-Roux/ });
    await menu.getByText('CLR').waitFor();
  });

  it('changes the password after the current one, and says when it is wrong', async () => {
    const current = page.getByLabel('Mot de passe actuel');
    await current.fill('pas le bon mot de passe');
    await page.getByLabel('Nouveau mot de passe', { exact: true }).fill(NEW_PASSWORD);
    await page.getByLabel('Nouveau mot de passe', { exact: true }).fill('court');
    await page.getByText('Encore trop court').waitFor();
    await page.getByLabel('Nouveau mot de passe', { exact: true }).fill(NEW_PASSWORD);
    await page.getByLabel('Nouveau mot de passe, encore une fois').fill('autre chose');
    await page.getByText('Les deux ne sont pas identiques.').waitFor();
    await page.getByLabel('Nouveau mot de passe, encore une fois').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
    await page.getByRole('alert').filter({ hasText: 'mot de passe' }).waitFor();
    expect(await page.getByLabel('Nouveau mot de passe', { exact: true }).inputValue()).toBe(NEW_PASSWORD);
    await current.fill(OWNER.password);
    for (const field of ['Nouveau mot de passe', 'Nouveau mot de passe, encore une fois'])
      await page.getByLabel(field, { exact: true }).fill('Claire Lavigne 2026');
    await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
    await page.getByText('Ce mot de passe est trop facile à deviner').waitFor();
    for (const field of ['Nouveau mot de passe', 'Nouveau mot de passe, encore une fois'])
      await page.getByLabel(field, { exact: true }).fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
    await page.getByText('Mot de passe changé').waitFor();
  });

  it('blocks what would leave the machine with one switch, which lasts', async () => {
    await open('privacy');
    await page.getByText('Rien ne sort de cet ordinateur').waitFor();
    await switchOf('Bloquer les connexions sortantes').click();
    await page.getByText('Connexions sortantes bloquées').waitFor();
    await page.reload();
    await expect.poll(() => switchOf('Bloquer les connexions sortantes').isChecked()).toBe(true);
    const model = await office.server.client.models.create({
      name: 'Ailleurs',
      provider: 'openai',
      model: 'gpt-essai',
      url: 'http://192.0.2.1/v1',
      purpose: 'chat',
    });
    await page.reload();
    await page.getByText('Rien : les connexions sortantes sont bloquées.').waitFor();
    await office.server.client.models.remove({ id: model.id });
    await switchOf('Bloquer les connexions sortantes').click();
    await page.getByText('Connexions sortantes permises').waitFor();
  });

  it('says where the data is, what it holds, and checks that all is well', async () => {
    await open('data');
    await page.getByText(office.dataFolder, { exact: true }).waitFor();
    await page.getByText('Copies de vos documents').waitFor();
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await page.getByText('Tout va bien.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Base de données' }).getByText('bon').waitFor();
    // Something is lost from an index: told, made again, and told.
    const [own] = await office.server.client.clients.list({});
    const sqlite = new Sqlite(databaseFile(office.dataFolder));
    sqlite.unsafeMode(true);
    sqlite.exec(`DELETE FROM ${keywordTable(own?.id ?? '')} WHERE rowid % 2 = 0`);
    sqlite.close();
    await page.getByRole('button', { name: 'Vérifier de nouveau' }).click();
    await page.getByText('Un index est reconstruit.').waitFor();
    await page.getByText('Tout va bien.').waitFor();
  });

  it('sets what one document may cost, within what readers can take, and goes back to what was delivered', async () => {
    await open('data');
    const card = page.getByRole('region', { name: 'Limites de lecture' });
    await card.getByText('Ce sont les valeurs livrées', { exact: false }).waitFor();
    const change = card.getByRole('button', { name: 'Régler' });
    await change.click();
    const dialog = page.getByRole('dialog', { name: 'Limites de lecture' });
    const size = dialog.getByLabel('Taille d’un fichier (Mo)');
    const save = dialog.getByRole('button', { name: 'Enregistrer' });
    await size.fill('5000');
    await dialog.getByText('Un nombre entier entre 1 et 1 000.'.replace('1 000', '1\u202f000')).waitFor();
    expect(await save.isDisabled()).toBe(true);
    await size.fill('350');
    await save.click();
    await card.getByText('350 (livré : 200)').waitFor();
    expect((await office.server.client.system.settings({})).reading.fileMegabytes).toBe(350);
    await change.click();
    await dialog.getByRole('button', { name: 'Valeurs livrées' }).click();
    await save.click();
    await card.getByText('Ce sont les valeurs livrées', { exact: false }).waitFor();
  });

  it('finds a help article by its words, reads it and goes to the next', async () => {
    await open('help');
    await page.getByRole('searchbox').fill('mot de passe protege');
    await page
      .getByRole('status')
      .getByText(/^\d+ articles?$/)
      .waitFor();
    await page.getByRole('link', { name: /Ajouter des documents/ }).click();
    const article = page.getByRole('article');
    await article.getByRole('heading', { name: 'Ajouter des documents' }).waitFor();
    await article
      .getByRole('cell', { name: 'Donnez-le dans la liste ou sur la page du document.' })
      .waitFor();
    await page
      .getByRole('navigation', { name: 'Article précédent et suivant' })
      .getByRole('link')
      .last()
      .click();
    await article.getByRole('heading', { level: 2 }).first().waitFor();
    await page.getByRole('link', { name: 'Tous les articles' }).click();
    await page.getByRole('searchbox').fill('zzzzzz');
    await page.getByRole('button', { name: 'Voir tous les articles' }).click();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });

  it('shows its version and the way for programs, then signs out', async () => {
    await open('about');
    await page.getByText(/Version \d+\.\d+\.\d+/).waitFor();
    await page.getByRole('link', { name: `${office.server.address}/api/docs` }).waitFor();
    await open('account');
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.locator('input[type=email]').waitFor();
    await page.goto(`${office.server.address}/#/settings/data`);
    await page.locator('input[type=email]').waitFor();
    expect(window.complaints.filter(complaint => !complaint.endsWith('/auth/changePassword'))).toEqual([]);
  });
});
