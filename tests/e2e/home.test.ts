import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openOffice, OWNER, signIn, type Office } from './support/office.ts';

describe('the home page', () => {
  let browser: Browser;
  let office: Office;
  let window: WatchedPage;
  let page: Page;
  let chatbotId: string;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openOffice()]);
    const { client } = office.server;
    await client.auth.register({ ...OWNER, role: 'owner', language: 'fr' });
    await client.system.updateSettings({ firstRunDone: true });
    ({ id: chatbotId } = await client.chatbots.create({ name: 'Assistant RH', language: 'fr' }));
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const home = () => page.goto(`${office.server.address}/#/`);
  const main = () => page.getByRole('main');

  async function ask(message: string): Promise<void> {
    const { client } = office.server;
    for await (const event of await client.conversations.chat({ chatbotId, message, channel: 'api' })) {
      if (event.type === 'finished') return;
    }
  }

  it('shows the way in on the first day, and an example to see one answer', async () => {
    await home();
    await main().getByText('0 sur 4').waitFor();
    expect(await main().getByText('Conversations aujourd’hui').count()).toBe(0);
    await main().getByRole('button', { name: 'Charger les documents d’exemple' }).click();
    await main().getByText('3 documents prêts').waitFor();
    await main().getByText('1 sur 4').waitFor();
  });

  it('offers a first question, and counts it as the office’s own', async () => {
    await main().getByRole('link', { name: 'De quoi parlent ces documents ?' }).click();
    await page.waitForURL(/#\/chat\/[0-9a-f-]{36}/);
    await page.locator('[role=article][aria-busy=false]').waitFor();
    await home();
    await main().getByText('2 sur 4').waitFor();
    await main().getByText('0 question · 1 essai du bureau').waitFor();
    await main().getByRole('list', { name: 'Dernières conversations' }).getByRole('link').waitFor();
    await main().getByText('Essais du bureau').waitFor();
  });

  it('lets an unanswered question be dismissed, and taken up again', async () => {
    const question = 'Quelle est la capitale de l’Australie ?';
    await ask(question);
    await main().getByText('Une question restée sans réponse').waitFor();
    const questions = main().getByRole('list', { name: 'Questions sans réponse' });
    await questions.getByRole('link', { name: question }).waitFor();
    await questions.getByRole('button', { name: `Écarter « ${question} »` }).click();
    await main().getByText('Une question restée sans réponse').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Annuler' }).click();
    await questions.getByRole('button', { name: `Écarter « ${question} »` }).click();
    await main().getByText('Une question restée sans réponse').waitFor({ state: 'detached' });
    await page.goto(`${office.server.address}/#/conversations?view=unanswered`);
    await page.getByText('Aucune question sans réponse').waitFor();
  });

  it('hides the first steps for good when asked to', async () => {
    await home();
    await main().getByRole('button', { name: 'Masquer les premiers pas' }).click();
    await main().getByText('Premiers pas').waitFor({ state: 'detached' });
    await main().getByText('Aucun modèle n’est branché').waitFor();
    await page.reload();
    await main().getByText('Aucun modèle n’est branché').waitFor();
    expect(await main().getByText('Premiers pas').count()).toBe(0);
    expect(window.complaints).toEqual([]);
  });
});
