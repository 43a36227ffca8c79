import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('a model that puts passages in order', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let server: StandIn;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [browser, office, server] = await Promise.all([
      startBrowser(),
      openFurnishedOffice(),
      startOpenAiStandIn({
        models: [
          { name: 'qwen3:4b', bytes: 1, purpose: 'chat', contextTokens: 8_192 },
          { name: 'bge-m3', bytes: 1, purpose: 'embedding', contextTokens: 8_192 },
          { name: 'bge-m3:567m', bytes: 1, purpose: 'embedding', contextTokens: 8_192 },
          { name: 'bge-reranker-v2-m3', bytes: 1, purpose: 'reranking', contextTokens: 8_192 },
        ],
      }),
    ]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await server.close();
  });

  it('is offered where a server may have one, tried, and added', async () => {
    await page.goto(`${office.server.address}/#/models?add=true`);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Pour', exact: true }).click();
    await page.getByRole('option', { name: 'Chercher par le sens' }).waitFor();
    // Ollama puts nothing in order.
    expect(await page.getByRole('option', { name: 'Reclasser les passages trouvés' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.getByRole('combobox', { name: 'Service' }).click();
    await page.getByRole('option', { name: 'Autre serveur compatible OpenAI' }).click();
    await dialog.getByRole('combobox', { name: 'Pour', exact: true }).click();
    await page.getByRole('option', { name: 'Reclasser les passages trouvés' }).click();
    await dialog.getByLabel('Modèle', { exact: true }).fill('qwen3:4b');
    await dialog.getByLabel('Adresse du serveur').fill(`${server.url}/v1`);
    await dialog.getByRole('button', { name: 'Tester' }).click();
    await dialog.getByText('Ce modèle ou son serveur ne reclasse pas de passages').waitFor();
    await dialog.getByLabel('Modèle', { exact: true }).fill('bge-reranker-v2-m3');
    await dialog.getByRole('button', { name: 'Tester' }).click();
    await dialog.getByText(/Relit \d+ passages en/u).waitFor();
    await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await page.getByText('Foyer n’a encore été mesuré avec aucun vrai modèle de ce genre').waitFor();
  });

  it('is told in the details of an answer', async () => {
    await office.server.client.models.create({
      name: 'Qwen',
      provider: 'openai',
      model: 'qwen3:4b',
      url: `${server.url}/v1`,
    });
    await page.goto(`${office.server.address}/#/chat?bot=${office.chatbotId}`);
    await page.getByRole('textbox', { name: 'Votre question' }).fill('Combien de jours de congé parental ?');
    await page.keyboard.press('Enter');
    const answer = page.getByRole('article').filter({ hasText: 'Réponse du modèle d’essai' });
    await answer.getByRole('button', { name: /qwen3:4b/u }).click();
    await page.getByText(/bge-reranker-v2-m3 a reclassé \d+ passages avant la réponse\./u).waitFor();
  });

  it('how long a model that compares takes is said beside it', async () => {
    await office.server.client.models.create({
      name: 'BGE',
      provider: 'openai',
      model: 'bge-m3',
      url: `${server.url}/v1`,
      purpose: 'embedding',
    });
    await page.goto(`${office.server.address}/#/models`);
    await page.getByText('Tous vos passages sont comparés par le sens.').waitFor();
    const time = page.getByText(/passages : environ .+, en arrière-plan ; les questions passent d’abord\./u);
    expect(await time.count()).toBe(0); // it is done
    await page.getByRole('button', { name: 'Tester' }).nth(1).click();
    await time.waitFor();
    expect(window.complaints).toEqual([]);
  });

  it('another one that compares is prepared beside it, with its cost before, swapped, gone back from and kept', async () => {
    await office.server.client.models.create({
      name: 'BGE neuf',
      provider: 'openai',
      model: 'bge-m3:567m',
      url: `${server.url}/v1`,
      purpose: 'embedding',
    });
    await page.goto(`${office.server.address}/#/models`);
    await page.getByRole('button', { name: 'Actions pour BGE neuf' }).click();
    await page.getByRole('menuitem', { name: 'Chercher avec ce modèle…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/passages à relire, environ .+ jetons\./u).waitFor();
    await dialog.getByText('La recherche continue pendant ce temps avec BGE.').waitFor();
    await dialog.getByRole('button', { name: 'Mesurer' }).click();
    await dialog.getByText(/à la vitesse mesurée ; les questions passent toujours d’abord\./u).waitFor();
    await dialog.getByRole('button', { name: 'Préparer le nouvel index' }).click();
    await page.getByText('Le nouvel index, avec BGE neuf, est prêt').waitFor();
    await page.getByText(/Aucun chatbot n’a de questions témoins/u).waitFor();
    await page.getByRole('button', { name: 'Chercher avec BGE neuf' }).click();
    await page.getByText('BGE neuf cherche maintenant').waitFor();
    await page.getByRole('button', { name: 'Revenir à BGE', exact: true }).click();
    await page.getByText('BGE cherche maintenant').waitFor();
    await page.getByRole('button', { name: 'Revenir à BGE neuf' }).click();
    await page.getByRole('button', { name: 'Garder BGE neuf' }).click();
    await dialog.getByRole('button', { name: 'Garder BGE neuf' }).click();
    await page.getByText('BGE neuf cherche maintenant').waitFor({ state: 'hidden' });
    expect((await office.server.client.searchIndexes.get({})).inUse?.name).toBe('BGE neuf');
    expect(window.complaints).toEqual([]);
  });
});
