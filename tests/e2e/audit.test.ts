import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('the activity log', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;
  const entry = (text: string | RegExp) =>
    page.getByRole('table', { name: 'Événements du journal' }).getByRole('row').filter({ hasText: text });

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
    // What a person does in the pages is what the log tells.
    await page.goto(`${office.server.address}/#/chatbots/${office.chatbotId}`);
    await page.getByLabel('Nom', { exact: true }).fill('Assistant Paie');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Enregistré', { exact: true }).waitFor();
    await office.server.client.models.create({
      name: 'Nuage',
      provider: 'openai',
      model: 'x',
      url: 'http://127.0.0.1:9/v1',
      apiKey: 'sk-jamais-montree',
    });
    const { client } = office.server;
    const { clientId } = await client.chatbots.get({ id: office.chatbotId });
    await client.frequentAnswers.create({
      chatbotId: office.chatbotId,
      question: 'Où se garer ?',
      answer: 'Derrière la mairie.',
    });
    await client.modules.switch({ clientId, name: 'frequentAnswers', enabled: false });
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it('tells in words who did what, and that nobody touched it', async () => {
    await page.goto(`${office.server.address}/#/settings/audit`);
    await page.getByText(/^Journal intact : \d+ entrées vérifiées$/).waitFor();
    await entry('Claire Lavigne a modifié le chatbot Assistant Paie').waitFor();
    await entry('Claire Lavigne a ouvert une session').waitFor();
    await entry('a ajouté le document').first().waitFor();
    // What a module says of its deeds comes with the data; it is called by its title.
    await entry('a écrit la réponse fréquente à « Où se garer ? »').waitFor();
    await entry('a mis hors service le module Réponses fréquentes').waitFor();
  });

  it('shows before and after, by keyboard, and never a secret', async () => {
    const line = entry('a modifié le chatbot Assistant Paie').getByRole('button');
    await line.focus();
    await page.keyboard.press('Enter');
    const details = page.getByRole('dialog', { name: 'Claire Lavigne a modifié le chatbot Assistant Paie' });
    await details.getByRole('row', { name: 'Nom Assistant RH Assistant Paie' }).waitFor();
    await details.getByText('Claire Lavigne <claire@atelier.fr>').waitFor();
    await details.getByText('127.0.0.1').waitFor();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });

    await entry('a ajouté le modèle Nuage').getByRole('button').click();
    await page.getByRole('dialog').getByRole('row', { name: 'Clé du modèle •••' }).waitFor();
    expect(await page.content()).not.toContain('sk-jamais-montree');
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
  });

  it('is narrowed by words, kind and person, and widened again', async () => {
    await page.getByRole('searchbox', { name: 'Chercher dans le journal' }).fill('assistant rh');
    await entry('a ouvert une session').waitFor({ state: 'detached' });
    await entry('a modifié le chatbot Assistant Paie').waitFor();
    await page.getByRole('combobox', { name: 'Genre' }).click();
    await page.getByRole('option', { name: 'Modèles' }).click();
    await page.getByText('Rien ne correspond').waitFor();
    await page.getByRole('button', { name: 'Enlever les filtres' }).click();
    await page.getByRole('combobox', { name: 'Par' }).click();
    await page.getByRole('option', { name: 'Foyer', exact: true }).click();
    await entry('Foyer a démarré').first().waitFor();
    await entry('Claire Lavigne').first().waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Par' }).click();
    await page.getByRole('option', { name: 'Tout le monde' }).click();
  });

  it('is read from its beginning too, and going back finds the same part of it', async () => {
    const whenCells = () =>
      page.evaluate<string[]>(
        `[...document.querySelectorAll('[role=table] time')].map(time => time.dateTime)`,
      );
    const latestFirst = await whenCells();
    expect(latestFirst).toEqual(latestFirst.toSorted().toReversed());
    const when = page.getByRole('columnheader', { name: 'Quand' });
    await when.getByRole('button').click();
    await when.and(page.locator('[aria-sort=ascending]')).waitFor();
    await expect.poll(async () => (await whenCells())[0]).not.toBe(latestFirst[0]);
    const earliestFirst = await whenCells();
    expect(earliestFirst).toEqual(earliestFirst.toSorted());
    await page.getByRole('searchbox', { name: 'Chercher dans le journal' }).fill('paie');
    await entry('a modifié le chatbot Assistant Paie').waitFor();
    await page.reload();
    await expect
      .poll(() => page.getByRole('searchbox', { name: 'Chercher dans le journal' }).inputValue())
      .toBe('paie');
    await when.and(page.locator('[aria-sort=ascending]')).waitFor();
    await page.getByRole('searchbox', { name: 'Chercher dans le journal' }).fill('');
    await when.getByRole('button').click();
  });

  it('leaves as a table of what is shown', async () => {
    await page.getByRole('combobox', { name: 'Genre' }).click();
    await page.getByRole('option', { name: 'Chatbots' }).click();
    await entry('a ouvert une session').waitFor({ state: 'detached' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Exporter (CSV)' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^journal-foyer-\d{4}-\d{2}-\d{2}\.csv$/);
    const file = readFileSync(await download.path(), 'utf8');
    expect(file).toContain('a modifié le chatbot Assistant Paie');
    expect(file).not.toContain('sessions.opened');
    await page.getByRole('combobox', { name: 'Genre' }).click();
    await page.getByRole('option', { name: 'Tous les genres' }).click();
    await page.reload();
    await entry('a exporté le journal').waitFor();
  });

  it('fits a phone and reads in English', async () => {
    const phone = await openWindow(browser, { ...PHONE, language: 'en' });
    await signIn(phone.page, office.server.address);
    await office.server.client.auth.updateMe({ language: 'en' });
    await phone.page.goto(`${office.server.address}/#/settings/audit`);
    await phone.page.reload();
    await phone.page.getByText(/^Log intact: \d+ entries verified$/).waitFor();
    await phone.page.getByText('changed the chatbot').first().waitFor();
    const width = await phone.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(PHONE.width);
    expect(phone.complaints).toEqual([]);
    await phone.page.context().close();
    await office.server.client.auth.updateMe({ language: 'fr' });
  });

  it('says where it was tampered with', async () => {
    const sqlite = new Sqlite(databaseFile(office.dataFolder));
    sqlite.exec('drop trigger audit_events_kept');
    sqlite.exec('delete from audit_events where sequence = 3');
    sqlite.close();
    await page.getByRole('button', { name: 'Vérifier de nouveau' }).click();
    await page.getByText('Le journal a été altéré').waitFor();
    await page.getByText('Des entrées manquent à partir du n° 3.').waitFor();
    expect(window.complaints).toEqual([]);
  });
});

