import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('shaping chatbots', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser, { width: 1440, height: 900 });
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  /** The widget, as visitors will have it. */
  const preview = () => page.frameLocator('iframe[title^="Le widget"]');
  const open = (path: string) => page.goto(`${office.server.address}/#${path}`);

  it('creates one and takes its words into the preview before they are saved', async () => {
    await open('/chatbots');
    await page.getByRole('button', { name: 'Créer un chatbot' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Créer' }).click();
    await page.getByText('Donnez-lui un nom.').waitFor();
    await page.getByRole('dialog').getByLabel('Nom').fill('Accueil');
    await page.getByRole('dialog').getByRole('button', { name: 'Créer' }).click();
    await page.getByRole('heading', { level: 1, name: /Accueil/ }).waitFor();
    await page.getByText('2 chatbots', { exact: true }).waitFor();
    await page.getByLabel('Message d’accueil').fill('Bienvenue à l’atelier !');
    await preview().getByText('Bienvenue à l’atelier !').waitFor();
    await page.getByRole('button', { name: 'Ajouter une question' }).click();
    await page.getByLabel('Question 1', { exact: true }).fill('Quels sont les délais ?');
    await preview().getByRole('button', { name: 'Quels sont les délais ?' }).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('Enregistré', { exact: true }).waitFor();
    const saved = (await office.server.client.chatbots.list({})).find(({ name }) => name === 'Accueil');
    expect(saved).toMatchObject({
      welcomeMessage: 'Bienvenue à l’atelier !',
      suggestedQuestions: ['Quels sont les délais ?'],
    });
  });

  it('asks before unsaved changes are lost', async () => {
    await open(`/chatbots/${office.chatbotId}`);
    await page.getByLabel('Nom', { exact: false }).first().fill('Assistant du personnel');
    await page.getByText('Modifications non enregistrées').waitFor();
    await page.getByRole('link', { name: 'Accueil' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
    await page.getByText('Modifications non enregistrées').waitFor();
    await page.getByRole('link', { name: 'Accueil' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Quitter' }).click();
    await page.getByRole('heading', { name: /Bonjour|Bonsoir/ }).waitFor();
    expect((await office.server.client.chatbots.get({ id: office.chatbotId })).name).toBe('Assistant RH');
  });

  it('asks nothing of who leaves while it is being saved: they go on once it is', async () => {
    await open(`/chatbots/${office.chatbotId}`);
    let release = () => {};
    const held = new Promise<void>(resolve => (release = resolve));
    await page.route('**/rpc/chatbots/update', async route => {
      await held;
      await route.continue();
    });
    await page.getByLabel('À quoi il sert', { exact: false }).first().fill('Répond vite');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('link', { name: 'Accueil' }).first().click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    release();
    await page.getByRole('heading', { name: /Bonjour|Bonsoir/ }).waitFor();
    await page.unroute('**/rpc/chatbots/update');
    const bot = await office.server.client.chatbots.get({ id: office.chatbotId });
    expect(bot.description).toBe('Répond vite');
  });

  it('leads nobody away to what is done only once they are elsewhere', async () => {
    const { client } = office.server;
    await open(`/chatbots/${office.chatbotId}`);
    let release = () => {};
    const held = new Promise<void>(resolve => (release = resolve));
    await page.route('**/rpc/chatbots/duplicate', async route => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Actions pour Assistant RH' }).click();
    await page.getByRole('menuitem', { name: 'Dupliquer' }).click();
    await page.getByRole('link', { name: 'Accueil' }).first().click();
    await page.getByRole('heading', { name: /Bonjour|Bonsoir/ }).waitFor();
    release();
    await page.getByText(/« Assistant RH.+ » est créé/).waitFor();
    await page.unroute('**/rpc/chatbots/duplicate');
    expect(page.url()).toMatch(/#\/$/);
    const bots = await client.chatbots.list({});
    const copy = bots.find(({ id, name }) => name.startsWith('Assistant RH') && id !== office.chatbotId);
    await client.chatbots.remove({ id: copy?.id ?? '' });
  });

  it('answers in the preview, with its sources, and keeps those tries out of the lists', async () => {
    await open(`/chatbots/${office.chatbotId}`);
    await preview().getByRole('button', { name: 'Combien de jours de congé pour un mariage ?' }).click();
    await preview().getByText('4 jours ouvrés').first().waitFor();
    await preview().locator('.citation').first().click();
    await preview().getByRole('dialog').locator('mark').first().waitFor();
    await page.getByRole('button', { name: 'Recommencer', exact: true }).click();
    await preview()
      .getByText(/je connais le règlement/)
      .waitFor();
    expect((await office.server.client.conversations.list({})).items).toEqual([]);
  });

  it('takes up documents that another chatbot already uses', async () => {
    const other = await office.server.client.chatbots.create({ name: 'Accueil clients' });
    await open(`/chatbots/${other.id}?tab=knowledge`);
    await page.getByText('Il ne connaît encore aucun document').waitFor();
    await page.getByRole('button', { name: 'Reprendre des documents' }).click();
    await page.getByRole('dialog').getByRole('checkbox').first().check();
    await page.getByRole('dialog').getByRole('button', { name: 'Ajouter 1 document' }).click();
    await page.getByText('1 document ajouté').waitFor();
    await page.getByRole('table').getByText('Prêt').waitFor();
    expect((await office.server.client.chatbots.get({ id: other.id })).documentCount).toBe(1);
  });

  it('answers only from documents with a tag, once that is chosen for it', async () => {
    const { client } = office.server;
    const [first] = (await client.documents.list({ chatbotId: office.chatbotId })).items;
    await client.tags.give({ ids: [first?.id ?? ''], add: ['Personnel'] });
    await open(`/chatbots/${office.chatbotId}?tab=knowledge`);
    await page.getByRole('combobox', { name: 'Ne répondre qu’avec les documents étiquetés' }).click();
    await page.getByRole('option', { name: 'Personnel' }).click();
    await page.getByText('Il répond avec 1 document.').waitFor();
    await open('/knowledge/tags');
    await page.getByText('limite Assistant RH').waitFor();
    await page.getByRole('button', { name: 'Actions pour Personnel' }).click();
    await page.getByRole('menuitem', { name: 'Supprimer' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Assistant RH').waitFor();
    expect(await dialog.getByRole('button', { name: 'Supprimer' }).isDisabled()).toBe(true);
    await client.chatbots.update({ id: office.chatbotId, tagIds: [] });
    await dialog.getByText('Elle est retirée partout.').waitFor();
    await dialog.getByRole('button', { name: 'Supprimer' }).click();
    await page.getByText('Étiquette supprimée').waitFor();
  });

  it('duplicates and deletes one; its documents stay', async () => {
    await open(`/chatbots/${office.chatbotId}`);
    await page.getByRole('button', { name: 'Actions pour Assistant RH' }).click();
    await page.getByRole('menuitem', { name: 'Dupliquer' }).click();
    await page.getByRole('heading', { level: 1, name: /Assistant RH \(copie\)/ }).waitFor();
    await page.getByRole('button', { name: 'Actions pour Assistant RH (copie)' }).click();
    await page.getByRole('menuitem', { name: 'Supprimer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
    await page.getByText('« Assistant RH (copie) » est supprimé').waitFor();
    await page.waitForURL(/#\/chatbots$/);
    expect((await office.server.client.documents.list({})).totals.documents).toBe(3);
    expect(window.complaints).toEqual([]);
  });
});
