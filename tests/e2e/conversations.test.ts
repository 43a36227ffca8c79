import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('reading conversations', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser, { width: 1440, height: 900 });
    ({ page } = window);
    for (const message of ['Combien de jours pour un mariage ?', 'Quelle est la capitale de l’Australie ?']) {
      const events = await office.server.client.conversations.chat({ chatbotId: office.chatbotId, message });
      for await (const event of events) if (event.type === 'finished') break;
    }
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const list = () => page.getByRole('list', { name: 'Conversations' });

  it('lists them, finds them by their words, and opens one beside the list', async () => {
    await page.goto(`${office.server.address}/#/conversations`);
    await list().getByText('Combien de jours pour un mariage ?').waitFor();
    await page.getByRole('searchbox', { name: 'Rechercher dans les conversations' }).fill('PACS ouvres');
    await expect.poll(() => list().getByRole('listitem').count()).toBe(1);
    await list().getByRole('link').click();
    await page.waitForURL(/#\/conversations\/[0-9a-f-]{36}\?q=PACS/);
    const answer = page.getByRole('article', { name: 'Réponse de Assistant RH' });
    await answer.getByText('4 jours ouvrés').waitFor();
    await answer.getByRole('button', { name: /^1 Règlement intérieur/ }).click();
    await page.getByRole('dialog').locator('mark').first().waitFor();
    await page.getByRole('button', { name: 'Fermer la source' }).click();
    await page.getByRole('searchbox').fill('introuvable partout');
    await page.getByText('Aucune conversation ne contient ces mots').waitFor();
    await page.getByRole('button', { name: 'Effacer les filtres' }).click();
    await expect.poll(() => list().getByRole('listitem').count()).toBe(2);
  });

  it('shows what was left unanswered, with what helps', async () => {
    await page.goto(`${office.server.address}/#/conversations?view=unanswered`);
    const questions = page.getByRole('list', { name: 'Questions sans réponse' });
    await questions.getByText('Quelle est la capitale de l’Australie ?').waitFor();
    await questions.getByRole('link', { name: 'Ajouter un document' }).click();
    await page.getByRole('heading', { name: 'Connaissances' }).waitFor();
    await page.goBack();
    await questions.getByRole('link', { name: 'Reposer' }).click();
    await page.getByText(/ne répondent pas/).waitFor();
    await page.waitForURL(/#\/chat\/[0-9a-f-]{36}/);
    expect(window.complaints).toEqual([]);
  });
});