describe('the security settings', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
    await page.goto(`${office.server.address}/#/settings/security`);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it('say where the key of the secrets is, and change it', async () => {
    const card = page.getByRole('region', { name: 'Secrets enregistrés' });
    await card.getByText('Fichier de clé').waitFor();
    await card.getByText('jamais', { exact: true }).waitFor();
    await card.getByRole('button', { name: 'Changer la clé' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Changer la clé' }).click();
    await page.getByText(/Clé changée : \d secrets chiffrés de nouveau/).waitFor();
    await card.getByText('jamais', { exact: true }).waitFor({ state: 'detached' });
  });

  it('protect it with a passphrase typed twice, then go back to a file', async () => {
    await page.getByRole('button', { name: 'Protéger par une phrase secrète' }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Protéger par une phrase secrète' });
    await dialog.getByLabel('Phrase secrète', { exact: true }).fill('trop court');
    await dialog.getByText('Encore trop court').waitFor();
    await dialog.getByLabel('Phrase secrète', { exact: true }).fill('agrafe cheval pile correct');
    await dialog.getByLabel('Encore une fois').fill('agrafe cheval pile corect');
    await dialog.getByText('Les deux ne sont pas identiques.').waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('Encore une fois').fill('agrafe cheval pile correct');
    await confirm.click();
    await page.getByText('La phrase sera demandée au prochain démarrage.').waitFor();
    await page.getByText('demandée à chaque démarrage').waitFor();
    await page.getByRole('button', { name: 'Revenir au fichier de clé' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revenir au fichier de clé' }).click();
    await page.getByText('La clé est dans un fichier.').waitFor();
    expect(window.complaints).toEqual([]);
  });

  it('are absent for whoever does not administer', async () => {
    await office.server.client.auth.register({
      email: 'hugo@atelier.fr',
      fullName: 'Hugo Petit',
      role: 'editor',
      password: 'un mot de passe provisoire',
    });
    const colleague = await openWindow(browser);
    await colleague.page.goto(`${office.server.address}/#/sign-in`);
    await colleague.page.locator('input[type=email]').fill('hugo@atelier.fr');
    await colleague.page.locator('input[type=password]').fill('un mot de passe provisoire');
    await colleague.page.locator('form button[type=submit]').click();
    await colleague.page.getByRole('navigation').first().waitFor();
    for (const section of ['audit', 'security']) {
      await colleague.page.goto(`${office.server.address}/#/settings/${section}`);
      await colleague.page.waitForURL(/#\/settings\/appearance/);
    }
    await colleague.page.getByText('Votre rôle ne comprend pas cette page').first().waitFor();
    expect(await colleague.page.getByRole('link', { name: 'Journal d’activité' }).count()).toBe(0);
    expect(colleague.complaints).toEqual([]);
    await colleague.page.context().close();
  });
});
