import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilePart } from '#shared/contract/message-parts.ts';
import { LOOKED_UP, plantMessages } from '../support/planted-messages.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const PLAN: FilePart = {
  type: 'file',
  attachmentId: '0198c0de-0000-7000-8000-000000000001',
  name: 'plan.pdf',
  mediaType: 'application/pdf',
  size: 48_000,
};

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

  it('shows each sender as themselves, tools and reasoning folded, and lines of Foyer as such', async () => {
    const { client } = office.server;
    const [conversation] = (await client.conversations.list({ limit: 1 })).items;
    const id = conversation?.id ?? '';
    const { user } = await client.auth.state({});
    const { items } = await client.people.list({});
    const operator = items[0];
    plantMessages(office.dataFolder, id, [
      { kind: 'system', parts: [{ type: 'text', text: 'Claire a rejoint la conversation.' }] },
      {
        kind: 'operator',
        senderId: operator?.id ?? user?.id ?? '',
        parts: [{ type: 'text', text: 'Je prends la suite.\nÀ tout de suite.' }],
      },
      { kind: 'visitor', parts: [{ type: 'text', text: 'Voici le plan.' }, PLAN] },
      { kind: 'bot', parts: LOOKED_UP },
    ]);
    await page.goto(`${office.server.address}/#/conversations/${id}`);
    await page.getByRole('note').getByText('Claire a rejoint la conversation.').waitFor();
    const said = page.getByRole('article', { name: `Réponse de ${operator?.fullName ?? ''}` });
    await said.getByText('Je prends la suite.').waitFor();
    const asked = page.getByRole('article', { name: 'Visiteur' });
    const file = asked.getByRole('list', { name: 'Fichiers joints' }).getByRole('link');
    expect(await file.textContent()).toMatch(/^plan\.pdf/);
    expect(await file.getAttribute('href')).toContain(`/api/attachments/${PLAN.attachmentId}/file`);
    const answer = page.getByRole('article', { name: 'Réponse de Assistant RH' }).last();
    await answer.getByText('Le bureau ouvre à 9 h lundi.').waitFor();
    const tool = answer.getByText('Outil consulté : planning');
    expect(await answer.getByText('Lundi : 9 h à 17 h').isVisible()).toBe(false);
    await tool.click();
    await answer.getByText('Lundi : 9 h à 17 h').waitFor();
    await answer.getByText('"jour": "lundi"').waitFor();
    await answer.getByText('Réflexion du modèle').click();
    await answer.getByText('Il faut regarder le planning.').waitFor();
    // In the order it came.
    const order = (await answer.innerText()).replaceAll(/\s+/g, ' ');
    expect(order.indexOf('Je regarde.')).toBeLessThan(order.indexOf('Outil consulté'));
    expect(order.indexOf('Outil consulté')).toBeLessThan(order.indexOf('Le bureau ouvre'));
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

  it('lets an answer be corrected, read again, and approved: the chatbot gives it from then on', async () => {
    const { client } = office.server;
    await page.goto(`${office.server.address}/#/conversations?view=unanswered`);
    const questions = page.getByRole('list', { name: 'Questions sans réponse' });
    await questions
      .getByRole('button', { name: 'Répondre à « Quelle est la capitale de l’Australie ? »' })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Question', { exact: false }).first().inputValue()).toBe(
      'Quelle est la capitale de l’Australie ?',
    );
    expect(await dialog.getByRole('button', { name: 'Proposer' }).isDisabled()).toBe(true);
    await dialog.getByLabel('La bonne réponse').fill('Canberra. Le bureau répond au 01 42 68 53 00.');
    await dialog.getByRole('button', { name: 'Proposer' }).click();
    await page.getByText('Réponse proposée', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Réponses proposées (1)' }).click();
    await page.getByRole('heading', { name: 'Réponses proposées', level: 1 }).waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Canberra' })
      .getByRole('button', { name: 'Relire' })
      .click();
    await dialog.locator('mark').getByText('01 42 68 53 00').waitFor();
    expect(await dialog.getByRole('button', { name: 'Approuver' }).isDisabled()).toBe(true);
    await dialog.getByLabel(/^Garder 01 42 68 53 00/).check();
    await dialog.getByRole('button', { name: 'Approuver' }).click();
    await page.getByText('Approuvée : le chatbot s’en sert dès maintenant').waitFor();
    await page.getByRole('heading', { name: 'Rien n’attend votre avis' }).waitFor();
    await page.getByRole('tab', { name: 'Approuvées' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Canberra' })
      .getByText(/^Approuvée/)
      .waitFor();
    const events = await client.conversations.chat({
      chatbotId: office.chatbotId,
      message: 'capitale de l’Australie ?',
    });
    let content = '';
    for await (const event of events) if (event.type === 'finished') ({ content } = event.message);
    expect(content).toBe('Canberra. Le bureau répond au 01 42 68 53 00.');
    const { items: tests } = await client.goldenQuestions.list({ chatbotId: office.chatbotId });
    expect(tests.map(({ question, anchor }) => [question, anchor?.state])).toEqual([
      ['Quelle est la capitale de l’Australie ?', 'held'],
    ]);
    expect(window.complaints).toEqual([]);
  });

  it('makes an article of a correction, which answers cite as the office’s, and which is changed as a new version', async () => {
    const { client } = office.server;
    const { chatbotId } = office;
    const text = 'La salle de réunion se réserve la veille auprès de Claire, qui en garde la clé.';
    await client.articles.propose({ chatbotId, question: 'Comment réserver la salle de réunion ?', text });
    await page.goto(`${office.server.address}/#/modules/articles`);
    await page.getByRole('tab', { name: 'En attente' }).click();
    const dialog = page.getByRole('dialog');
    await page
      .getByRole('listitem')
      .filter({ hasText: 'salle de réunion' })
      .getByRole('button', { name: 'Relire' })
      .click();
    await dialog.getByRole('combobox', { name: 'Devient' }).click();
    await page.getByRole('option', { name: 'Article' }).click();
    await dialog.getByLabel('Titre de l’article').fill('Salle de réunion');
    await dialog.getByRole('button', { name: 'Approuver' }).click();
    await page.getByText('Approuvé : le chatbot s’appuie dessus dès maintenant').waitFor();
    await page.goto(
      `${office.server.address}/#/chat?bot=${chatbotId}&ask=${encodeURIComponent('Comment réserver la salle de réunion ?')}`,
    );
    // The sheet beside the answer, which opens by itself, is an article too.
    const chip = page
      .getByRole('article')
      .filter({ hasText: 'Citations des documents' })
      .getByRole('button', { name: /Salle de réunion/ });
    await chip.getByText(/^bureau, /).waitFor();
    await page.goto(`${office.server.address}/#/modules/articles`);
    await page.getByRole('tab', { name: 'Approuvées' }).click();
    const line = page.getByRole('listitem').filter({ hasText: 'Salle de réunion' });
    await line.getByRole('button', { name: 'Modifier' }).click();
    await dialog.getByLabel('Texte de l’article').fill(text.replace('la veille', 'deux jours avant'));
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Nouvelle version enregistrée').waitFor();
    await line.getByRole('link', { name: 'Ouvrir l’article' }).click();
    await page
      .getByText(/deux jours avant/)
      .first()
      .waitFor();
    expect(window.complaints).toEqual([]);
  });
});
