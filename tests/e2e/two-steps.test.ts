import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  startOllamaStandIn,
  type StandIn,
  type StandInBehaviourKind,
} from '../support/model-stand-ins/index.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { stepsSeen, watchSteps } from './support/in-page.js';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';
const HEADING = 'Ce que disent les documents';

describe('an answer in two steps', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let model: StandIn;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office, model] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startOllamaStandIn({ speed: { read: 60, written: 9, loadMs: 0 } }),
    ]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
    const { client } = office.server;
    const { id } = await client.models.create({
      name: 'Ministral',
      provider: 'ollama',
      model: 'qwen3:4b',
      url: model.url,
      isDefault: true,
    });
    await client.models.test({ id });
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await model.close();
  });
  beforeEach(() => model.setReply(() => 'Quatre jours ouvrés [1].'));

  const answer = () => page.getByRole('article', { name: /Réponse de/ }).last();
  const step = () => page.getByRole('region', { name: HEADING });

  /** Asks a model that is silent until it is released, or does otherwise. */
  async function ask(question = QUESTION, behaviour: StandInBehaviourKind = 'hang'): Promise<void> {
    await page.goto(`${office.server.address}/#/chat?bot=${office.chatbotId}`);
    await page.getByRole('heading', { name: /je connais le règlement/ }).waitFor();
    await page.getByRole('textbox', { name: 'Votre question' }).fill(question);
    await watch(page);
    model.setBehaviour(behaviour);
    await page.keyboard.press('Enter');
  }

  /** The model writes, now and whatever it is asked next. */
  function release(): void {
    model.setBehaviour('normal');
    model.release();
  }

  it('shows what the documents say, then the model’s words in their place', async () => {
    await ask();
    await step().waitFor();
    const { appeared, asked } = await seen(page);
    expect(appeared - asked).toBeGreaterThanOrEqual(550);

    const quote = step().getByRole('button').first();
    expect(await quote.textContent()).toMatch(/^1.*mariage/i);
    await answer()
      .getByText(/Ministral lit \S+ passages?, environ \d+\ss/)
      .waitFor();
    expect(await page.getByRole('button', { name: 'Arrêter' }).count()).toBe(1);
    const share = () => answer().locator('[data-share]').getAttribute('data-share').then(Number);
    const before = await share();
    await expect.poll(share).toBeGreaterThan(before);

    await quote.click();
    const panel = page.getByRole('region', { name: 'Source 1' });
    await panel.locator('mark').first().waitFor();
    const marked = await panel.locator('mark').first().textContent();

    const top = await topOf(answer());
    const height = (await answer().boundingBox())?.height ?? 0;
    release();
    await answer().getByText('Quatre jours ouvrés').waitFor();
    await answer().getByRole('button', { name: 'Relancer' }).waitFor();
    expect(await step().count()).toBe(0);
    expect(await topOf(answer())).toBe(top);
    expect((await answer().boundingBox())?.height).toBeGreaterThanOrEqual(height);
    expect(await panel.locator('mark').first().textContent()).toBe(marked);
    // At no moment did both say the same beside each other.
    expect((await seen(page)).together).toBe(false);
  });

  it('is heard once, then the answer as a whole', async () => {
    await ask();
    await step().waitFor();
    await page.waitForTimeout(1_500); // the line below it tells the time meanwhile
    release();
    await answer().getByRole('button', { name: 'Relancer' }).waitFor();
    await page.getByText(/^Réponse terminée/).waitFor({ state: 'attached' });
    const { heard } = await seen(page);
    expect(heard).toHaveLength(2);
    expect(heard[0]).toMatch(/^Les documents disent : .*mariage/i);
    expect(heard[1]).toBe('Réponse terminée. Quatre jours ouvrés.');
  });

  it('is not shown when the model is fast', async () => {
    await ask(QUESTION, 'normal');
    await answer().getByRole('button', { name: 'Relancer' }).waitFor();
    expect((await seen(page)).appeared).toBe(0);
  });

  it('stays long enough to be seen when the model’s words come right after it', async () => {
    await ask();
    await step().waitFor();
    release();
    await step().waitFor({ state: 'detached' });
    await answer().getByText('Quatre jours ouvrés').waitFor();
    const { appeared, vanished } = await seen(page);
    expect(vanished - appeared).toBeGreaterThanOrEqual(590);
  });

  it('is kept as the answer when it is stopped, which says why and offers to try again', async () => {
    await ask();
    await step().waitFor();
    await page.getByRole('button', { name: 'Arrêter' }).click();
    model.setBehaviour('normal');
    await answer().getByText('Réponse arrêtée avant le premier mot du modèle', { exact: false }).waitFor();
    await answer().getByText('Voici ce que disent les documents').waitFor();
    await answer().getByRole('button', { name: 'Réessayer' }).click();
    await answer().getByText('Quatre jours ouvrés').waitFor();
  });

  it('is the answer, which says why and offers to try again, when the model fails', async () => {
    await ask(QUESTION, 'missing-model');
    await answer().getByText('Un autre modèle a répondu').waitFor();
    await answer().getByText('Voici ce que disent les documents').waitFor();
    model.setBehaviour('normal');
    await answer().getByRole('button', { name: 'Réessayer' }).click();
    await answer().getByText('Quatre jours ouvrés').waitFor();
  });

  it('is there again after a reload, with the time that is left, and ends as interrupted by a kill', async () => {
    await ask('Que faire si je perds mon badge ?');
    await step().waitFor();
    const share = () => answer().locator('[data-share]').getAttribute('data-share').then(Number);
    await expect.poll(share).toBeGreaterThan(0.2); // some of its time goes by
    const before = await share();
    await page.reload();
    await step().waitFor();
    expect(await share()).toBeGreaterThan(before);
    await office.killAndRestart();
    await page.reload();
    await answer().getByText('Réponse interrompue avant le premier mot', { exact: false }).waitFor();
    expect(await step().count()).toBe(0);
    release();
  });
});

/** Notes, from now on, when the first step comes and goes, whether the answer stands beside it, and what is heard. */
const watch = (page: Page): Promise<void> => page.evaluate(watchSteps, HEADING);

const seen = (page: Page) => page.evaluate(stepsSeen);

async function topOf(locator: ReturnType<Page['locator']>): Promise<number> {
  return Math.round((await locator.boundingBox())?.y ?? 0);
}
