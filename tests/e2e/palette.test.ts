import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, PHONE, startBrowser, type WatchedPage } from './support/browser.ts';
import { openFurnishedOffice, signIn, type FurnishedOffice } from './support/office.ts';

/** What a person types, and where Enter leads. The whole table of words is beside the code. */
const PLACES = [
  ['reseau', 'fr', /#\/settings\/network$/],
  ['aide', 'fr', /#\/settings\/help$/],
  ['clé', 'fr', /#\/settings\/keys$/],
  ['widget', 'fr', /#\/(chatbots$|chatbots\/[0-9a-f-]+\?tab=)/],
  ['export', 'fr', /#\/(settings\/audit|clients\/[0-9a-f-]+\?tab=privacy)$/],
  ['terminal', 'fr', /#\/settings\/help\?article=commandLine$/],
  ['network', 'en', /#\/settings\/network$/],
  ['wordpress', 'en', /#\/chatbots\/[0-9a-f-]+\?tab=deploy$/],
  ['health', 'en', /#\/(settings\/data)?$/],
  ['command line', 'en', /#\/settings\/help\?article=commandLine$/],
  ['mot de passe', 'en', /#\/settings\/account$/],
] as const;

describe('the palette', () => {
  let browser: Browser;
  let office: FurnishedOffice;
  let window: WatchedPage;
  let page: Page;
  const option = (name: string | RegExp) => page.getByRole('option', { name });
  const type = async (words: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill(words);
  };
  const language = async (wanted: 'fr' | 'en') => {
    if ((await page.locator('html').getAttribute('lang')) === wanted) return;
    await type(wanted === 'en' ? 'english' : 'français');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(wanted);
  };

  beforeAll(async () => {
    [browser, office] = await Promise.all([startBrowser(), openFurnishedOffice()]);
    window = await openWindow(browser);
    ({ page } = window);
    await signIn(page, office.server.address);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it.each(PLACES)('leads from « %s » (%s) where a person expects', async (words, spoken, address) => {
    await page.goto(`${office.server.address}/#/models`);
    await language(spoken);
    await type(words);
    if (/article/.test(address.source))
      await option(/commande|command/)
        .first()
        .waitFor(); // they come a moment later
    await page.keyboard.press('Enter');
    await page.waitForURL(address);
  });

  it('says whose tab it offers', async () => {
    await language('fr');
    await type('wordpress');
    await option('Assistant RH · Diffuser').click();
    await page.getByRole('tab', { name: 'Diffuser', selected: true }).waitFor();
  });

  it('turns the theme, and says when it finds nothing', async () => {
    await type('imprimante');
    await page.getByText('Rien de ce nom.').waitFor();
    await page.getByRole('combobox').fill('sombre');
    await option('Passer en sombre').click();
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark');
    await type('clair');
    await option('Passer en clair').click();
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('light');
  });

  it('fits a phone', async () => {
    await page.setViewportSize(PHONE);
    await page.goto(`${office.server.address}/#/`);
    await page.getByRole('button', { name: 'Rechercher' }).click();
    await page.getByRole('dialog').getByRole('combobox').fill('quota');
    await option(/Assistant RH/)
      .first()
      .waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      PHONE.width,
    );
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('signs out', async () => {
    await type('se déconnecter');
    await option('Se déconnecter').click();
    await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
    expect(window.complaints.filter(complaint => !/401/.test(complaint))).toEqual([]);
  });
});
