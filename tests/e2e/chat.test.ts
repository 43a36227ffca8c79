import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('talking to a chatbot', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let model: StandIn;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office, model] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startOllamaStandIn(),
    ]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await model.close();
  });

  const answers = () => page.getByRole('article', { name: /Réponse de/ });
  async function ask(question: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Votre question' }).fill(question);
    await page.keyboard.press('Enter');
  }
  async function newConversation(): Promise<void> {
    await page.goto(`${office.server.address}/#/chat?bot=${office.chatbotId}`);
    await page.getByRole('heading', { name: /je connais le règlement/ }).waitFor();
  }

  it('opens another passage when its number is clicked, and the document at that place', async () => {
    await newConversation();
    await ask('Combien de jours de congé pour un mariage ?');
    const chip = answers()
      .last()
      .getByRole('button', { name: /^2 Guide des congés/ });
    await chip.click();
    const panel = page.getByRole('region', { name: 'Source 2' });
    await panel.locator('mark').first().waitFor();
    await panel.getByRole('link', { name: 'Ouvrir' }).click();
    await page.waitForURL(/#\/documents\/.*start=\d+/);
    await page.locator('mark').first().waitFor();
  });

  it('tells which words were corrected, and searches them as they are typed in one click', async () => {
    await newConversation();
    await ask('Combien de jours de congé pour un marriagee ?');
    await answers()
      .last()
      .getByText(/Recherché « mariage »/)
      .waitFor();
    await answers().last().getByRole('button', { name: 'Chercher les mots tels quels' }).click();
    await answers()
      .last()
      .getByText(/Recherché « mariage »/)
      .waitFor({ state: 'detached' });
    await answers().last().getByRole('button', { name: 'Relancer' }).waitFor();
  });

  it('says that the documents do not answer, and names the nearest', async () => {
    await newConversation();
    await ask('Quelle est la procédure pour le vélo de fonction ?');
    await answers()
      .last()
      .getByText(/ne répondent pas/)
      .waitFor();
    expect(await answers().last().getByRole('button', { name: /^\d/ }).count()).toBe(0);
  });

  it('streams a model’s words, draws no remote image and confirms a link before it opens', async () => {
    model.setReply(
      () =>
        'Quatre jours **ouvrés** [1]. ![pixel](https://exemple.invalid/espion.png) Voir [le site](https://exemple.invalid/page). <script>document.title = "pris"</script>',
    );
    const { id } = await office.server.client.models.create({
      name: 'Mistral local',
      provider: 'ollama',
      model: 'mistral-small:latest',
      url: model.url,
      isDefault: true,
    });
    await newConversation();
    await ask('Combien de jours de congé pour un mariage ?');
    const answer = answers().last();
    await answer.locator('strong', { hasText: 'ouvrés' }).waitFor();
    await answer.getByText('Mistral local').or(answer.getByText('mistral-small:latest')).first().waitFor();
    expect(await answer.locator('img').count()).toBe(0);
    expect(await page.title()).not.toContain('pris');
    await answer.getByText('le site').click();
    await page.getByRole('dialog').getByText('https://exemple.invalid/page').waitFor();
    await page.getByRole('button', { name: 'Annuler' }).click();
    await office.server.client.models.remove({ id });
    expect(window.complaints).toEqual([]);
  });

  it('stops when asked and keeps what came', async () => {
    model.setBehaviour('stall');
    const { id } = await office.server.client.models.create({
      name: 'Lent',
      provider: 'ollama',
      model: 'mistral-small:latest',
      url: model.url,
      isDefault: true,
    });
    await newConversation();
    await ask('Que faire si je perds mon badge ?');
    await page.getByRole('button', { name: 'Arrêter' }).click();
    await answers().last().getByText('Réponse arrêtée', { exact: false }).waitFor();
    model.release();
    model.setBehaviour('normal');
    await office.server.client.models.remove({ id });
  });

  it('keeps the question when the model dies mid-answer, says so, and answers again on demand', async () => {
    model.setBehaviour('die');
    const { id } = await office.server.client.models.create({
      name: 'Fragile',
      provider: 'ollama',
      model: 'mistral-small:latest',
      url: model.url,
      isDefault: true,
    });
    await newConversation();
    await ask('Que faire si je perds mon badge ?');
    await answers()
      .last()
      .getByText(/s’est arrêté en route|gardé/)
      .first()
      .waitFor();
    model.setBehaviour('normal');
    model.setReply(() => 'Prévenez l’accueil le jour même [1].');
    await answers()
      .last()
      .getByRole('button', { name: /Réessayer|Relancer/ })
      .first()
      .click();
    await answers().last().getByText('Prévenez l’accueil').waitFor();
    await office.server.client.models.remove({ id });
  });

  it('renames and deletes a conversation', async () => {
    await newConversation();
    await ask('Qui prévenir en cas d’absence ?');
    await page.waitForURL(/#\/chat\/[0-9a-f-]{36}$/);
    await answers().last().locator('text=Sources').or(answers().last().getByText('ms')).first().waitFor();
    const nav = page.getByRole('navigation', { name: 'Conversations' });
    await nav
      .getByRole('button', { name: /Actions pour « Qui prévenir/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Renommer' }).click();
    await page.getByRole('textbox', { name: 'Titre' }).fill('Absences');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await nav.getByText('Absences').waitFor();
    await nav.getByRole('button', { name: 'Actions pour « Absences »' }).click();
    await page.getByRole('menuitem', { name: 'Supprimer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
    await page.getByText('Conversation supprimée').waitFor();
    await nav.getByText('Absences').waitFor({ state: 'detached' });
  });

  it('leads nobody back who went elsewhere before the conversation began', async () => {
    await newConversation();
    const gate = Promise.withResolvers<void>();
    await page.route('**/rpc/conversations/chat', async route => {
      await gate.promise;
      await route.continue();
    });
    await ask('Que faire si je perds mon badge ?');
    await page.goto(`${office.server.address}/#/knowledge`);
    await page.getByRole('heading', { name: 'Connaissances', level: 1 }).waitFor();
    const list = page.waitForResponse(/conversations/);
    gate.resolve();
    await list;
    await expect
      .poll(async () => (await office.server.client.conversations.list({})).items.map(({ title }) => title))
      .toContain('Que faire si je perds mon badge ?');
    await page.getByRole('heading', { name: 'Connaissances', level: 1 }).waitFor();
    expect(page.url()).toMatch(/#\/knowledge$/);
    await page.unroute('**/rpc/conversations/chat');
  });

  it('loses nothing when Foyer is killed mid-answer: the page waits, reconnects, and the answer is marked', async () => {
    model.setReply(() => 'Une longue réponse qui ne finira pas tout de suite, mot après mot [1].');
    model.setBehaviour('stall');
    await office.server.client.models.create({
      name: 'Coupé',
      provider: 'ollama',
      model: 'mistral-small:latest',
      url: model.url,
      isDefault: true,
    });
    await newConversation();
    await ask('Combien de jours pour une naissance ?');
    await answers().last().getByText('Une', { exact: false }).waitFor();
    await page.waitForURL(/#\/chat\/[0-9a-f-]{36}$/);
    await office.killAndRestart();
    await page.reload();
    await page.getByText('Combien de jours pour une naissance ?').last().waitFor();
    await answers()
      .last()
      .getByText(/Réponse interrompue/)
      .waitFor();
    model.release();
  });
});
