import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, startBrowser } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

describe('words', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  /** Names of the files of words that a window asks for, as they come: `fr-home`. */
  function asked(page: Page): string[] {
    const names: string[] = [];
    page.on('request', request => {
      const name = /\/words-([\w-]+?)-[\w-]{8}\.js$/.exec(request.url())?.[1];
      if (name !== undefined) names.push(name);
    });
    return names;
  }

  it('come in one language and with the page that says them', async () => {
    const { page, complaints } = await openWindow(browser);
    const names = asked(page);
    await page.goto(`${office.server.address}/#/sign-in`);
    await page.locator('input[type=email]').waitFor();
    expect(names.toSorted()).toEqual([
      'fr-common',
      'fr-errors',
      'fr-mail-settings',
      'fr-shell',
      'fr-sign-in',
      'fr-tasks',
    ]);
    names.length = 0;
    await signIn(page, office.server.address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(names).toContain('fr-home');
    expect(names).not.toContain('fr-models');
    await page.goto(`${office.server.address}/#/models`);
    await page.getByRole('heading', { level: 1, name: 'Modèles' }).waitFor();
    expect(names).toContain('fr-models');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('of another language are shown once all of them are there', async () => {
    const { page } = await openWindow(browser);
    await signIn(page, office.server.address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    let release = () => {};
    const held = new Promise<void>(resolve => (release = resolve));
    await page.route(/words-en-home-/, async route => {
      await held;
      await route.continue();
    });
    const shown = page.getByRole('navigation').first();
    const coming = page.waitForRequest(/words-en-home-/);
    await page.getByRole('button', { name: 'Claire Lavigne' }).click();
    await page.getByRole('menuitem', { name: 'Switch to English' }).click();
    await coming;
    await expect.poll(() => shown.innerText()).toContain('Accueil'); // half of it would be two languages
    release();
    await expect.poll(() => shown.innerText()).toContain('Home');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: 'Claire Lavigne' }).click();
    await page.getByRole('menuitem', { name: 'Passer en français' }).click();
    await expect.poll(() => shown.innerText()).toContain('Accueil');
    await page.context().close();
  });

  it('that cannot come leave the language that is there, and say so', async () => {
    const { page } = await openWindow(browser);
    await page.route(/words-en-/, route => route.abort());
    await signIn(page, office.server.address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Claire Lavigne' }).click();
    await page.getByRole('menuitem', { name: 'Switch to English' }).click();
    await page.getByText('Foyer ne répond pas').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(await page.getByRole('navigation').first().innerText()).toContain('Accueil');
    await page.context().close();
  });

  it('of a page that cannot come are told as such, never as a page of keys; and come by themselves after a lost start', async () => {
    const { page } = await openWindow(browser);
    await signIn(page, office.server.address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.route(/words-fr-models-/, route => route.abort());
    await page.goto(`${office.server.address}/#/models`);
    await page.getByRole('button', { name: 'Recharger' }).waitFor();
    await page.unroute(/words-fr-models-/);
    await page.getByRole('button', { name: 'Recharger' }).click();
    await page.getByRole('heading', { level: 1, name: 'Modèles' }).waitFor();
    let lost = 1;
    await page.route(/words-fr-shell-/, route => (lost-- > 0 ? route.abort() : route.continue()));
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Modèles' }).waitFor();
    await page.context().close();
  });
});
