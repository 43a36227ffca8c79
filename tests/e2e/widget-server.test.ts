import { readFile } from 'node:fs/promises';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { sitePage, startSite, type Site } from '../support/widget-site.ts';
import { openWindow, startBrowser } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';
import { strictPolicy } from './support/widget-page.ts';

describe('the widget and the real server', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let site: Site;
  let server: string;
  let page: Page;
  let panel: FrameLocator;
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, office, site] = await Promise.all([startBrowser(), openFurnishedOffice(), startSite()]);
    const { client } = office.server;
    const port = await freePort();
    server = `http://127.0.0.1:${port}`;
    const { listening } = await client.network.update({ enabled: true, interface: 'loopback', port });
    expect(listening).toBe(true);
    await client.widgets.update({
      id: office.chatbotId,
      enabled: true,
      allowedDomains: [new URL(site.url).host],
      behaviour: {
        askForPerson: true,
        fullPage: true,
        attachments: { enabled: true, maxBytes: 1_000_000, types: ['pdf', 'text'] },
      },
    });
    const { publicId } = await client.widgets.get({ id: office.chatbotId });
    const snippet = `<script async src="${server}/widget/${publicId}.js"></script>`;
    site.pages.set('/', { html: sitePage({ snippet }), policy: strictPolicy(server) });
    page = await (await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' })).newPage();
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    await page.goto(site.url);
    panel = page.frameLocator('[data-foyer-widget] iframe');
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await site.close();
  });

  const answers = () => panel.locator('.talk .prose');
  async function ask(question: string): Promise<void> {
    await panel.getByRole('textbox', { name: 'Votre message' }).fill(question);
    await page.keyboard.press('Enter');
  }

  it('answers from the documents of the office and opens the passage', async () => {
    await page.getByRole('button', { name: 'Ouvrir la discussion' }).click();
    await panel.getByText('Bonjour, je connais le règlement').waitFor();
    await ask('Combien de jours de congé pour un mariage ?');
    await answers().getByText(/jours/).first().waitFor();
    await panel.locator('.citation').first().click();
    const passage = panel.getByRole('dialog');
    await passage.locator('.paper[aria-busy=false] mark').waitFor();
    expect((await passage.locator('mark').textContent())?.length).toBeGreaterThan(10);
    await page.keyboard.press('Escape');
    expect(complaints).toEqual([]);
  });

  it('tells the office what visitors thought and who wants to be called', async () => {
    await panel.getByRole('button', { name: 'Réponse peu utile' }).click();
    await panel.getByRole('textbox', { name: 'Que manquait-il à cette réponse ?' }).fill('La date.');
    await panel.locator('.after').getByRole('button', { name: 'Envoyer' }).click();
    await panel.getByText('Merci de votre avis.').waitFor();
    await panel.getByRole('button', { name: 'Autres actions' }).click();
    await panel.getByRole('button', { name: 'Parler à une personne' }).click();
    const form = panel.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Nom' }).fill('Claire');
    await form.getByRole('textbox', { name: 'Adresse e-mail' }).fill('claire@atelier.fr');
    await form.getByRole('button', { name: 'Envoyer' }).click();
    await panel.getByText('Une personne vous répondra').waitFor();
    const { client } = office.server;
    const feedback = await client.widgets.feedback({ id: office.chatbotId });
    expect(feedback.items[0]).toMatchObject({ rating: 'down', comment: 'La date.' });
    const leads = await client.widgets.leads({ id: office.chatbotId });
    expect(leads.items[0]).toMatchObject({ reason: 'person', fields: { name: 'Claire' } });
    expect(complaints).toEqual([]);
  });

  it('reads a file of the visitor’s', async () => {
    await panel.locator('input[type=file]').setInputFiles({
      name: 'note.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('La réunion du comité est fixée au mardi 8 décembre à 14 heures.'),
    });
    await panel.locator('.composer [aria-busy=false]').getByText('note.txt').waitFor();
    await ask('Quand est la réunion du comité ?');
    await panel
      .locator('.talk')
      .getByRole('list', { name: 'Fichiers joints' })
      .getByText('note.txt')
      .waitFor();
    await expect.poll(() => answers().count()).toBe(2);
  });

  it('is read by the office: who it was, the file, what was thought, what was left', async () => {
    const desk = await openWindow(browser, { width: 1440, height: 900 });
    await signIn(desk.page, office.server.address);
    await desk.page.goto(`${office.server.address}/#/conversations`);
    await desk.page.getByRole('list', { name: 'Attendent une personne' }).getByRole('link').first().click();
    const reading = desk.page.getByRole('main');
    await reading.getByRole('link', { name: 'claire@atelier.fr' }).first().waitFor();
    await reading.getByText(`depuis ${new URL(site.url).host}`).waitFor();
    await reading.getByText('Jugée inutile').waitFor();
    await reading.getByText('« La date. »').waitFor();
    await reading.getByRole('region', { name: 'Demande à parler à une personne' }).waitFor();
    const [download] = await Promise.all([
      desk.page.waitForEvent('download'),
      reading.getByRole('link', { name: /^note\.txt/ }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toContain('mardi 8 décembre');
    expect(desk.complaints).toEqual([]);
    await desk.page.context().close();
  });

  it('loses nothing when the server is killed: the question waits, and is asked once', async () => {
    await office.killAndRestart(async () => {
      await ask('Et pour une naissance ?');
      await panel.getByText('En attente de connexion').waitFor();
    });
    await expect
      .poll(() => panel.locator('.talk .live, .talk .waiting').count(), { timeout: 60_000 })
      .toBe(0);
    const { client } = office.server;
    await expect
      .poll(async () => (await client.conversations.search({ q: 'naissance' })).items.length)
      .toBe(1);
    await page.reload();
    await panel.getByText('Et pour une naissance ?').waitFor();
    expect(await panel.locator('.asked').filter({ hasText: 'Et pour une naissance ?' }).count()).toBe(1);
  });

  it('is a page of its own, to be put on a phone', async () => {
    const { publicId } = await office.server.client.widgets.get({ id: office.chatbotId });
    const phone = await browser.newContext({ locale: 'en-GB', viewport: { width: 390, height: 844 } });
    const own = await phone.newPage();
    await own.goto(`${server}/chat/${publicId}`);
    await own.getByRole('textbox', { name: 'Your message' }).fill('Que faire si je perds mon badge ?');
    await own.keyboard.press('Enter');
    await own.locator('.talk .prose').first().waitFor();
    await phone.close();
  });

  it('erases the visitor when asked', async () => {
    await panel.getByRole('button', { name: 'Autres actions' }).click();
    await panel.getByRole('button', { name: 'Effacer mes données' }).click();
    await panel.getByRole('button', { name: 'Tout effacer' }).click();
    await panel.getByText('Vos données sont effacées.').waitFor();
    const leads = await office.server.client.widgets.leads({ id: office.chatbotId });
    expect(leads.items).toEqual([]);
  });

  it('begins anew, in words, when the owner ended every visit', async () => {
    await ask('Qui prévenir en cas d’absence ?');
    await answers().first().waitFor();
    await office.server.client.widgets.revokeVisitors({ id: office.chatbotId });
    await ask('Et le télétravail ?');
    await panel.getByRole('alert').getByText('Cette conversation n’existe plus.').waitFor();
    await panel.getByRole('button', { name: 'Envoyer de nouveau' }).click();
    await expect.poll(() => answers().count()).toBe(2);
  });

  it('says in the words of the office, and the language of who asks, that the quota of the month is used up', async () => {
    const { client } = office.server;
    const { clientId } = await client.chatbots.get({ id: office.chatbotId });
    const says = { fr: 'Nos réponses reprennent le mois prochain.', en: 'Our answers go on next month.' };
    await client.usage.setQuota({ id: clientId, requests: 0, whenReached: 'stop', says });
    await ask('Combien de jours de congé pour un mariage ?');
    await answers().getByText(says.fr).waitFor();
    await ask('How many days of leave are there for a wedding?');
    await answers().getByText(says.en).waitFor();
    await client.usage.setQuota({ id: clientId, requests: null });
  });

  it('does not open on a page that is not allowed', async () => {
    await office.server.client.widgets.update({ id: office.chatbotId, allowedDomains: ['autre.test'] });
    const stranger = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
    await stranger.goto(site.url);
    await stranger.getByRole('button', { name: 'Ouvrir la discussion' }).click();
    await stranger.getByRole('alert').getByText('Nous ne pouvons pas vous répondre').waitFor();
    expect(await stranger.locator('iframe').count()).toBe(0);
  });
});
