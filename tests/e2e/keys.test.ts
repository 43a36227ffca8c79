import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

const run = promisify(execFile);
const colleague = {
  email: 'hugo@atelier.fr',
  password: 'un mot de passe provisoire',
  fullName: 'Hugo Petit',
};
const WHOLE_KEY = /^foyer_[0-9a-z]{50}$/;

describe('API keys', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;
  let dialog: Locator;
  let secret = '';

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    await office.server.client.auth.register({ ...colleague, role: 'editor' });
    window = await openWindow(browser);
    ({ page } = window);
    dialog = page.getByRole('dialog');
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const call = (path: string) =>
    fetch(`${office.server.address}${path}`, { headers: { authorization: `Bearer ${secret}` } });

  it('are made in the settings, with what is missing said in its place', async () => {
    await page.goto(`${office.server.address}/#/settings/keys`);
    await page.getByText('Aucune clé pour l’instant').waitFor();
    await page.getByRole('button', { name: 'Créer une clé' }).click();
    await dialog.getByRole('checkbox', { name: 'Discuter' }).uncheck();
    await dialog.getByRole('radio', { name: 'Seulement ceux-ci' }).check();
    await dialog.getByRole('button', { name: 'Créer la clé' }).click();
    for (const problem of [
      'Donnez-lui un nom.',
      'Choisissez au moins un droit.',
      'Choisissez au moins un chatbot.',
    ])
      await dialog.getByText(problem).waitFor();

    await dialog.getByLabel('Nom').fill('Site web');
    await dialog.getByRole('checkbox', { name: 'Discuter' }).check();
    await dialog.getByRole('checkbox', { name: 'Chercher' }).check();
    await dialog.getByRole('checkbox', { name: 'Assistant RH' }).check();
    await dialog.getByRole('combobox', { name: 'Fin' }).click();
    await page.getByRole('option', { name: 'Dans 90 jours' }).click();
    await dialog.getByRole('button', { name: 'Créer la clé' }).click();
    await dialog.getByRole('heading', { name: 'Votre clé' }).waitFor();
    secret = (await dialog.getByText(WHOLE_KEY).first().textContent()) ?? '';
    expect(secret).toMatch(WHOLE_KEY);
  });

  it('are shown once, with a line that works as it stands', async () => {
    const line = (await dialog.getByText(/^curl/).textContent()) ?? '';
    expect(line).toContain(secret);
    // A machine without curl can only be shown the line.
    if (spawnSync('curl', ['--version']).status === 0) {
      const { stdout } = await run('bash', ['-c', line.replace(/^curl/, 'curl -sS')]);
      expect(stdout).toContain('"type":"finished"');
    }

    await dialog.getByRole('button', { name: 'Je l’ai copiée' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('table', { name: 'Clés d’API' }).getByText('Discuter, Chercher').waitFor();
    expect(await page.content()).not.toContain(secret);
    await page.reload();
    await page.getByText(`${secret.slice(0, 12)}…`).waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  it('open what they were made for, and the list says when', async () => {
    expect((await call(`/api/search?chatbotId=${office.chatbotId}&q=mariage`)).status).toBe(200);
    expect((await call('/api/documents')).status).toBe(403);
    await page.reload();
    await page.getByRole('cell', { name: /(maintenant|il y a)/ }).waitFor();
  });

  it('are renamed and given another end', async () => {
    await page.getByRole('button', { name: 'Actions pour Site web' }).click();
    await page.getByRole('menuitem', { name: 'Modifier' }).click();
    expect(await dialog.getByRole('checkbox', { name: 'Lire' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Nom').fill('Site de la boutique');
    await dialog.getByRole('combobox', { name: 'Fin' }).click();
    await page.getByRole('option', { name: 'À une date…' }).click();
    await dialog.getByLabel('Dernier jour').fill('2020-01-01');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await dialog.getByText('Choisissez un jour à venir.').waitFor();
    const soon = new Date(Date.now() + 3 * 86_400_000);
    const day = [soon.getFullYear(), soon.getMonth() + 1, soon.getDate()]
      .map(part => String(part).padStart(2, '0'))
      .join('-');
    await dialog.getByLabel('Dernier jour').fill(day);
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('finit dans 3 jours').waitFor();
    await page.getByText('Site de la boutique').first().waitFor();
  });

  it('are revoked with a word about what stops, and refused from then on', async () => {
    await page.getByRole('button', { name: 'Actions pour Site de la boutique' }).click();
    await page.getByRole('menuitem', { name: 'Révoquer' }).click();
    await dialog.getByText('sera refusée tout de suite').waitFor();
    await dialog.getByRole('button', { name: 'Révoquer la clé' }).click();
    await page.getByText('Clé révoquée', { exact: true }).waitFor();
    const refused = await call('/api/chatbots');
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('auth.key_refused');
    await page.getByText('Aucune clé pour l’instant').waitFor();
    await page.getByRole('button', { name: 'Voir les clés terminées' }).click();
    await page
      .getByRole('table', { name: 'Clés terminées' })
      .getByText('révoquée', { exact: true })
      .waitFor();
  });

  it('are no business of those who do not administer', async () => {
    const other = await openWindow(browser);
    await other.page.goto(`${office.server.address}/#/sign-in`);
    await other.page.locator('input[type=email]').fill(colleague.email);
    await other.page.locator('input[type=password]').fill(colleague.password);
    await other.page.locator('form button[type=submit]').click();
    await other.page.getByRole('navigation').first().waitFor();
    await other.page.goto(`${office.server.address}/#/settings/keys`);
    await other.page.waitForURL(/#\/settings\/appearance/);
    expect(await other.page.getByRole('link', { name: 'Clés d’API' }).count()).toBe(0);
    expect(other.complaints).toEqual([]);
    await other.page.context().close();
  });

  it('and limits leave a person all the room they need: a page is far from the limit', async () => {
    const calls: string[] = [];
    let remaining = Number.POSITIVE_INFINITY;
    page.on('response', response => {
      if (!response.url().includes('/rpc/')) return;
      calls.push(response.url());
      remaining = Math.min(remaining, Number(response.headers()['ratelimit-remaining']));
    });
    await page.goto(`${office.server.address}/#/`);
    await Promise.all([page.waitForResponse(/system\/overview/), page.reload()]);
    await page.getByRole('heading').first().waitFor();
    expect(calls.length).toBeLessThan(30);
    expect(remaining).toBeGreaterThan(5_000);
    expect(window.complaints).toEqual([]);
  });
});
