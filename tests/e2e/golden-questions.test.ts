import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { openWindow, startBrowser } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';

describe('test questions', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let page: Page;
  let model: StandIn;

  beforeAll(async () => {
    [browser, office, model] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startOpenAiStandIn(),
    ]);
    ({ page } = await openWindow(browser));
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await model.close();
  });

  const tab = (name: string) => page.getByRole('tab', { name }).click();
  const dialog = () => page.getByRole('dialog');

  it('are reached from the documents, and say what to do first', async () => {
    await page.goto(`${office.server.address}/#/knowledge`);
    await page.getByRole('link', { name: 'Questions témoins' }).click();
    await page.getByRole('heading', { name: 'Questions témoins', level: 1 }).waitFor();
    await page.getByRole('heading', { name: 'Aucune question témoin' }).waitFor();
    await tab('À approuver');
    await page.getByRole('heading', { name: 'Aucun modèle à interroger' }).waitFor();
    await tab('Des conversations');
    await page.getByRole('heading', { name: 'Rien à reprendre des conversations' }).waitFor();
  });

  it('are added with the words that answer, chosen in a passage', async () => {
    await page.getByRole('button', { name: 'Ajouter une question' }).first().click();
    await dialog().getByLabel('Question', { exact: false }).first().fill(QUESTION);
    expect(await dialog().getByRole('button', { name: 'Enregistrer' }).isDisabled()).toBe(true);
    await dialog().getByRole('button', { name: 'Chercher le passage' }).click();
    await dialog().getByRole('listitem').first().getByRole('button').click();
    const sentences = dialog().getByRole('group', { name: 'Les mots qui répondent' }).getByRole('button');
    const chosen = (await sentences.nth(1).innerText()).trim();
    await sentences.nth(1).click();
    expect(await sentences.evaluateAll(all => all.filter(one => one.ariaPressed === 'true').length)).toBe(1);
    await dialog().getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Question enregistrée').waitFor();
    await tab('Questions');
    const line = page.getByRole('listitem').filter({ hasText: QUESTION });
    await line.getByText('Passage retrouvé').waitFor();
    expect(await line.locator('blockquote').innerText()).toBe(chosen);
  });

  it('without an answer are added too, and one that is there is refused in words', async () => {
    const add = async (question: string) => {
      await page.getByRole('button', { name: 'Ajouter une question' }).first().click();
      await dialog().getByLabel('Question', { exact: false }).first().fill(question);
      await dialog().getByLabel('Aucune réponse connue').check();
      await dialog().getByRole('button', { name: 'Enregistrer' }).click();
    };
    await add('Quelle est la recette du couscous royal ?');
    await page.getByRole('listitem').filter({ hasText: 'couscous' }).getByText('Sans réponse').waitFor();
    await add('combien de jours de congé pour un mariage');
    await dialog().getByText('Cette question est déjà là').waitFor();
    await dialog().getByRole('button', { name: 'Annuler' }).click();
  });

  it('are asked, and the result is said in sentences, beside the one before', async () => {
    await tab('Résultats');
    await page.getByRole('button', { name: 'Poser les questions' }).click();
    await page.getByText('1 question sur 1 trouve son passage parmi les trois premiers').waitFor();
    await page.getByText('Il dirait ne pas savoir pour 1 question sur 1 qui n’en a pas.').waitFor();
    await page.getByText('Il n’y a pas de résultat plus ancien auquel comparer.').waitFor();
    expect(await page.getByText('hit@3').count()).toBe(0);
    await page.getByText('1 question sur 1 trouve son passage').hover();
    await page.getByRole('tooltip').getByText('hit@3 100').waitFor();
    await page.getByRole('button', { name: 'Poser les questions' }).click();
    await page.getByText('2 pareils').waitFor();
    await page.getByText('Affiché').waitFor();
    const automatic = page.getByRole('switch', { name: 'Poser les questions après chaque changement' });
    await automatic.uncheck();
    await expect
      .poll(
        async () =>
          (await office.server.client.goldenQuestions.status({ chatbotId: office.chatbotId })).automatic,
      )
      .toBe(false);
  });

  it('say that something has changed since', async () => {
    await office.server.client.documents.addSample({ chatbotId: office.chatbotId, language: 'en' });
    await page.getByText('Quelque chose a changé depuis ce résultat').waitFor();
  });

  it('come from what people asked', async () => {
    const asked = { chatbotId: office.chatbotId, message: 'Que faire si je perds mon badge ?' };
    const told: string[] = [];
    for await (const { type } of await office.server.client.conversations.chat(asked)) told.push(type);
    expect(told.at(-1)).toBe('finished');
    await tab('Des conversations');
    const line = page.getByRole('listitem').filter({ hasText: 'perds mon badge' });
    await line.getByText('Répondue').waitFor();
    await line.getByRole('button', { name: 'Reprendre' }).click();
    await dialog().getByRole('button', { name: 'Enregistrer' }).click();
    await line.waitFor({ state: 'detached' });
  });

  it('are proposed by a model, and count once a person approves them', async () => {
    const written = await office.server.client.models.create({
      name: 'Plume',
      provider: 'openai',
      model: 'qwen3:4b',
      url: model.url,
    });
    let asked = 0;
    model.setReply(() => `Que dit le règlement au point ${(asked += 1)} ?`);
    await tab('À approuver');
    await page.getByRole('button', { name: 'Faire proposer des questions' }).click();
    const lines = page.getByRole('listitem').filter({ hasText: 'Que dit le règlement' });
    await lines.first().waitFor();
    await expect
      .poll(
        async () =>
          (await office.server.client.goldenQuestions.status({ chatbotId: office.chatbotId })).proposing,
      )
      .toBe(false);
    const decide = async (deed: string, said: string) => {
      const question = /au point \d+ \?/.exec(await lines.first().innerText())?.[0] ?? 'none';
      await lines.first().getByRole('button', { name: deed }).click();
      await page.getByText(said).waitFor();
      await expect.poll(() => lines.filter({ hasText: question }).count()).toBe(0);
    };
    await decide('Approuver', 'Question approuvée');
    await decide('Écarter', 'Question écartée');
    await office.server.client.models.remove({ id: written.id });
  });

  it('and the bench shows why passages stand where they do, in two settings side by side', async () => {
    await page.goto(`${office.server.address}/#/knowledge?bench=true`);
    const bench = dialog();
    await bench.getByRole('textbox').fill('jours de congé mariage zorgloub');
    await page.keyboard.press('Enter');
    const column = bench.getByRole('region', { name: 'Comme pour une réponse' });
    await column.getByText(/^Absents des documents : zorgloub/).waitFor();
    await column.getByText('n° 1 par les mots').waitFor();
    await column
      .getByText(/Contient : .*mariage/)
      .first()
      .waitFor();
    await bench.getByLabel('Comparer avec').click();
    await page.getByRole('option', { name: 'Par les mots seuls' }).click();
    await bench.getByRole('region', { name: 'Par les mots seuls' }).getByText('n° 1 par les mots').waitFor();
    await column.getByText('Ce que trouvent les mots').click();
    expect(await column.locator('details li').count()).toBeGreaterThan(1);
  });
});
