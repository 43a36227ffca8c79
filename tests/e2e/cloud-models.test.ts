import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const HOST = 'ollama.com';
const OUTSIDE = [
  { name: 'mistral:cloud', bytes: 1, purpose: 'chat', contextTokens: 32_768 },
  { name: 'sens:cloud', bytes: 1, purpose: 'embedding', contextTokens: 8_192 },
] as const;

describe('models in the cloud', () => {
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
        models: OUTSIDE,
        reply: () => 'Quatre jours ouvrés [1].',
      }),
    ]);
    const { client } = office.server;
    const place = { provider: 'openai', url: server.url } as const;
    const { id } = await client.models.create({
      ...place,
      name: 'Mistral en ligne',
      model: 'mistral:cloud',
    });
    await client.models.create({
      ...place,
      name: 'Sens en ligne',
      model: 'sens:cloud',
      purpose: 'embedding',
    });
    await client.chatbots.update({ id: office.chatbotId, modelId: id });
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
    await server.close();
  });

  const goTo = (path: string) => page.goto(`${office.server.address}/#${path}`);
  async function answeredBy(): Promise<string> {
    await goTo(`/chat?bot=${office.chatbotId}`);
    await page.getByRole('textbox', { name: 'Votre question' }).fill('Combien de jours pour un mariage ?');
    await page.keyboard.press('Enter');
    const by = page.getByRole('button', { name: /Citations des documents|mistral:cloud/ }).last();
    await by.waitFor();
    await by.click();
    return page.getByRole('dialog').last().innerText();
  }

  it('answer once who edits the chatbot has seen what leaves and agreed, and no more once that is withdrawn', async () => {
    expect(await answeredBy()).toContain('Pas interrogé : Rien ne part vers ce service sans accord');
    expect(server.requests).toEqual([]);

    await goTo(`/chatbots/${office.chatbotId}`);
    await page.getByText(`Rien ne part vers ${HOST} sans votre accord`).waitFor();
    await page.getByRole('button', { name: 'Voir ce qui part' }).click();
    const dialog = page.getByRole('dialog', {
      name: `Ce qui partirait vers ${HOST}`,
    });
    await dialog.getByText('Mariage ou PACS du salarié', { exact: false }).waitFor();
    await dialog.getByLabel('Avec votre question').fill('Que faire si je perds mon badge ?');
    await dialog.getByRole('button', { name: 'Montrer' }).click();
    await dialog.locator('pre', { hasText: 'Que faire si je perds mon badge ?' }).waitFor();
    expect(server.requests).toEqual([]);
    await dialog.getByRole('button', { name: 'J’accepte que cela parte' }).click();
    await page.getByText(/accord de .+, le/).waitFor();
    expect(await answeredBy()).toContain('A répondu');

    await goTo(`/chatbots/${office.chatbotId}`);
    await page.getByRole('button', { name: 'Retirer l’accord' }).click();
    await page.getByText(`Rien ne part vers ${HOST} sans votre accord`).waitFor();
  });

  it('that compare by meaning ask who administers; what models may cost is set beside what they cost', async () => {
    await goTo('/models');
    await page.getByText(`Rien ne part vers ${HOST} sans accord`).waitFor();
    await page.getByRole('button', { name: 'Voir ce qui part' }).click();
    const dialog = page.getByRole('dialog', {
      name: `Ce qui partirait vers ${HOST}`,
    });
    await dialog.getByText('tous les documents de tous les clients').waitFor();
    await dialog.getByRole('button', { name: 'J’accepte que cela parte' }).click();
    await page.getByText(`Les documents et les questions partent vers ${HOST}`).waitFor();

    await page.getByText('Mistral en ligne, Sens en ligne n’ont pas de prix', { exact: false }).waitFor();
    const cap = page.getByLabel('Tous les modèles en ligne, par mois');
    await cap.fill('douze');
    await page.getByText('Un montant, ou rien.').waitFor();
    await cap.fill('12,5');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('0 dépensés ce mois-ci').waitFor();
    // What is spent stands there before the cap is kept.
    await expect.poll(async () => (await office.server.client.usage.spending({})).all.limit).toBe(12.5);
  });

  it('say on their line where people agree, what they cost, and what the spending cap means once it is reached', async () => {
    const { client } = office.server;
    await goTo('/models');
    await page.getByText(`L’accord pour ce qui part vers ${HOST} se donne dans chaque chatbot`).waitFor();
    await expect(
      page.getByText('Sans prix, son coût n’est pas compté', { exact: false }).count(),
    ).resolves.toBe(2);
    for (const { id, name } of await client.models.list({}))
      if (name.endsWith('en ligne')) await client.models.update({ id, inputPrice: 1, outputPrice: 1 });
    await page.getByText('Plafond commun : 0 sur 12,5.', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Voir le plafond' }).first().click();
    await expect
      .poll(() =>
        page.getByLabel('Tous les modèles en ligne, par mois').evaluate(field => field.matches(':focus')),
      )
      .toBe(true);
    await client.usage.setSpending({ modelId: null, limit: 0.000_1 });
    await expect(client.models.embed({ texts: ['un mot'] })).rejects.toMatchObject({
      code: 'model.spending_cap',
    });
    await page.reload();
    await page.getByText('il n’est plus interrogé ce mois-ci, la recherche continue par les mots').waitFor();
    await page.getByText('d’autres modèles ou des citations répondent').waitFor();
  });

  it('complain of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
