import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('choosing models', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let server: StandIn;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office, server] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startOpenAiStandIn({ apiKey: 'sk-atelier' }),
    ]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await server.close();
  });

  it('tries a model before it is added, and says in plain words what is wrong', async () => {
    await page.goto(`${office.server.address}/#/models`);
    await page.getByText('Citations des documents').waitFor();
    await page.getByRole('button', { name: 'Ajouter un modèle' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Service' }).click();
    await page.getByRole('option', { name: 'Autre serveur compatible OpenAI' }).click();
    await dialog.getByRole('button', { name: 'Tester' }).click();
    await dialog.getByText('Indiquez le nom du modèle.').waitFor();
    await dialog.getByText('Indiquez l’adresse du serveur.').waitFor();
    await dialog.getByLabel('Modèle', { exact: true }).fill('mistral-small:latest');
    await dialog.getByLabel('Adresse du serveur').fill('http://127.0.0.1:9');
    await dialog.getByRole('button', { name: 'Tester' }).click();
    await dialog.getByText('Le modèle ne répond pas').waitFor();
    await dialog.getByLabel('Adresse du serveur').fill(`${server.url}/v1`);
    await dialog.getByLabel('Clé d’accès').fill('sk-fausse');
    await dialog.getByRole('button', { name: 'Tester' }).click();
    await dialog.getByText('La clé est refusée').waitFor();
    await dialog.getByLabel('Clé d’accès').fill('sk-atelier');
    await dialog.getByRole('button', { name: 'Tester' }).click();
    await dialog.getByText('Fonctionne').waitFor();
    await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await page.getByText('mistral-small:latest est ajouté').waitFor();
    await page.getByText('par défaut', { exact: true }).waitFor();
  });

  it('answers with it, tests it again with its stored key, and never shows the key', async () => {
    const content = await page.content();
    expect(content).not.toContain('sk-atelier');
    await page.getByRole('button', { name: 'Tester' }).click();
    await page.getByText('Fonctionne').waitFor();
    await page.goto(`${office.server.address}/#/chat?bot=${office.chatbotId}`);
    await page.getByRole('textbox', { name: 'Votre question' }).fill('Combien de jours pour un mariage ?');
    await page.keyboard.press('Enter');
    await page
      .getByRole('article')
      .getByText(/Réponse du modèle d’essai/)
      .waitFor();
  });

  it('adds one that searches by meaning, and the index follows', async () => {
    await office.server.client.models.create({
      name: 'bge-m3',
      provider: 'openai',
      model: 'bge-m3:latest',
      url: `${server.url}/v1`,
      apiKey: 'sk-atelier',
      purpose: 'embedding',
    });
    await page.goto(`${office.server.address}/#/models`);
    await page.getByText('Tous vos passages sont comparés par le sens.').waitFor();
    const { mode } = await office.server.client.search.search({
      chatbotId: office.chatbotId,
      q: 'vacances',
      k: 3,
    });
    expect(mode).toBe('hybrid');
  });

  it('turns one off, changes its name, and removes it', async () => {
    await page.getByRole('button', { name: 'Actions pour mistral-small:latest' }).click();
    await page.getByRole('menuitem', { name: 'Modifier' }).click();
    await page.getByRole('dialog').getByText('Une clé est enregistrée').waitFor();
    await page.getByRole('dialog').getByLabel('Nom affiché').fill('Petit Mistral');
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Petit Mistral est enregistré').waitFor();
    await page.getByRole('button', { name: 'Actions pour Petit Mistral' }).click();
    await page.getByRole('menuitem', { name: 'Désactiver' }).click();
    await page.getByText('désactivé', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Actions pour Petit Mistral' }).click();
    await page.getByRole('menuitem', { name: 'Retirer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click();
    await page.getByText('Petit Mistral est retiré').waitFor();
    expect(window.complaints).toEqual([]);
  });
});
