import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser } from './support/browser.ts';
import { openOffice, OWNER, type Office } from './support/office.ts';

describe('the first run, in a browser', () => {
  let browser: Browser;
  let office: Office;

  beforeAll(async () => {
    browser = await startBrowser();
    office = await openOffice();
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it('says which model writes once there is one, however it came', async () => {
    const other = await openOffice();
    const { page } = await openWindow(browser);
    await page.goto(other.server.setUpLink ?? '');
    await page.getByLabel('Votre nom').fill(OWNER.fullName);
    await page.getByLabel('Adresse e-mail').fill(OWNER.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Commencer' }).click();
    await page.getByText('Aucun modèle sur cet ordinateur').waitFor();
    const url = 'http://127.0.0.1:9/v1';
    await other.server.client.models.create({ name: 'Plume', provider: 'openai', model: 'plume', url });
    await page.getByText('Prêt à rédiger : Plume').waitFor();
    expect(await page.getByText('Aucun modèle sur cet ordinateur').count()).toBe(0);
    await page.getByRole('button', { name: 'Continuer', exact: true }).waitFor();
    await other.close();
  });

  it('goes from the one-time link to a cited answer whose source opens at the passage, without a model', async () => {
    const { page, complaints } = await openWindow(browser);
    await page.goto(office.server.setUpLink ?? '');
    await page.getByLabel('Votre nom').fill(OWNER.fullName);
    await page.getByLabel('Adresse e-mail').fill(OWNER.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Commencer' }).click();

    await page.getByText('Aucun modèle sur cet ordinateur').waitFor();
    await page.getByRole('button', { name: 'Continuer sans modèle' }).click();

    await page.getByRole('button', { name: 'Prendre l’exemple' }).click();
    await page.getByText('3 documents sont prêts').waitFor();
    await page.getByRole('button', { name: 'Combien de jours de congé pour un mariage ?' }).click();

    const answer = page.getByRole('article', { name: /Réponse de/ });
    await answer.getByText('4 jours ouvrés').waitFor();
    await page.waitForURL(/#\/chat\/[0-9a-f-]{36}$/);

    // The panel beside the answer shows the page, with the very passage marked and in view.
    const panel = page.getByRole('region', { name: 'Source 1' });
    const mark = panel.locator('mark', { hasText: 'Mariage ou PACS du salarié' });
    await mark.first().waitFor();
    expect(await mark.first().evaluate(element => element.getBoundingClientRect().top)).toBeLessThan(800);

    // The address of the answer is its own: opening it again shows the same thing.
    await page.reload();
    await answer.getByText('4 jours ouvrés').waitFor();
    expect(complaints).toEqual([]);
  });

  it('is over: the link no longer works, and the page asks to sign in', async () => {
    const { page } = await openWindow(browser);
    await page.goto(office.server.setUpLink ?? '');
    await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
    await page.getByLabel('Adresse e-mail').fill(OWNER.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill('pas le bon mot de passe');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByText('Adresse ou mot de passe incorrect').waitFor();
    await page.getByLabel('Mot de passe', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('heading', { name: /Bonjour|Bonsoir/ }).waitFor();
  });
});
