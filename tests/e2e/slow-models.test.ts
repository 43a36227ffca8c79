import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { until } from '../support/until.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('models on a slow machine', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let server: StandIn;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office, server] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startOllamaStandIn({ speed: { read: 190, written: 9, loadMs: 2_400 }, holdsOne: true }),
    ]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
    const { client } = office.server;
    await client.models.create({ name: 'Qwen 4B', provider: 'ollama', model: 'qwen3:4b', url: server.url });
    await client.models.create({
      name: 'BGE M3',
      provider: 'ollama',
      model: 'bge-m3',
      url: server.url,
      purpose: 'embedding',
    });
    await until(async () => (await client.system.index({})).state === 'ready');
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await server.close();
  });

  it('say what they read in the time they have, which their details set', async () => {
    await page.goto(`${office.server.address}/#/models`);
    await page.getByRole('button', { name: 'Tester' }).first().click();
    await page.getByText(/Lit environ 8[0-9]0 mots en 6\ss\s: 3 passages par question\./).waitFor();
    await page.getByText(/Sert environ 2 personnes à la fois, à une question par minute chacune\./).waitFor();
    await page
      .getByText(/jetons de mémoire, il (en laisse|n’en laisse pas) assez aux autres logiciels/)
      .waitFor();
    await page.getByRole('button', { name: 'Actions pour Qwen 4B' }).click();
    await page.getByRole('menuitem', { name: 'Modifier' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Détails').click();
    await dialog.getByLabel('Temps de lecture (secondes)').fill('0');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await dialog.getByText('Un nombre entre 1 et 120.').waitFor();
    await dialog.getByLabel('Temps de lecture (secondes)').fill('12');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Qwen 4B est enregistré').waitFor();
    await page.reload();
    await page.getByText(/Lit environ 1\s[78]00 mots en 12\ss\s: [67] passages par question\./).waitFor();
    await page.getByText(/Si \d+ demandent au même moment, la dernière attend/).waitFor();
  });

  it('are loaded by opening the chat, and told of when their server holds one at a time', async () => {
    const loaded = server.waitForRequest(({ body }) => JSON.stringify(body).includes('"messages":[]'));
    await page.goto(`${office.server.address}/#/chat?bot=${office.chatbotId}`);
    await loaded;
    await page.getByRole('textbox', { name: 'Votre question' }).fill('Combien de jours pour un mariage ?');
    await page.keyboard.press('Enter');
    await page
      .getByRole('article')
      .getByText(/Réponse du modèle d’essai/)
      .waitFor();
    await page.goto(`${office.server.address}/#/models`);
    await page.getByText(/Votre serveur ne garde qu’un modèle à la fois en mémoire/).waitFor();
  });

  it('say in the details of an answer why its meaning was left out', async () => {
    await page.goto(`${office.server.address}/#/chat?bot=${office.chatbotId}`);
    await page.getByRole('textbox', { name: 'Votre question' }).fill('Combien de jours pour une naissance ?');
    await page.keyboard.press('Enter');
    const answer = page.getByRole('article').filter({ hasText: 'Réponse du modèle d’essai' });
    await answer.getByRole('button', { name: /qwen3:4b/u }).click();
    await page.getByText(/Comparer par le sens aurait chassé de la mémoire le modèle qui répond/u).waitFor();
    expect(window.complaints).toEqual([]);
  });
});
