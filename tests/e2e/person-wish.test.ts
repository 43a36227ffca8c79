import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { sitePage, startSite, type Site } from '../support/widget-site.ts';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';
import { pageFaults } from './support/page-faults.js';
import { strictPolicy } from './support/widget-page.ts';

describe('whoever asks for a person', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let site: Site;
  let server: string;
  let publicId: string;
  let desk: WatchedPage;
  let other: string;

  beforeAll(async () => {
    [browser, office, site] = await Promise.all([startBrowser(), openFurnishedOffice(), startSite()]);
    const { client } = office.server;
    const port = await freePort();
    server = `http://127.0.0.1:${port}`;
    await client.network.update({ enabled: true, interface: 'loopback', port });
    ({ publicId } = await client.widgets.update({
      id: office.chatbotId,
      enabled: true,
      allowedDomains: [new URL(site.url).host],
      behaviour: { askForPerson: false, fullPage: true },
    }));
    ({ id: other } = await client.chatbots.create({ name: 'Atelier' }));
    const snippet = `<script async src="${server}/widget/v1.js" data-widget-id="${publicId}"></script>`;
    site.pages.set('/', { html: sitePage({ snippet }), policy: strictPolicy(server) });
    desk = await openWindow(browser, { width: 1440, height: 900 });
    await signIn(desk.page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await site.close();
  });

  const at = (path: string) => `${office.server.address}/#${path}`;
  const waiting = () => desk.page.getByRole('list', { name: 'Attendent une personne' });

  async function askAndLeave(panel: FrameLocator | Page, page: Page, words: Words): Promise<void> {
    await panel.getByRole('textbox', { name: words.box }).fill(words.wish);
    await page.keyboard.press('Enter');
    const talk: Locator = panel.locator('.talk');
    await talk.getByText(words.offered).waitFor();
    await talk.getByRole('button', { name: words.person }).click();
    const form = panel.getByRole('dialog', { name: words.person });
    await form.getByRole('textbox', { name: words.email }).fill('claire@atelier.fr');
    await form.getByRole('textbox', { name: words.name }).fill('Claire');
    await form.getByRole('button', { name: words.send }).click();
    await panel.getByText(words.sent).first().waitFor();
  }

  it('is offered one in the widget, and shows on an open Home at once', async () => {
    await desk.page.goto(at('/'));
    await desk.page
      .getByRole('heading', { name: 'Bonjour' })
      .or(desk.page.getByRole('heading', { name: 'Bonsoir' }))
      .waitFor();
    expect(await desk.page.getByText('attend une personne').count()).toBe(0);
    const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(site.url);
    await page.getByRole('button', { name: 'Ouvrir la discussion' }).click();
    const panel = page.frameLocator('[data-foyer-widget] iframe');
    await askAndLeave(panel, page, french);
    await desk.page.getByText('Une conversation attend une personne').waitFor();
    await desk.page.getByRole('link', { name: 'Conversations, 1 attend une personne' }).first().waitFor();
    await context.close();
  });

  it('is offered one on a screen of its own, in its language', async () => {
    const phone = await browser.newContext({ locale: 'en-GB', viewport: PHONE });
    const page = await phone.newPage();
    await page.goto(`${server}/chat/${publicId}?kiosk`);
    await askAndLeave(page, page, english);
    expect(await page.evaluate(pageFaults)).toEqual([]);
    await desk.page.getByText('2 conversations attendent une personne').waitFor();
    await phone.close();
  });

  it('is found first in Conversations whatever chatbot is chosen, and is seen to with a click', async () => {
    const { page } = desk;
    await page.goto(at('/'));
    await page.getByRole('main').getByRole('button', { name: 'Voir' }).click();
    await page.waitForURL(/#\/conversations\?view=waiting/);
    await expect.poll(() => waiting().getByRole('link').count()).toBe(2);
    await page.goto(at(`/conversations?bot=${other}`));
    await expect.poll(() => waiting().getByRole('link').count()).toBe(2);
    await page.getByRole('tab', { name: 'En attente 2' }).waitFor();
    await waiting().getByText('Attend une personne').first().waitFor();
    await waiting().getByRole('link').first().click();
    const reading = page.getByRole('main');
    await reading.getByRole('region', { name: 'Demande à parler à une personne' }).waitFor();
    await reading.getByRole('button', { name: 'Traité' }).click();
    await expect.poll(() => waiting().getByRole('link').count()).toBe(1);
    await reading.getByRole('button', { name: 'Traité' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Annuler' }).click();
    await expect.poll(() => waiting().getByRole('link').count()).toBe(2);
    await reading.getByRole('button', { name: 'Traité' }).click();
    await page.getByRole('link', { name: 'Conversations, 1 attend une personne' }).first().waitFor();
    expect(desk.complaints).toEqual([]);
  });

  it('of another client is told on Home too, which leads there', async () => {
    const { client } = office.server;
    const { id: clientId } = await client.clients.create({ name: 'Cabinet Roux' });
    const bot = await client.chatbots.create({ name: 'Accueil', clientId });
    const events = await client.conversations.chat({
      chatbotId: bot.id,
      message: 'un humain svp',
      channel: 'api',
    });
    for await (const event of events) if (event.type === 'finished') break;
    const { page } = desk;
    await page.goto(at('/'));
    const line = page.getByRole('listitem').filter({ hasText: 'Chez « Cabinet Roux »' });
    await line.getByRole('button', { name: 'Voir' }).click();
    await page.waitForURL(/#\/conversations\?view=waiting/);
    await waiting().getByText('un humain svp').waitFor();
  });
});

const french = {
  box: 'Votre message',
  wish: 'Je voudrais parler à quelqu’un',
  offered: 'Le bureau est prévenu',
  person: 'Parler à une personne',
  name: 'Nom',
  email: 'Adresse e-mail',
  send: 'Envoyer',
  sent: 'Une personne vous répondra dès que possible.',
};
const english: Words = {
  box: 'Your message',
  wish: 'a human please',
  offered: 'The office has been told',
  person: 'Talk to a person',
  name: 'Name',
  email: 'E-mail address',
  send: 'Send',
  sent: 'A person will answer as soon as possible.',
};
type Words = typeof french;
