import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '#main/app/create-app.ts';
import type { App } from '#main/app/ports.ts';
import { createHttpDoor } from '#main/http/index.ts';
import { localContext } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWindow, startBrowser, type WatchedPage } from './support/browser.ts';

const CODE = '271828';
const builtPage = join(import.meta.dirname, '..', '..', 'out', 'renderer');

/** The page of the desktop window in a browser: every call is made with the window's rights, as through its port. */
describe('the lock of the window', () => {
  let browser: Browser;
  let app: App;
  let door: Awaited<ReturnType<typeof createHttpDoor>>;
  let window: WatchedPage;
  let page: Page;
  const folder = temporaryFolder();
  const screen = () => page.getByRole('dialog', { name: 'Foyer est verrouillé' });
  const unlock = async (code: string) => {
    await screen().getByLabel('Code PIN ou mot de passe').fill(code);
    await screen().getByRole('button', { name: 'Déverrouiller' }).click();
  };

  beforeAll(async () => {
    app = await createApp({ dataFolder: folder.path, mode: 'desktop' });
    const client = app.client(localContext(app));
    await client.chatbots.create({ name: 'Assistant', language: 'fr' });
    await client.system.updateSettings({ firstRunDone: true, defaultLanguage: 'fr' });
    door = await createHttpDoor(
      { ...app, authenticate: () => Promise.resolve(app.windowPrincipal()) },
      { host: '127.0.0.1', port: 0, staticFolder: builtPage },
    );
    browser = await startBrowser();
    window = await openWindow(browser);
    ({ page } = window);
  });
  afterAll(async () => {
    await browser.close();
    await door.close();
    await app.close();
    folder.remove();
  });

  it('is chosen in the account, and refuses a code that is easy to guess', async () => {
    await page.goto(`${door.address}/#/settings/account`);
    const card = page.getByRole('region', { name: 'Verrou de la fenêtre' });
    await card.getByRole('button', { name: 'Choisir un code' }).click();
    const dialog = page.getByRole('dialog');
    const choose = async (code: string) => {
      await dialog.getByLabel('Code PIN ou mot de passe').fill(code);
      await dialog.getByLabel('Encore une fois').fill(code);
      await dialog.getByRole('button', { name: 'Activer le verrou' }).click();
    };
    await choose('123456');
    await dialog.getByRole('alert').filter({ hasText: 'Ce code se devine trop facilement' }).waitFor();
    await dialog.getByLabel('Se verrouille').click();
    await page.getByRole('option', { name: 'après 5 minutes sans activité' }).click();
    await choose(CODE);
    await card.getByText('après 5 minutes sans activité').waitFor();
  });

  it('covers the page from the menu, and gives it back as it was', async () => {
    await page.goto(`${door.address}/#/chat`);
    const question = page.locator('textarea').first();
    await question.fill('Une question à moitié écrite');
    await page.getByRole('button', { name: /Propriétaire/ }).click();
    await page.getByRole('menuitem', { name: 'Verrouiller' }).click();
    await screen().waitFor();
    for (const keys of ['Control+k', 'Escape']) await page.keyboard.press(keys);
    await expect.poll(() => page.getByRole('dialog').count()).toBe(1);
    expect(await page.getByRole('navigation').count()).toBe(0); // hidden from everyone, seeing or not

    await unlock('314159');
    await screen().getByRole('alert').filter({ hasText: 'Ce n’est pas le bon code' }).waitFor();
    expect(await screen().getByLabel('Code PIN ou mot de passe').inputValue()).toBe('');
    await unlock(CODE);
    await screen().waitFor({ state: 'detached' });
    expect(await question.inputValue()).toBe('Une question à moitié écrite');
  });

  it('closes by itself when the computer was left, on whatever page', async () => {
    app.windowLock.idleFor(299);
    expect(await screen().count()).toBe(0);
    app.windowLock.idleFor(300);
    await screen().waitFor();
  });

  it('shows nothing of the page when it is loaded anew, and the way back', async () => {
    await page.reload();
    await screen().waitFor();
    expect(await page.locator('textarea').count()).toBe(0);
    await screen().getByRole('button', { name: 'Code oublié ?' }).click();
    await screen().getByText('npm run -s foyer -- user unlock').waitFor();
    await app.client(localContext(app)).windowLock.remove({});
    await screen().waitFor({ state: 'detached' });
    await page.getByRole('navigation').first().waitFor();
  });

  it('complains of nothing but what was refused', () => {
    const unexpected = window.complaints.filter(complaint => !/status of (400|403|423)/.test(complaint));
    expect(unexpected).toEqual([]);
  });
});
