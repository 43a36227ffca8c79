import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { sitePage, startSite, type Site } from '../support/widget-site.ts';
import { accessibilityFaults } from './support/axe.ts';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { hasFocus } from './support/in-page.js';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

/** A whole image of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('what a widget looks like', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let site: Site;
  let server: string;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office, site] = await Promise.all([startBrowser(), openFurnishedOffice(), startSite()]);
    const { client } = office.server;
    const port = await freePort();
    server = `http://127.0.0.1:${port}`;
    await client.network.update({ enabled: true, interface: 'loopback', port });
    await client.widgets.update({
      id: office.chatbotId,
      enabled: true,
      allowedDomains: [new URL(site.url).host],
    });
    window = await openWindow(browser, { width: 1440, height: 900 });
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await site.close();
  });
  beforeEach(async () => {
    await page.goto('about:blank');
    await page.goto(`${office.server.address}/#/chatbots/${office.chatbotId}?tab=appearance`);
    await preview().getByRole('textbox').waitFor();
  });

  const preview = () => page.frameLocator('iframe[title^="Le widget"]');
  const section = (name: string) => page.getByRole('group', { name, exact: true });
  const openSection = (name: string) => page.locator('summary').filter({ hasText: name }).click();
  const saved = () => page.getByText('Enregistré', { exact: true }).waitFor();
  const stored = () => office.server.client.widgets.get({ id: office.chatbotId });

  async function visit(): Promise<{ visitor: Page; panel: ReturnType<Page['frameLocator']> }> {
    const { publicId } = await stored();
    const snippet = `<script async src="${server}/widget/${publicId}.js"></script>`;
    site.pages.set('/', { html: sitePage({ snippet }), policy: '' });
    const visitor = await (await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' })).newPage();
    await visitor.goto(site.url);
    await visitor.locator('[data-foyer-widget]').getByRole('button').first().click();
    return { visitor, panel: visitor.frameLocator('[data-foyer-widget] iframe') };
  }

  it('shows each edit in the preview before it is saved, then to visitors', async () => {
    await page.getByRole('button', { name: 'Personnaliser : Titre' }).click();
    const title = page.getByLabel('Titre', { exact: true });
    expect(await title.evaluate(hasFocus)).toBe(true);
    await title.fill('Accueil de l’atelier');
    await preview().getByRole('heading', { name: 'Accueil de l’atelier' }).waitFor();
    await page.getByRole('button', { name: 'Personnaliser : Message d’accueil' }).click();
    await page.getByLabel('Message d’accueil', { exact: true }).fill('Bienvenue à tous !');
    await preview().getByText('Bienvenue à tous !').waitFor();
    await page.locator('input[type=color]').first().fill('#ffe08a');
    await page.getByText('les mots s’y écrivent en noir').waitFor();
    await page.locator('input[type=color]').last().fill('#2a6f4b');
    const accent = () =>
      preview()
        .locator('html')
        .evaluate(element => element.style.getPropertyValue('--accent'));
    await expect.poll(accent).toBe('#2a6f4b');
    await page.getByRole('button', { name: 'Personnaliser : Réponses rapides' }).click();
    await page.getByLabel('Question 1', { exact: true }).fill('Quels sont vos délais ?');
    await preview().getByRole('button', { name: 'Quels sont vos délais ?' }).waitFor();
    expect((await stored()).appearance).toMatchObject({ title: null, color: null });

    await page.keyboard.press('Control+s');
    await saved();
    const { visitor, panel } = await visit();
    await panel.getByRole('heading', { name: 'Accueil de l’atelier' }).waitFor();
    await panel.getByText('Bienvenue à tous !').waitFor();
    const shown = (name: string) =>
      panel.locator('html').evaluate((element, wanted) => element.style.getPropertyValue(wanted), name);
    expect([await shown('--brand'), await shown('--accent')]).toEqual(['#ffe08a', '#2a6f4b']);
    await panel.getByRole('button', { name: 'Quels sont vos délais ?' }).waitFor();
    await visitor.context().close();

    // And back to what the chatbot says.
    await page.getByRole('button', { name: 'Comme le chatbot : Titre' }).click();
    await preview().getByRole('heading', { name: 'Assistant RH' }).waitFor();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect.poll(async () => (await stored()).appearance.title).toBeNull();
  });

  it('answers in the preview with the chatbot’s own answers, and opens their passages', async () => {
    await preview().getByRole('textbox').fill('Combien de jours de congé pour un mariage ?');
    await preview().getByRole('textbox').press('Enter');
    await preview().getByText('4 jours ouvrés').first().waitFor();
    // What was said stays while something is edited.
    await page.getByRole('button', { name: 'À gauche' }).click();
    await preview().locator('.citation').first().click();
    const passage = preview().getByRole('dialog');
    await passage.locator('.paper[aria-busy=false] mark').waitFor();
    expect((await passage.locator('.paper').textContent())?.length).toBeGreaterThan(200);
    expect((await office.server.client.conversations.list({})).items).toEqual([]);
    await page.getByRole('button', { name: 'Recommencer' }).click();
    await preview().getByText('4 jours ouvrés').first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Annuler' }).click();
  });

  it('shows the moments that visitors meet seldom', async () => {
    await page.getByLabel('Message d’absence').fill('Nous revenons lundi.');
    await page.getByRole('button', { name: 'Absence' }).click();
    await preview().getByText('Nous revenons lundi.').waitFor();
    expect(await page.getByRole('button', { name: 'Coordonnées', exact: true }).isDisabled()).toBe(true);
    await openSection('Coordonnées');
    await page.getByRole('button', { name: 'Sur demande' }).click();
    await section('Coordonnées').getByRole('checkbox', { name: 'Téléphone', exact: true }).check();
    await page.getByRole('button', { name: 'Coordonnées', exact: true }).click();
    await preview().getByRole('dialog').getByRole('textbox', { name: 'Téléphone' }).waitFor();
    await page.getByRole('button', { name: 'Montrer la bulle, comme sur une page' }).click();
    await preview().locator('#launcher').getByRole('button').waitFor();
    await page.getByRole('button', { name: 'Sombre' }).first().click();
    await expect
      .poll(() =>
        preview()
          .locator('html')
          .evaluate(root => root.dataset['theme'] ?? ''),
      )
      .toBe('dark');
    await page.getByRole('button', { name: 'Annuler' }).click();
  });

  it('takes a logo, and says in words what it cannot take', async () => {
    const picker = page.locator('input[type=file]');
    const offer = (name: string, buffer: Buffer) =>
      picker.setInputFiles({ name, mimeType: 'image/png', buffer });
    await offer('lettre.png', Buffer.from('Bonjour'));
    await page.getByText('n’est pas une image PNG').waitFor();
    await offer('dessin.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    await page.getByText('Un dessin SVG peut contenir du code').waitFor();
    await offer('affiche.png', Buffer.concat([PIXEL, Buffer.alloc(500_000)]));
    await page.getByText('trop lourde : 400 ko au plus').waitFor();
    await offer('abime.png', PIXEL.subarray(0, 20));
    await page.getByText('n’est pas une image PNG').waitFor();
    expect(await page.getByText('Modifications non enregistrées').count()).toBe(0);

    await offer('logo.png', PIXEL);
    await page.getByRole('img', { name: 'Logo actuel' }).waitFor();
    await preview().locator('header img').waitFor();
    expect((await stored()).appearance.logo).toBeNull();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await saved();
    const { visitor, panel } = await visit();
    await panel.locator('header img').waitFor();
    await visitor.context().close();

    await page.reload();
    await page.getByRole('img', { name: 'Logo actuel' }).waitFor();
    await page.getByRole('button', { name: 'Retirer le logo' }).click();
    await preview().locator('header img').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+s');
    await expect.poll(async () => (await stored()).appearance.logo).toBeNull();
  });

  it('keeps the edits of both tabs, names them, and asks before they are lost', async () => {
    await page.getByLabel('Mots à côté de la bulle').fill('Une question ?');
    await page.getByRole('tab', { name: 'Personnalité' }).click();
    await page.getByText('Modifications non enregistrées : Apparence').waitFor();
    await page.getByLabel('Message d’accueil').fill('Bonjour à vous.');
    await page.getByText('Modifications non enregistrées : Personnalité, Apparence').waitFor();
    await page.getByRole('link', { name: 'Accueil' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
    await page.getByRole('tab', { name: 'Apparence' }).click();
    expect(await page.getByLabel('Mots à côté de la bulle').inputValue()).toBe('Une question ?');
    await page.keyboard.press('Control+s');
    await saved();
    expect((await stored()).appearance.label).toBe('Une question ?');
    const bot = await office.server.client.chatbots.get({ id: office.chatbotId });
    expect(bot.welcomeMessage).toBe('Bonjour à vous.');
    await page.getByLabel('Mots à côté de la bulle').fill('');
    await page.getByRole('link', { name: 'Accueil' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Quitter' }).click();
    await page.getByRole('heading', { name: /Bonjour|Bonsoir/ }).waitFor();
    expect((await stored()).appearance.label).toBe('Une question ?');
  });

  it('flags what cannot be saved, where it is, and keeps it', async () => {
    await openSection('Horaires');
    await page.getByRole('switch', { name: 'Annoncer des horaires' }).check();
    await page.getByLabel('Lundi, à').fill('08:00');
    await page.getByText('Lundi : la fin doit venir après le début.').waitFor();
    await page.getByText('À corriger avant d’enregistrer : Apparence').waitFor();
    expect(await page.getByRole('button', { name: 'Enregistrer' }).isDisabled()).toBe(true);
    await page.getByLabel('Lundi, de').fill('07:30');
    await page.getByRole('button', { name: 'Mêmes heures du lundi au vendredi' }).click();
    await page.getByRole('switch', { name: 'Ouvert le vendredi' }).uncheck();

    await openSection('Confidentialité');
    await page.getByRole('switch', { name: 'Afficher une mention' }).check();
    await page.getByLabel('Page à lire').fill('exemple.fr');
    await page.getByText('Une adresse complète, comme').waitFor();
    await page.getByLabel('Page à lire').fill('https://exemple.fr/donnees');

    await openSection('Limites');
    await page.getByLabel('Par visiteur, en une minute').fill('beaucoup');
    await page.getByText('Un nombre entier, 1 au moins.').waitFor();
    await page.getByLabel('Par visiteur, en une minute').fill('20');

    await openSection('Langue et thème');
    await page.getByLabel('Langue des boutons et des messages').click();
    await page.getByRole('option', { name: 'Une autre langue…' }).click();
    await page.getByText('Deux ou trois lettres, comme « es »').waitFor();
    await page.getByLabel('Code de la langue').fill('es');
    await page.getByText('Tant que le fichier widget-languages/es.json manque').waitFor();

    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await saved();
    const { behaviour, limits, appearance } = await stored();
    expect(behaviour.officeHours).toEqual({
      timeZone: (await office.server.client.clients.list({}))[0]?.timeZone,
      days: Object.fromEntries(
        ['monday', 'tuesday', 'wednesday', 'thursday'].map(day => [day, ['07:30', '08:00']]),
      ),
    });
    expect(behaviour.privacyNotice).toMatchObject({ url: 'https://exemple.fr/donnees' });
    expect(limits.visitorPerMinute).toBe(20);
    expect(appearance.language).toBe('es');

    // Once the file is there the language has a name, and what is wrong with the file is said.
    const languages = join(office.dataFolder, 'widget-languages');
    mkdirSync(languages);
    writeFileSync(join(languages, 'es.json'), '{"send":');
    await page.reload();
    await openSection('Langue et thème');
    await page.getByText('Le fichier widget-languages/es.json ne se lit pas').waitFor();
    writeFileSync(join(languages, 'es.json'), '{"question":"Su mensaje"}');
    await page.reload();
    await openSection('Langue et thème');
    await page.getByLabel('Langue des boutons et des messages').getByText('Toujours espagnol').waitFor();
    const { visitor, panel } = await visit();
    await panel.getByRole('button', { name: 'I agree' }).or(panel.getByLabel('Su mensaje')).first().waitFor();
    await visitor.context().close();
    await office.server.client.widgets.update({
      id: office.chatbotId,
      appearance: { language: 'visitor' },
      behaviour: { officeHours: null, privacyNotice: null },
    });
  });

  it('ends every visit after saying what that does', async () => {
    const { visitor, panel } = await visit();
    await panel.getByRole('textbox').fill('Qui prévenir en cas d’absence ?');
    await visitor.keyboard.press('Enter');
    await panel.locator('.talk .prose').first().waitFor();
    await openSection('Confidentialité');
    await page.getByRole('button', { name: 'Mettre fin à toutes les visites' }).click();
    await page.getByText('Vos réglages ne changent pas.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Mettre fin aux visites' }).click();
    await page.getByText('Toutes les visites ont pris fin').waitFor();
    await panel.getByRole('textbox').fill('Et le télétravail ?');
    await visitor.keyboard.press('Enter');
    await panel.getByText('Cette conversation n’existe plus.').waitFor();
    await visitor.context().close();
  });

  it('is set from the keyboard alone', async () => {
    await page.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'À gauche' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('Tab'); // closed, it is passed over as a whole
    expect(await page.locator('summary').nth(1).evaluate(hasFocus)).toBe(true);
    await page.getByRole('button', { name: 'Comme le chatbot : Réponses rapides' }).focus();
    await page.getByRole('button', { name: 'Ajouter une question' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Où êtes-vous ?');
    const last = await page.getByLabel(/^Question \d$/).count();
    await page.getByRole('button', { name: `Monter la question ${last}` }).focus();
    for (let place = last; place > 1; place -= 1) await page.keyboard.press('Enter');
    expect(await page.getByLabel('Question 1', { exact: true }).inputValue()).toBe('Où êtes-vous ?');
    expect(await page.getByRole('button', { name: 'Descendre la question 1' }).evaluate(hasFocus)).toBe(true);
    await page.keyboard.press('Control+s');
    await saved();
    expect((await stored()).behaviour.quickReplies?.[0]).toBe('Où êtes-vous ?');
  });

  /** The tab with every section open. */
  async function openWhole(options: Parameters<typeof openWindow>[1]): Promise<WatchedPage> {
    const opened = await openWindow(browser, options);
    await signIn(opened.page, office.server.address);
    await opened.page.goto(`${office.server.address}/#/chatbots/${office.chatbotId}?tab=appearance`);
    await opened.page.locator('summary').first().waitFor();
    for (const summary of await opened.page.locator('summary').all())
      if (await summary.evaluate(each => !each.parentElement?.hasAttribute('open'))) await summary.click();
    return opened;
  }

  it.each([
    ['by day', {}],
    ['by night', { dark: true, width: 1440, height: 900 }],
  ])('has no fault of accessibility with everything switched on, %s', async (_when, options) => {
    await office.server.client.widgets.update({
      id: office.chatbotId,
      behaviour: {
        autoOpen: true,
        officeHours: { timeZone: 'Europe/Paris', days: { monday: ['09:00', '24:00'] } },
        privacyNotice: { text: 'Rien n’est gardé.', url: null, consentRequired: true },
        leadForm: { when: 'before', intro: null, fields: [{ name: 'email', required: true }] },
        attachments: { enabled: true, maxBytes: 5_000_000, types: ['pdf'] },
      },
    });
    const whole = await openWhole(options);
    expect(await accessibilityFaults(whole.page.mainFrame())).toEqual([]);
    expect(whole.complaints).toEqual([]);
    await whole.page.context().close();
    await office.server.client.widgets.update({
      id: office.chatbotId,
      behaviour: { autoOpen: false, officeHours: null, privacyNotice: null, leadForm: null },
    });
  });

  it('opens its preview on a phone, from a button', async () => {
    expect(window.complaints).toEqual([]);
    const phone = await openWhole(PHONE);
    const main = phone.page.mainFrame();
    expect(await accessibilityFaults(main)).toEqual([]);
    await phone.page.getByRole('button', { name: 'Essayer' }).click();
    await phone.page.frameLocator('iframe[title^="Le widget"]').getByRole('textbox').waitFor();
    expect(await accessibilityFaults(main)).toEqual([]);
    await phone.page.getByRole('button', { name: 'Fermer l’aperçu' }).click();
    await phone.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(phone.complaints).toEqual([]);
  });
});
