import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('models that fail', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let failing: StandIn;
  let well: StandIn;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office, failing, well] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startOpenAiStandIn(),
      startOpenAiStandIn(),
    ]);
    failing.setBehaviour('unauthorised');
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
    const { models } = office.server.client;
    const settings = { provider: 'openai', model: 'qwen3:4b' } as const;
    await models.create({ ...settings, name: 'Premier', url: failing.url, isDefault: true });
    await models.create({ ...settings, name: 'Deuxième', url: failing.url });
    await models.create({ ...settings, name: 'Troisième', url: well.url });
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await failing.close();
    await well.close();
  });

  it('are followed by others, in the order that the form of a chatbot gives them, with its waiting times', async () => {
    await page.goto(`${office.server.address}/#/chatbots/${office.chatbotId}`);
    const choose = async (field: string, name: string) => {
      await page.getByRole('combobox', { name: field }).click();
      await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
    };
    const third = 'Secours nᵒ 2, si les précédents ne répondent pas';
    await page.getByRole('combobox', { name: 'Si ce modèle ne répond pas' }).waitFor();
    expect(await page.getByRole('combobox', { name: third }).count()).toBe(0);
    await choose('Si ce modèle ne répond pas', 'Deuxième');
    await choose(third, 'Troisième');
    await page.getByText('Temps d’attente').click();
    await page.getByLabel('Avant le premier mot (secondes)').fill('1');
    await page.getByText('Un nombre entre 2 et 600, ou rien.').waitFor();
    await page.getByLabel('Avant le premier mot (secondes)').fill('20');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect
      .poll(async () => await office.server.client.chatbots.get({ id: office.chatbotId }))
      .toMatchObject({ fallbackModelIds: [expect.any(String), expect.any(String)], firstWordSeconds: 20 });
  });

  it('are told of where somebody asks who answered', async () => {
    await page.goto(`${office.server.address}/#/chat?bot=${office.chatbotId}`);
    await page.getByRole('textbox', { name: 'Votre question' }).fill('Combien de jours pour un mariage ?');
    await page.keyboard.press('Enter');
    await page.getByText('Un autre modèle a répondu').waitFor();
    await page.getByRole('article').getByRole('button', { name: 'qwen3:4b' }).click();
    const dialog = page.getByRole('dialog', { name: 'Qui a répondu' });
    const said = await dialog.getByRole('listitem').allInnerTexts();
    expect(said.map(text => text.split('\n')[0])).toEqual(['Premier', 'Deuxième', 'Troisième']);
    expect(said[0]).toContain('La clé est refusée');
    expect(said[2]).toContain('A répondu');
  });

  it('may have other servers, which their form takes as addresses', async () => {
    await page.goto(`${office.server.address}/#/models`);
    await page.getByRole('button', { name: 'Actions pour Troisième' }).click();
    await page.getByRole('menuitem', { name: 'Modifier' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Autres serveurs, temps d’attente').click();
    await dialog.getByLabel('Autres serveurs de ce modèle').fill('pas une adresse');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await dialog.getByText(/^Une adresse de serveur par ligne, quatre au plus/).waitFor();
    await dialog.getByLabel('Autres serveurs de ce modèle').fill('http://192.168.1.21:8000\n\n');
    await dialog.getByLabel('Connexion').fill('5');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText(/2 serveurs/).waitFor();
    const saved = (await office.server.client.models.list({})).find(({ name }) => name === 'Troisième');
    expect(saved).toMatchObject({ otherUrls: ['http://192.168.1.21:8000/v1'], connectSeconds: 5 });
    expect(window.complaints).toEqual([]);
  });
});
