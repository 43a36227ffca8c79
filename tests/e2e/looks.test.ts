import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { furnishEveryPage } from './support/every-page.ts';
import { pageFaults } from './support/page-faults.js';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

/** Every page, in each language, by day and by night, on a desk and on a phone. */
const LOOKS = [
  { language: 'fr', dark: false, width: 1280, height: 800 },
  { language: 'en', dark: true, width: 1024, height: 700 },
  { language: 'en', dark: false, ...PHONE },
  { language: 'fr', dark: true, width: 320, height: 640 }, // the narrowest phone still sold
] as const;

describe('every page', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let paths: string[];

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    paths = await furnishEveryPage(office);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it.each(LOOKS)(
    'fits, is named for those who cannot see it, and complains of nothing ($language, dark $dark, $width px)',
    async look => {
      const window = await openWindow(browser, look);
      const { page } = window;
      await signIn(page, office.server.address);
      await chooseLanguage(page, look.language);
      const faults: string[] = [];
      for (const path of paths) {
        await page.goto('about:blank');
        await page.goto(`${office.server.address}/#${path}`);
        await page.locator('main').waitFor();
        await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
        faults.push(...(await page.evaluate(pageFaults)).map(fault => `${path}: ${fault}`));
      }
      expect(faults).toEqual([]);
      const refused = /\/people\/inspectLink$/; // the link that does not exist
      expect(window.complaints.filter(complaint => !refused.test(complaint))).toEqual([]);
      await page.context().close();
    },
  );

  it('is reached from the keyboard alone, through the palette', async () => {
    const window: WatchedPage = await openWindow(browser);
    const { page } = window;
    await signIn(page, office.server.address);
    await page.keyboard.press('Control+k');
    const box = page.getByRole('dialog').getByRole('combobox');
    await box.waitFor();
    await page.keyboard.type('modele');
    // What Enter takes is the first one, once the list has followed the typing.
    await page.getByRole('option', { selected: true }).filter({ hasText: 'Modèles' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/models/);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Assistant');
    await page
      .getByRole('option', { name: /Assistant RH/ })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.locator(':focus').waitFor();
    expect(window.complaints).toEqual([]);
  });
});

async function chooseLanguage(page: Page, language: 'fr' | 'en'): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/settings/appearance`);
  await page.getByRole('button', { name: language === 'fr' ? 'Français' : 'English' }).click();
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(language);
}
