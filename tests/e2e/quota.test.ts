import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('the quota of a client', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;
  let id: string;
  const quota = () => office.server.client.usage.quota({ id });

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
    ({ clientId: id } = await office.server.client.chatbots.get({ id: office.chatbotId }));
    await page.goto(`${office.server.address}/#/clients/${id}?tab=quota`);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it('is set in its tab, with what was used beside it', async () => {
    await page.getByLabel('Requêtes', { exact: true }).fill('beaucoup');
    await page.getByText('Un nombre entier, ou rien.').waitFor();
    await page.getByLabel('Requêtes', { exact: true }).fill('0');
    await page.getByLabel('Coût', { exact: true }).fill('12,5');
    await page.getByLabel('Une fois le quota atteint').click();
    await page.getByRole('option', { name: 'Plus aucune réponse' }).click();
    await page.getByLabel('Phrase en français').fill('Revenez le mois prochain.');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Quota enregistré').waitFor();
    expect(await quota()).toMatchObject({
      requests: { limit: 0 },
      tokens: { limit: null },
      cost: { limit: 12.5 },
      whenReached: 'stop',
      says: { fr: 'Revenez le mois prochain.', en: null },
    });
    await page.getByText('Quota atteint', { exact: true }).waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel('Coût', { exact: true }).inputValue()).toBe('12,5');
  });

  it('that is used up says why in the chat, and what to do', async () => {
    await page.goto(`${office.server.address}/#/chat`);
    await page.getByRole('textbox', { name: 'Votre question' }).fill('Combien de jours de congé ?');
    await page.keyboard.press('Enter');
    await page.getByText('Le quota du mois est atteint').first().waitFor();
    await page.getByText('peut relever le quota').first().waitFor();
    await office.server.client.usage.setQuota({ id, whenReached: 'quotations' });
    await page.getByRole('textbox', { name: 'Votre question' }).fill('Combien de jours de congé ?');
    await page.keyboard.press('Enter');
    await page.getByText('Quota du mois atteint : citations seulement').waitFor();
  });

  it('stands beside the report of any month, which is downloaded and mailed', async () => {
    await page.goto(`${office.server.address}/#/clients/${id}?tab=quota`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Télécharger le PDF' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^rapport-\d{4}-\d{2}\.pdf$/);
    await page.getByLabel('Envoyer par courriel').fill('direction@');
    await page.getByText('Une adresse de courriel valable par ligne').waitFor();
    await page.getByLabel('Envoyer par courriel').fill('direction@exemple.fr\ncompta@exemple.fr');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Destinataires enregistrés').waitFor();
    const { addresses } = await office.server.client.usage.recipients({ id });
    expect(addresses).toEqual(['compta@exemple.fr', 'direction@exemple.fr']);
    expect(window.complaints.filter(one => !one.includes('429'))).toEqual([]);
  });
});
